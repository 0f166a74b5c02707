"""Holds requests and replies to a forge's published description."""

import json
import re
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator

HERE = Path(__file__).parent


class Description:
    """One forge's operations, as its file has them."""

    def __init__(self, name):
        self.whole = _nullable(json.loads((HERE / f"{name}.json").read_text(encoding="utf-8")))
        self._operations = [
            (method.upper(), path, re.compile(re.sub(r"\{\w+\}", "([^/]+)", path)), operation)
            for path, methods in self.whole["paths"].items()
            for method, operation in methods.items()
        ]

    def find(self, method, path):
        """The template of the path, what stands in its places, and the operation; None where there is none."""
        found = [
            (t, m.groups(), o) for name, t, p, o in self._operations if name == method and (m := p.fullmatch(path))
        ]
        return min(found, key=lambda item: item[0].count("{"), default=None)

    def wrong_in_request(self, operation, query, body):
        """What of a request the description does not allow."""
        parameters = [self._resolved(parameter) for parameter in operation.get("parameters", ())]
        known = {p["name"]: p["schema"] for p in parameters if p["in"] == "query"}
        for name, text in query.items():
            if name not in known:
                yield f"unknown parameter {name}"
            else:
                value = int(text) if known[name].get("type") == "integer" and text.isdigit() else text
                yield from self._wrong(known[name], value, name)
        schema = self._schema(operation.get("requestBody", {}))
        if schema is None:
            yield from ["a body where none is allowed"] if body is not None else []
            return
        yield from self._wrong(schema, body, "body")
        allowed = self._resolved(schema).get("properties", {})
        yield from (f"unknown field {name}" for name in body or {} if name not in allowed)

    def wrong_in_reply(self, operation, status, value):
        """What of a reply the description does not allow."""
        if str(status) not in operation["responses"]:
            yield f"no such status: {status}"
            return
        schema = self._schema(self._resolved(operation["responses"][str(status)]))
        if schema is not None:
            yield from self._wrong(schema, value, "reply")

    def sample(self, operation, status):
        """The least that a reply, or each item of a list, must have."""
        schema = self._schema(self._resolved(operation["responses"][str(status)]))
        schema = self._resolved(schema)
        return self._least(schema["items"] if schema.get("type") == "array" else schema)

    def _least(self, schema):
        schema = self._resolved(schema)
        for choices in ("anyOf", "oneOf"):
            if choices in schema:
                return self._least(schema[choices][0])
        if "allOf" in schema:
            return {key: value for part in schema["allOf"] for key, value in self._least(part).items()}
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type", "object" if "properties" in schema else None)
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "object":
            return {name: self._least(schema["properties"][name]) for name in schema.get("required", ())}
        usual = {"string": "x", "integer": 1, "number": 1, "boolean": False, "array": []}
        return usual.get(kind)

    def _schema(self, part):
        return part.get("content", {}).get("application/json", {}).get("schema")

    def _resolved(self, part):
        while "$ref" in part:
            found = self.whole
            for name in part["$ref"].split("/")[1:]:
                found = found[name]
            part = found
        return part

    def _wrong(self, schema, value, where):
        validator = Draft202012Validator({**schema, "components": self.whole["components"]})
        for error in validator.iter_errors(value):
            yield f"{where}: {error.json_path} {error.message[:200]}"


@cache
def description(name):
    """The description of a forge, read once."""
    return Description(name)


def _nullable(value):
    """OpenAPI 3.0 calls what may be null ``nullable``; JSON Schema knows a type for it."""
    if isinstance(value, list):
        return [_nullable(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _nullable(item) for key, item in value.items() if key not in {"nullable", "discriminator"}}
    if value.get("nullable") is True:
        return {"anyOf": [made, {"type": "null"}]}
    return made
