"""What the server refuses, on the wire: the status, the code, the sentence; and that it goes on answering."""

import json
from contextlib import suppress

import pytest

from support.raw import Raw, head
from support.rpc import LEGACY, MODERN, Caller, meta


@pytest.fixture(autouse=True)
def still_answers(editor):
    """After every refusal the same connection, and the same server, answer the next request."""
    yield
    assert editor.request("tools/list").status == 200


@pytest.mark.parametrize("revision", [MODERN, "2025-11-25"])
def test_an_unknown_tool_is_named(server, tokens, revision):
    """Before 2026-07-28 an error of a call came with status 200; since then it is an HTTP error as well."""
    with Caller(server, tokens["editor"], revision) as caller:
        answer = caller.call("no_such_tool")
        assert answer.status == (400 if revision == MODERN else 200)
        assert answer.error == {"code": -32602, "message": "Unknown tool: no_such_tool"}
        assert answer.message["id"] == (1 if revision == MODERN else 2)


def test_every_violation_of_the_arguments_is_told(editor):
    """Wrong arguments are a result that a model can read, with a line for everything that is wrong."""
    answer = editor.call("search_notes", query="", limit=500, tags="blue", colour="red")
    assert answer.status == 200
    assert answer.result["isError"] is True
    assert answer.text.splitlines()[0] == "Invalid arguments for tool search_notes:"
    assert sorted(line.split(":")[0] for line in answer.text.splitlines()[1:]) == [
        "- /colour",
        "- /limit",
        "- /query",
        "- /tags",
    ]
    assert "- /limit: must be at most 100, was 500" in answer.text


def test_a_missing_argument_is_named(editor):
    """The error says which argument is missing."""
    answer = editor.call("update_note", id="0000000000000000")
    assert answer.result["isError"] is True
    assert "/version" in answer.text and "required" in answer.text


def test_a_stale_version_says_who_was_faster(server, tokens, editor):
    """Nothing is written, and the message has what the caller needs to go on."""
    note = editor.create("Contested")
    with Caller(server, tokens["admin"]) as other:
        assert other.call("update_note", id=note["id"], version=1, body="theirs").status == 200
    answer = editor.call("update_note", id=note["id"], version=1, body="mine")
    assert answer.result["isError"] is True
    assert f'The note "{note["id"]}" is at version 2, not 1: admin changed it at ' in answer.text
    assert "pass version 2" in answer.text
    assert editor.call("read_note", id=note["id"]).content["body"] == "theirs"


def test_a_note_that_is_not_there_is_a_tool_error(editor):
    """A model is told in the result, not by an error of the protocol."""
    answer = editor.call("read_note", id="0000000000000000")
    assert answer.result["isError"] is True
    assert answer.text == 'There is no note with the id "0000000000000000".'


@pytest.mark.parametrize("body", ["a\u0000b", "x" * 1_048_577], ids=["with a NUL", "too long"])
def test_a_body_that_no_note_can_have_is_a_tool_error(editor, body):
    """The bounds of the notebook itself are told like any other mistake."""
    answer = editor.call("create_note", title="Too much", body=body)
    assert answer.result["isError"] is True
    assert answer.text.startswith("The body has ")


@pytest.mark.parametrize(("revision", "code"), [(MODERN, -32602), ("2025-11-25", -32002), ("2024-11-05", -32002)])
def test_an_unknown_resource_has_the_code_of_its_revision(server, tokens, revision, code):
    """-32002 up to 2025-11-25, and since then -32602."""
    with Caller(server, tokens["editor"], revision) as caller:
        for uri in ["note://0000000000000000", "other://thing"]:
            answer = caller.request("resources/read", {"uri": uri})
            assert answer.error == {"code": code, "message": "Resource not found", "data": {"uri": uri}}


