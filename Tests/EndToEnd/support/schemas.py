"""The JSON schemas of the protocol's revisions."""

import json
from functools import cache

import jsonschema
import pytest

from support.binary import ROOT
from support.rpc import MODERN

FOLDER = ROOT.parent / "shared/spec"


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
    return jsonschema.validators.validator_for(whole)(whole)


def check(value, revision, name):
    """Fails where a value is not what a revision defines."""
    problems = [f"{problem.json_path}: {problem.message}" for problem in validator(revision, name).iter_errors(value)]
    assert not problems, f"{revision} {name}: {problems}\n{json.dumps(value)[:2000]}"


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
    check(message, revision, "JSONRPCErrorResponse" if revision >= "2025-11-25" else "JSONRPCError")
