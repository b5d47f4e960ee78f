"""The JSON schemas of the protocol's revisions."""

import base64
import binascii
import json
import re
from functools import cache

import jsonschema
import pytest

from support.binary import ROOT
from support.vocabulary import MODERN

FOLDER = ROOT.parent / "shared/spec"

# The formats that the schemas name. Without this they would be remarks.
FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("byte")
def _is_base64(value):
    if not isinstance(value, str):
        return True
    try:
        base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


@FORMATS.checks("uri")
def _is_uri(value):
    return not isinstance(value, str) or re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]*", value) is not None


@FORMATS.checks("uri-template")
def _is_uri_template(value):
    return not isinstance(value, str) or re.fullmatch(r"[\x21-\x7e]+", value) is not None


def available():
    """Whether the schemas are there: they are no part of the project."""
    return (FOLDER / f"{MODERN}.schema.json").exists()


@cache
def _schema(revision):
    path = FOLDER / f"{revision}.schema.json"
    if not path.exists():
        pytest.skip(f"the schemas of the protocol are not there: {FOLDER}")
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def validator(revision, name):
    """The validator of one definition of a revision."""
    schema = _schema(revision)
    key = "$defs" if "$defs" in schema else "definitions"
    assert name in schema[key], f"{revision} defines no {name}"
    whole = {"$schema": schema["$schema"], key: schema[key], "$ref": f"#/{key}/{name}"}
    return jsonschema.validators.validator_for(whole)(whole, format_checker=FORMATS)


def defines(revision, name):
    """Whether a revision has a definition of that name."""
    schema = _schema(revision)
    return name in schema.get("$defs", schema.get("definitions"))


def violations(value, revision, name):
    """What of a value is not as a revision defines it, each with its place."""
    return [
        f"{problem.json_path}: {problem.message[:500]} ({revision} {name})"
        for problem in validator(revision, name).iter_errors(value)
    ]


def check(value, revision, name):
    """Fails where a value is not what a revision defines."""
    problems = violations(value, revision, name)
    assert not problems, f"{problems}\n{json.dumps(value)[:2000]}"


def check_result(message, revision, name):
    """Checks a response as a message, and its result as what the method returns."""
    if revision == MODERN:
        check(message, revision, "JSONRPCResultResponse")
        if name != "EmptyResult":
            check(message, revision, f"{name}Response")
    else:
        check(message, revision, "JSONRPCResultResponse" if revision == "2025-11-25" else "JSONRPCResponse")
    check(message["result"], revision, name)


def check_error(message, revision):
    """Checks an error response."""
    check(message, revision, error_response(revision))


def without_null_id(message):
    """An error as the schemas have it, where its request could not be read at all.

    JSON-RPC 2.0 (section 5) gives such an error the id `null`, and the client of the Python SDK reads no other; the
    schemas have none there. The server's own HTTP refusals, which say so by a reason, follow JSON-RPC.
    """
    error = message.get("error")
    data = error.get("data") if isinstance(error, dict) else None
    if "id" in message and message["id"] is None and isinstance(data, dict) and "reason" in data:
        return {name: value for name, value in message.items() if name != "id"}
    return message


def error_response(revision):
    """The name of an error response in a revision."""
    return "JSONRPCErrorResponse" if revision >= "2025-11-25" else "JSONRPCError"


def result_response(revision):
    """The name of a response with a result in a revision."""
    return "JSONRPCResultResponse" if revision >= "2025-11-25" else "JSONRPCResponse"
