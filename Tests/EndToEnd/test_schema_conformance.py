"""Every message of the server's against the JSON schema of the revision that it is in."""

import json

import pytest
from jsonschema import Draft202012Validator

from support.rpc import LEGACY, MODERN, Caller
from support.schemas import check, check_error, check_result

pytestmark = pytest.mark.parametrize("revision", [MODERN, *LEGACY])


@pytest.fixture
def caller(server, tokens, revision):
    """An administrator in the revision."""
    with Caller(server, tokens["admin"], revision) as caller:
        yield caller


def test_how_a_client_begins(server, tokens, revision):
    """`server/discover` in 2026-07-28, and the handshake and pings before."""
    caller = Caller(server, tokens["reader"], revision)
    if revision == MODERN:
        check_result(caller.request("server/discover").message, revision, "DiscoverResult")
    else:
        check_result(caller.initialize().message, revision, "InitializeResult")
        check_result(caller.request("ping").message, revision, "EmptyResult")
    caller.close()


@pytest.mark.parametrize("role", ["reader", "editor", "admin"])
@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("tools/list", "ListToolsResult"),
        ("resources/list", "ListResourcesResult"),
        ("resources/templates/list", "ListResourceTemplatesResult"),
        ("prompts/list", "ListPromptsResult"),
    ],
)
def test_lists(server, tokens, revision, method, name, role):
    """For everyone."""
    with Caller(server, tokens[role], revision) as caller:
        check_result(caller.request(method).message, revision, name)


def test_results_of_every_tool(caller, revision):
    """Results, and errors that are results."""
    created = caller.call("create_note", title="Schema ü", body="text 👋", tags=["schema"])
    identifier = json.loads(created.text)["id"]
    answers = [
        created,
        caller.call("update_note", id=identifier, version=1, title="Changed"),
        caller.call("update_note", id=identifier, version=1, title="Stale"),
        caller.call("read_note", id=identifier),
        caller.call("search_notes", query="text"),
        caller.call("search_notes", query='"'),
        caller.call("list_notes", limit=1),
        caller.call("note_history", id=identifier),
        caller.call("delete_note", id=identifier),
        caller.call("note_history", id=identifier),
        caller.call("read_note", id=identifier),
        caller.call("read_note", id=7, colour="red"),
    ]
    for answer in answers:
        check_result(answer.message, revision, "CallToolResult")
    assert [answer.result.get("isError", False) for answer in answers].count(True) >= 3


def test_structured_content_follows_the_output_schema(caller, revision):
    """As clients check it; revisions before 2025-06-18 know neither."""
    tools = {tool["name"]: tool for tool in caller.request("tools/list").result["tools"]}
    identifier = json.loads(caller.call("create_note", title="Structured").text)["id"]
    for name, arguments in [
        ("create_note", {"title": "Another"}),
        ("update_note", {"id": identifier, "version": 1, "body": "new"}),
        ("read_note", {"id": identifier}),
        ("search_notes", {"query": "new"}),
        ("list_notes", {"limit": 1}),
        ("note_history", {"id": identifier}),
        ("delete_note", {"id": identifier}),
    ]:
        result = caller.call(name, **arguments).result
        if revision < "2025-06-18":
            assert "structuredContent" not in result and "outputSchema" not in tools[name]
            continue
        Draft202012Validator.check_schema(tools[name]["outputSchema"])
        Draft202012Validator(tools[name]["outputSchema"]).validate(result["structuredContent"])
        Draft202012Validator.check_schema(tools[name]["inputSchema"])


def test_resources_and_prompts(caller, revision):
    """What is read and what is given."""
    identifier = json.loads(caller.call("create_note", title="Read me").text)["id"]
    for uri in [f"note://{identifier}", "notebook://recent"]:
        check_result(caller.request("resources/read", {"uri": uri}).message, revision, "ReadResourceResult")
    for params in [{"name": "weekly_review"}, {"name": "summarize_notes", "arguments": {"topic": "read"}}]:
        check_result(caller.request("prompts/get", params).message, revision, "GetPromptResult")


def test_errors_of_known_requests(caller, revision):
    """Errors that name the request they answer."""
    answers = [
        caller.call("no_such_tool"),
        caller.request("no/such/method"),
        caller.request("resources/read", {"uri": "note://0000000000000000"}),
        caller.request("resources/read", {}),
        caller.request("prompts/get", {"name": "nope"}),
        caller.request("prompts/get", {"name": "summarize_notes"}),
        caller.request("tools/list", {"cursor": "elsewhere"}),
        caller.request("tools/call", {"name": "list_notes", "arguments": []}),
    ]
    for answer in answers:
        check_error(answer.message, revision)
        assert answer.message["id"] is not None


def test_forbidden_and_too_often(serve, revision):
    """403 and 429 are messages as well."""
    server = serve("limits:\n  caller: none\n  tools:\n    list_notes: 1/hour\n")
    with Caller(server, server.token("r", "reader"), revision) as caller:
        check_error(caller.call("create_note").message, revision)
        caller.call("list_notes")
        limited = caller.call("list_notes")
        assert limited.status == 429
        check_error(limited.message, revision)


def test_errors_of_unknown_requests(server, tokens, revision):
    """What is refused before its id is known is an error without one, which the schemas have since 2025-11-25."""
    if revision < "2025-11-25":
        pytest.skip("an error response without an id is not defined in this revision")
    with Caller(server, tokens["editor"], revision) as caller, Caller(server) as anonymous:
        answers = [
            anonymous.post({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}),
            caller.post(b"{"),
            caller.post(b"[]"),
            caller.post(b"{}", {"Host": "evil.example"}),
            caller.post(b"{}", {"Origin": "https://evil.example"}),
            caller.post(None, method="GET"),
            caller.post(b"{}", {"Content-Type": "text/plain"}),
        ]
    for answer in answers:
        check(answer.message, revision, "JSONRPCErrorResponse")


def test_errors_of_the_era(server, tokens, revision):
    """The errors that only 2026-07-28 has, and a session that is gone."""
    with Caller(server, tokens["editor"], revision) as caller:
        message = caller.message("tools/list")
        if revision == MODERN:
            mismatch = caller.post(message, caller.fields(message) | {"Mcp-Method": "ping"})
            check(mismatch.message, revision, "HeaderMismatchError")
            message["params"]["_meta"]["io.modelcontextprotocol/protocolVersion"] = "2031-01-01"
            unsupported = caller.post(message, {"MCP-Protocol-Version": "2031-01-01", "Mcp-Method": "tools/list"})
            check(unsupported.message, revision, "UnsupportedProtocolVersionError")
        else:
            gone = caller.post(message, caller.fields(message) | {"Mcp-Session-Id": "gone"})
            assert gone.status == 404
            check_error(gone.message, revision)