def test_an_unknown_prompt_and_its_missing_argument_are_named(editor):
    """Prompts are refused like tools that do not exist; their arguments by name."""
    assert editor.request("prompts/get", {"name": "nope"}).error["message"] == "Unknown prompt: nope"
    error = editor.request("prompts/get", {"name": "summarize_notes", "arguments": {"topic": 1, "x": "y"}}).error
    assert error["code"] == -32602
    assert "/topic: must be a string" in error["message"] and "/x: is not an argument" in error["message"]


@pytest.mark.parametrize("method", ["initialize", "ping", "tools/rename", "resources/subscribe", "logging/setLevel"])
def test_a_method_that_the_revision_does_not_have_is_not_found(editor, method):
    """Methods of the handshake's time are gone in 2026-07-28."""
    answer = editor.request(method)
    assert answer.status == 404
    assert answer.error == {"code": -32601, "message": f"Method not found: {method}"}


@pytest.mark.parametrize("method", ["server/discover", "tools/rename"])
def test_a_legacy_session_has_the_methods_of_its_revision(server, tokens, method):
    """What came later does not exist in a session."""
    with Caller(server, tokens["editor"], "2025-06-18") as caller:
        answer = caller.request(method)
        assert (answer.status, answer.error["code"]) == (200, -32601)
        assert caller.request("ping").result == {}


def test_a_cursor_of_nobody_is_refused(editor):
    """Lists take only cursors that they gave, and so does list_notes."""
    answer = editor.request("tools/list", {"cursor": "elsewhere"})
    assert (answer.status, answer.error["code"]) == (400, -32602)
    assert editor.call("list_notes", cursor="elsewhere").result["isError"] is True


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", -32700),
        (b"{", -32700),
        (b'{"jsonrpc":"2.0","id":1,"method":"ping",}', -32700),
        (b'{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}', -32700),
        (b'{"jsonrpc":"2.0","id":1,"method":"\xff"}', -32700),
        (b"[" * 65 + b"]" * 65, -32700),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, -32700),
        (b"[]", -32600),
        (b'[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32600),
        (b"7", -32600),
        (b'{"id":1,"method":"ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":7}', -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}', -32600),
        (b'{"jsonrpc":"2.0","id":1}', -32600),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_message_is_refused(editor, body, code):
    """Text that is not JSON, JSON that is no message, and JSON that is too deep."""
    answer = editor.post(body, {"MCP-Protocol-Version": MODERN, "Mcp-Method": "ping"})
    assert answer.status == 400
    assert answer.error["code"] == code
    assert answer.error["message"]


def test_a_body_over_the_bound_is_413(server, tokens):
    """The bound is that of http.max_body_bytes, 4 MiB by default; the body need not come for the answer to come."""
    with Raw(server) as raw:
        raw.send(head(server, tokens["editor"], b"Content-Length: 4194305\r\n"))
        status, fields, body = raw.response()
    assert (status, fields["connection"]) == (413, "close")
    assert b"4194304 bytes" in body


def test_a_chunked_body_over_the_bound_is_413(server, tokens):
    """A body that does not say how long it is ends at the same bound."""
    with Raw(server) as raw:
        raw.send(head(server, tokens["editor"], b"Transfer-Encoding: chunked\r\n"))
        with suppress(BrokenPipeError, ConnectionResetError):
            for _ in range(65):
                raw.send(b"10000\r\n" + b" " * 65_536 + b"\r\n")
        assert raw.response()[0] == 413


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example", "file://"])
def test_a_foreign_origin_is_forbidden(anonymous, editor, origin):
    """Pages of other sites get nothing, with a token and without one."""
    for caller in [anonymous, editor]:
        answer = caller.request("tools/list", fields={"Origin": origin})
        assert answer.status == 403
        assert "server.allowed_origins" in answer.error["message"] or "not an origin" in answer.error["message"]


def test_an_origin_of_this_machine_is_allowed(editor):
    """A page that is served locally may use a local server."""
    assert editor.request("tools/list", fields={"Origin": "http://localhost:6274"}).status == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "169.254.169.254"])
