"""Writes ``gitlab.json``: what GitLab's reference says of the few operations that Stafett uses, put down by hand.

No package of a registry carries GitLab's own description of these: PyPI's `codecraftai-restclient-gitlab` has one
without issues and notes, python-gitlab has only names of fields. So this follows the reference (docs.gitlab.com: Issues
API, Notes API, Users API, version 18) and agrees with the types of npm's `@gitbeaker/core` 43.8.0 (`IssueSchema`,
`NoteSchema`, `CreateIssueOptions`, `EditIssueOptions`). Only what the reference names is allowed in a request.
"""

import json
from pathlib import Path

TEXT, NUMBER, YES_NO, DAY = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}, {"type": ["string", "null"]}
NUMBERS = {"type": "array", "items": NUMBER}


def thing(required, **properties):
    """An object of which some fields are always there."""
    return {"type": "object", "properties": properties, "required": required.split()}


def one_of(*values):
    """A text that is one of some."""
    return {"type": "string", "enum": list(values)}


def content(schema):
    """What is sent or comes back as JSON."""
    return {"content": {"application/json": {"schema": schema}}}


def refer(name):
    """What is described elsewhere in the file."""
    return {"$ref": f"#/components/schemas/{name}"}


def operation(replies, body=None, **query):
    """An operation, its parameters in the address, and what it answers with."""
    made = {
        "parameters": [{"in": "query", "name": name, "schema": schema} for name, schema in query.items()],
        "responses": {status: content(schema) if schema else {} for status, schema in replies.items()},
    }
    if body:
        made["requestBody"] = content(body)
    return made


SCHEMAS = {
    "User": thing(
        "id username name state web_url", id=NUMBER, username=TEXT, name=TEXT, state=TEXT, web_url=TEXT, avatar_url=DAY
    ),
    "Issue": thing(
        "id iid project_id title description state created_at updated_at labels assignees author web_url",
        id=NUMBER,
        iid=NUMBER,
        project_id=NUMBER,
        title=TEXT,
        description={"type": ["string", "null"]},
        state=one_of("opened", "closed"),
        created_at=TEXT,
        updated_at=TEXT,
        closed_at=DAY,
        labels={"type": "array", "items": TEXT},
        assignees={"type": "array", "items": refer("User")},
        author=refer("User"),
        web_url=TEXT,
    ),
    "Note": thing(
        "id body author system created_at updated_at noteable_id noteable_type",
        id=NUMBER,
        body=TEXT,
        author=refer("User"),
        system=YES_NO,
        created_at=TEXT,
        updated_at=TEXT,
        noteable_id=NUMBER,
        noteable_iid=NUMBER,
        noteable_type=one_of("Issue", "MergeRequest"),
        resolvable=YES_NO,
    ),
}
PAGES = {"page": NUMBER, "per_page": {"type": "integer", "maximum": 100}}
NEW_NOTE = thing("body", body=TEXT, internal=YES_NO, created_at=TEXT)
ISSUES = "/projects/{id}/issues"
NOTES = "/projects/{id}/merge_requests/{merge_request_iid}/notes"
PATHS = {
    ISSUES: {
        "get": operation(
            {"200": {"type": "array", "items": refer("Issue")}},
            labels=TEXT,
            state=one_of("opened", "closed", "all"),
            scope=one_of("created_by_me", "assigned_to_me", "all"),
            order_by=one_of("created_at", "updated_at", "priority", "due_date", "title"),
            sort=one_of("asc", "desc"),
            **PAGES,
        ),
        "post": operation(
            {"201": refer("Issue"), "400": None, "403": None, "404": None},
            thing(
                "title",
                title=TEXT,
                description=TEXT,
                labels=TEXT,
                assignee_ids=NUMBERS,
                confidential=YES_NO,
                due_date=TEXT,
                issue_type=TEXT,
                milestone_id=NUMBER,
            ),
        ),
    },
    f"{ISSUES}/{{issue_iid}}": {
        "put": operation(
            {"200": refer("Issue"), "400": None, "403": None, "404": None},
            thing(
                "",
                title=TEXT,
                description=TEXT,
                labels=TEXT,
                add_labels=TEXT,
                assignee_ids=NUMBERS,
                state_event=one_of("close", "reopen"),
                confidential=YES_NO,
                due_date=TEXT,
            ),
        )
    },
    f"{ISSUES}/{{issue_iid}}/notes": {"post": operation({"201": refer("Note"), "403": None, "404": None}, NEW_NOTE)},
    NOTES: {
        "get": operation(
            {"200": {"type": "array", "items": refer("Note")}, "404": None},
            order_by=one_of("created_at", "updated_at"),
            sort=one_of("asc", "desc"),
            **PAGES,
        ),
        "post": operation({"201": refer("Note"), "403": None, "404": None}, NEW_NOTE),
    },
    f"{NOTES}/{{note_id}}": {
        "put": operation({"200": refer("Note"), "403": None, "404": None}, thing("body", body=TEXT)),
        "delete": operation({"204": None, "403": None, "404": None}),
    },
    "/users": {"get": operation({"200": {"type": "array", "items": refer("User")}}, username=TEXT)},
    "/user": {"get": operation({"200": refer("User"), "401": None})},
}

if __name__ == "__main__":
    INFO = {"title": "GitLab REST API", "version": "v4"}
    MADE = {"openapi": "3.1.0", "info": INFO, "paths": PATHS, "components": {"schemas": SCHEMAS}}
    target = Path(__file__).parent / "gitlab.json"
    target.write_text(json.dumps(MADE, indent=1, sort_keys=True) + "\n", encoding="utf-8")
