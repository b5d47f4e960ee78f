"""Requirements of the specification that no other test is about; docs/conformance.md has all of them."""

import re
import socket

import pytest

from support.raw import Raw, modern_request
from support.rpc import LEGACY, MODERN, Caller, meta

_SERVER = "io.modelcontextprotocol/serverInfo"
_CLIENT = "io.modelcontextprotocol/clientInfo"
_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities"

# basic/index, "_meta": a prefix of labels with dots between them and a slash, and a name.
_LABEL = r"[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_META_NAME = re.compile(rf"(?:{_LABEL}(?:\.{_LABEL})*/)?(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?)?")


def plain(answer):
    """A result without what tells one answer from another."""
    result = dict(answer.result)
    return {name: value for name, value in result.items() if name != "_meta"}


def test_no_request_depends_on_the_one_before(everything):
    """On one connection a client's capabilities and version are those of each request alone."""
    params = {"name": "test_missing_capability", "arguments": {}}
    able = {"_meta": meta() | {_CAPABILITIES: {"sampling": {}}}}
    with Caller(everything) as caller:
        assert caller.request("tools/call", params | able).text == "The client can sample."
        assert caller.request("tools/call", params).error["code"] == -32021
        bare = {"jsonrpc": "2.0", "id": 9, "method": "tools/list", "params": {}}
        refused = caller.post(bare, {"MCP-Protocol-Version": MODERN, "Mcp-Method": "tools/list"})
        assert (refused.status, refused.error["code"]) == (400, -32602)
    with Caller(everything) as another:
        assert another.request("tools/call", params | able).text == "The client can sample."


@pytest.mark.parametrize(
    "information",
    [
        {"name": "admin", "version": "99"},
        {"name": "gatehouse", "version": "0", "title": "root", "roles": ["admin"], "user": "admin"},
    ],
)
def test_what_a_client_calls_itself_changes_nothing(server, tokens, information):
    """Neither what is listed nor what is allowed."""
    with Caller(server, tokens["reader"]) as caller:
        usual = plain(caller.request("tools/list"))
        named = {"_meta": {_CLIENT: information}}
        assert plain(caller.request("tools/list", named)) == usual
        refused = caller.request("tools/call", {"name": "create_note", "arguments": {"title": "x"}} | named)
        assert refused.status == 403


def test_a_client_need_not_name_itself(server, tokens):
    """Only the version and the capabilities are needed (basic/index, "_meta")."""
    with Caller(server, tokens["reader"]) as caller:
        message = caller.message("tools/list")
        del message["params"]["_meta"][_CLIENT]
        assert caller.post(message, caller.fields(message)).status == 200


@pytest.mark.parametrize(
    "trace",
    [
        {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "tracestate": "a=b", "baggage": "k=v"},
        {"traceparent": "nonsense", "tracestate": "====", "baggage": ",,,"},
        {"traceparent": 7, "tracestate": [], "baggage": {}},
        {"traceparent": None},
        {"traceparent": "00-" + "0" * 10_000},
    ],
)
def test_a_malformed_trace_context_is_ignored(server, tokens, trace):
    """Tracing never fails a request, and nothing of it comes back."""
    with Caller(server, tokens["reader"]) as caller:
        answer = caller.request("tools/list", {"_meta": trace})
    assert answer.status == 200
    assert not set(trace) & set(answer.result["_meta"])


def names_of_metadata(value):
    """The names in every `_meta` within a value."""
    if isinstance(value, list):
        return {name for item in value for name in names_of_metadata(item)}
    if not isinstance(value, dict):
        return set()
    found = set(value.get("_meta", {}))
    return found.union(*(names_of_metadata(member) for member in value.values()))


def test_names_of_metadata_follow_the_grammar(everything):
    """In results and in lists, and the names of extensions have a prefix."""
    with Caller(everything) as caller:
        methods = ["server/discover", "tools/list", "prompts/list", "resources/list", "resources/templates/list"]
        messages = [caller.request(method).message for method in methods]
        messages.append(caller.call("test_simple_text").message)
    names = names_of_metadata(messages)
    assert _SERVER in names
    assert [name for name in names if not _META_NAME.fullmatch(name)] == []
    extensions = messages[0]["result"]["capabilities"].get("extensions", {})
    assert all("/" in name and _META_NAME.fullmatch(name) for name in extensions)


def test_discovery_names_the_server_and_what_it_offers(everything):
    """In its `_meta`, and a capability for every feature, each of which then works."""
    with Caller(everything) as caller:
        result = caller.request("server/discover").result
        assert result["_meta"][_SERVER]["name"] == "gatehouse-everything"
        assert MODERN in result["supportedVersions"]
        for capability, method in [("tools", "tools/list"), ("prompts", "prompts/list"), ("resources", "resources/list")]:
            assert capability in result["capabilities"]
            assert caller.request(method).status == 200