def test_a_foreign_host_is_misdirected(anonymous, editor, host):
    """A name that somebody pointed at this server's address is not answered: DNS rebinding."""
    for caller in [anonymous, editor]:
        answer = caller.request("tools/list", fields={"Host": host})
        assert answer.status == 421
        assert "server.allowed_hosts" in answer.error["message"]
    assert editor.server.get("/health/live")[0] == 200


@pytest.mark.parametrize("host", ["localhost", "[::1]", "LOCALHOST"])
def test_the_names_of_this_machine_are_answered(editor, host):
    """By default the server answers for the loopback interface, on whatever port."""
    assert editor.request("tools/list", fields={"Host": f"{host}:{editor.server.port}"}).status == 200


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"Mcp-Method": "tools/call"}, "Mcp-Method differs from the body's method"),
        ({"Mcp-Method": None}, "Mcp-Method is missing"),
        ({"MCP-Protocol-Version": "2025-11-25"}, ""),
        ({"MCP-Protocol-Version": None}, ""),
    ],
)
def test_header_fields_must_say_what_the_body_says(editor, fields, what):
    """A gateway may have decided by the fields, so a contradiction is refused with -32020."""
    answer = editor.request("tools/list", fields=fields)
    assert answer.status == 400
    assert answer.error["code"] == -32020
    assert answer.error["message"].startswith("Header mismatch: ") and what in answer.error["message"]
    assert answer.message["id"] == 1


@pytest.mark.parametrize("name", ["delete_note", None, "=?base64?!?=", "=?base64?ZGVsZXRlX25vdGU=?="])
def test_the_name_in_the_header_must_be_the_one_in_the_body(editor, name):
    """Plain or in Base64, Mcp-Name is the name of the tool that is called."""
    message = editor.message("tools/call", {"name": "list_notes", "arguments": {}})
    answer = editor.post(message, editor.fields(message) | {"Mcp-Name": name})
    assert (answer.status, answer.error["code"]) == (400, -32020)


def test_a_name_in_base64_is_taken(editor):
    """The sentinel format stands for the same name."""
    message = editor.message("tools/call", {"name": "list_notes", "arguments": {}})
    answer = editor.post(message, editor.fields(message) | {"Mcp-Name": "=?base64?bGlzdF9ub3Rlcw==?="})
    assert answer.status == 200


def test_an_unknown_version_is_told_which_there_are(editor):
    """-32022 names every revision that the server speaks."""
    message = editor.message("tools/list", {"_meta": meta("2031-01-01")})
    answer = editor.post(message, editor.fields(message) | {"MCP-Protocol-Version": "2031-01-01"})
    assert (answer.status, answer.error["code"]) == (400, -32022)
    assert answer.error["data"] == {"supported": [MODERN, *LEGACY[::-1]], "requested": "2031-01-01"}


def test_a_modern_request_needs_its_meta(editor):
    """Without `_meta`, or with half of it, the error says what is missing."""
    fields = {"MCP-Protocol-Version": MODERN, "Mcp-Method": "tools/list"}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    answer = editor.post(message, fields)
    assert (answer.status, answer.error["code"]) == (400, -32602)
    assert "io.modelcontextprotocol/protocolVersion" in answer.error["message"]
    message["params"] = {"_meta": {"io.modelcontextprotocol/protocolVersion": MODERN}}
    answer = editor.post(message, fields)
    assert (answer.status, answer.error["code"]) == (400, -32602)
    assert "lacks io.modelcontextprotocol/clientCapabilities" in answer.error["message"]


def test_a_session_of_nobody_is_404(server, tokens):
    """A legacy client learns that it must shake hands again; another caller's session is none of its own."""
    with Caller(server, tokens["editor"], "2025-11-25") as caller:
        mine = caller.session
        caller.session = "not-a-session"
        answer = caller.request("tools/list")
        assert answer.status == 404
        assert answer.error["message"] == "the session is unknown or has ended: send initialize again"
        caller.session = mine
        assert caller.request("tools/list").status == 200
    with Caller(server, tokens["admin"], "2025-11-25") as thief:
        thief.session = mine
        assert thief.request("tools/list").status == 404