@pytest.mark.parametrize("method", ["tools/list", "prompts/list", "resources/list", "resources/templates/list"])
def test_a_list_is_the_same_on_every_connection(server, tokens, method):
    """Before and after other requests, in the same order, byte by byte."""
    with Caller(server, tokens["editor"]) as first, Caller(server, tokens["editor"]) as second:
        before = plain(first.request(method))
        first.call("create_note", title="In between")
        first.request("resources/read", {"uri": "notebook://recent"})
        assert plain(first.request(method)) == before
        assert list(map(str, plain(second.request(method)).items())) == list(map(str, before.items()))


def test_all_pages_may_be_kept_alike(serve):
    """One page has the `cacheScope` of every other, whoever asks."""
    server = serve("limits:\n  caller: none\n")
    for role in ["reader", "admin"]:
        with Caller(server, server.token(role, role)) as caller:
            scopes, cursor = set(), {}
            while True:
                page = caller.request("tools/list", cursor).result
                scopes.add((page["cacheScope"], page["ttlMs"] >= 0))
                if "nextCursor" not in page:
                    break
                cursor = {"cursor": page["nextCursor"]}
        assert scopes == {("private", True)}


def test_only_the_loopback_interface_is_listened_on(server):
    """Unless somebody says otherwise: another address of this machine's own is not answered."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: the system only chooses the address that it would send from.
            probe.connect(("192.0.2.1", 9))
            address = probe.getsockname()[0]
        except OSError:
            pytest.skip("this machine has no address but its loopback interface's")
    if address.startswith("127."):
        pytest.skip("this machine has no address but its loopback interface's")
    with pytest.raises(OSError):
        socket.create_connection((address, server.port), timeout=2).close()


@pytest.mark.parametrize("revision", [MODERN, *LEGACY])
def test_a_notification_gets_202_or_an_error(server, tokens, revision):
    """And never a body where it is taken."""
    with Caller(server, tokens["reader"], revision) as caller:
        message = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 77}}
        if revision == MODERN:
            message["params"]["_meta"] = meta()
        taken = caller.post(message, caller.fields(message))
        assert (taken.status, taken.body) == (202, b"")
        wrong = caller.post(message | {"params": []}, caller.fields(message))
        assert wrong.status == 400
        fields = caller.fields(message) | {"Origin": "https://evil.example"}
        assert caller.post(message, fields).status == 403
    with Caller(server) as anonymous:
        assert anonymous.post(message, {"MCP-Protocol-Version": MODERN}).status == 401


def test_fields_have_names_in_any_case_and_values_in_their_own(server, tokens):
    """`mcp-METHOD` is `Mcp-Method`; `Tools/List` is no method."""
    with Caller(server, tokens["reader"]) as caller:
        message = caller.message("tools/list")
        fields = {"mCP-protocol-VERSION": MODERN, "mcp-METHOD": "tools/list"}
        assert caller.post(message, fields).status == 200
        refused = caller.post(message, fields | {"mcp-METHOD": "Tools/List"})
        assert (refused.status, refused.error["code"]) == (400, -32020)


def test_no_connection_is_authorized_for_the_next_request(server, tokens):
    """A request without a token is refused on a connection whose last one had one."""
    with Raw(server) as raw:
        request = modern_request(server, tokens["reader"], "tools/list")
        raw.send(request)
        assert raw.response()[0] == 200
        raw.send(re.sub(rb"Authorization: [^\r]*\r\n", b"", request))
        assert raw.response()[0] == 401
        raw.send(request)
        assert raw.response()[0] == 200


@pytest.mark.parametrize("revision", LEGACY)
def test_a_session_s_id_is_visible_ascii(server, tokens, revision):
    """basic/transports, "Session Management", 2025-11-25: 0x21 to 0x7E."""
    with Caller(server, tokens["reader"], revision) as one, Caller(server, tokens["reader"], revision) as other:
        for caller in [one, other]:
            assert len(caller.session) >= 32
            assert all(0x21 <= ord(character) <= 0x7E for character in caller.session)
        assert one.session != other.session


@pytest.mark.parametrize("revision", LEGACY)
def test_a_session_needs_no_version_in_the_header(server, tokens, revision):
    """What was agreed on counts; a version that nobody speaks is refused all the same."""
    with Caller(server, tokens["reader"], revision) as caller:
        message = caller.message("tools/list")
        session = {"Mcp-Session-Id": caller.session}
        assert caller.post(message, session).status == 200
        refused = caller.post(message, session | {"MCP-Protocol-Version": "2031-01-01"})
        assert refused.status == 400