def test_a_session_ends_with_delete(server, tokens):
    """What a client ended is gone."""
    with Caller(server, tokens["editor"], "2025-06-18") as caller:
        assert caller.post(None, {"Mcp-Session-Id": caller.session}, "DELETE").status == 204
        assert caller.request("tools/list").status == 404
        assert caller.post(None, {"Mcp-Session-Id": caller.session}, "DELETE").status == 404
        caller.session = None
        assert caller.initialize().status == 200


def test_a_legacy_request_without_a_session_is_told_what_to_do(editor):
    """A client of either era learns how to begin."""
    answer = editor.post({"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
    assert (answer.status, answer.error["code"]) == (400, -32602)
    assert "send initialize first" in answer.error["message"]


@pytest.mark.parametrize("revision", LEGACY)
def test_a_handshake_agrees_on_the_revision_that_was_asked_for(server, tokens, revision):
    """Every revision with a handshake is spoken."""
    with Caller(server, tokens["reader"], revision) as caller:
        assert caller.answers[0].result["protocolVersion"] == revision


def test_a_handshake_for_an_unknown_revision_offers_the_latest_one(server, tokens):
    """The client decides whether it can go on with it."""
    caller = Caller(server, tokens["reader"], "1999-01-01")
    assert caller.initialize().result["protocolVersion"] == "2025-11-25"
    caller.close()


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_other_http_methods_are_not_allowed(editor, method):
    """The answer names the methods there are."""
    answer = editor.post(None, method=method)
    assert answer.status == 405
    assert answer.fields["Allow"] == "GET, POST, DELETE"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": None}, 415),
        ({"Content-Type": "application/json; charset=latin1"}, 415),
        ({"Accept": "text/html"}, 406),
    ],
)
def test_only_json_is_spoken(editor, fields, status):
    """A form of another site's page, for one, is no JSON."""
    assert editor.request("tools/list", fields=fields).status == status


def test_another_path_says_which_there_are(editor):
    """Whoever forgot the path finds it in the answer."""
    answer = editor.post(b"{}", path="/")
    assert answer.status == 404
    assert "/mcp" in answer.body.decode()


def test_a_caller_over_its_limit_is_told_when_to_come_back(serve):
    """429 with Retry-After; another caller is not concerned."""
    server = serve("limits:\n  caller: 3/minute\n")
    with Caller(server, server.token()) as caller, Caller(server, server.token("bob")) as other:
        allowed = [caller.request("tools/list") for _ in range(3)]
        assert [answer.status for answer in allowed] == [200] * 3
        assert allowed[2].fields["RateLimit"].startswith('"server";r=0;')
        answer = caller.request("tools/list")
        assert answer.status == 429
        assert 1 <= int(answer.fields["Retry-After"]) <= 60
        assert answer.error["code"] == 429
        assert answer.error["message"].startswith('Too many requests: the limit "server" is ')
        assert 0 < answer.error["data"]["retryAfterMs"] <= 60_000
        assert other.request("tools/list").status == 200


def test_a_tool_may_have_a_limit_of_its_own(serve):
    """Other tools go on after one tool's limit is reached."""
    server = serve("limits:\n  caller: none\n  tools:\n    create_note: 1/hour\n")
    with Caller(server, server.token()) as caller:
        caller.create("First")
        answer = caller.call("create_note", title="Second")
        assert (answer.status, answer.error["data"]["scope"]) == (429, "create_note")
        assert len(caller.call("list_notes").content["notes"]) == 1


def test_refusals_have_the_request_s_id(editor):
    """An id comes back as it was sent, texts as texts."""
    for identifier in ["a", "", "ü", 0, -1, 9_007_199_254_740_993]:
        message = editor.message("nope/nope") | {"id": identifier}
        answer = editor.post(json.dumps(message).encode(), editor.fields(message))
        assert answer.message["id"] == identifier
