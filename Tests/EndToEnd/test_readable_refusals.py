"""Refusals as the users of the official Python SDK's client see them, and that their connection goes on working."""

import pytest
from mcp.shared.exceptions import MCPError

from support.clients import MODES, http_client, stdio_client
from support.tokens import SECRET, claims, configuration, signed

pytestmark = pytest.mark.anyio


@pytest.fixture(params=MODES)
def mode(request):
    return request.param


def leaf(error):
    """The one error inside the groups that task groups make."""
    while isinstance(error, BaseExceptionGroup):
        assert len(error.exceptions) == 1, error
        error = error.exceptions[0]
    return error


async def refusal(server, token, mode):
    """The error that a client with a token gets."""
    with pytest.raises(BaseExceptionGroup) as caught:
        async with http_client(server, token, mode) as client:
            await client.list_tools()
    return str(leaf(caught.value))


async def test_a_client_without_a_token_learns_that_it_needs_one(server, mode):
    """The sentence of the server reaches the user."""
    assert "send a bearer token" in await refusal(server, None, mode)


async def test_a_client_with_a_wrong_token_learns_so(server, mode):
    """Which check refused it is not told."""
    assert "the access token is not valid for this server" in await refusal(server, "not-a-token", mode)


async def test_a_client_with_an_expired_token_learns_so(serve, tmp_path, mode):
    """An expired token is refused like any other that does not hold."""
    secret = tmp_path / "secret"
    secret.write_bytes(SECRET)
    secret.chmod(0o600)
    server = serve(configuration(secret))
    async with http_client(server, signed(claims()), mode) as client:
        assert (await client.list_tools()).tools
    text = await refusal(server, signed(claims(exp=1_600_000_000)), mode)
    assert "the access token is not valid for this server" in text


async def test_a_forbidden_tool_says_which_permission_is_missing(server, tokens, mode):
    """The caller knows what to ask its administrator for."""
    async with http_client(server, tokens["reader"], mode) as client:
        with pytest.raises(MCPError) as caught:
            await client.call_tool("create_note", {"title": "No"})
        assert str(caught.value) == 'Forbidden: tools/call "create_note" needs permission notes:write'
        assert caught.value.error.data == {"missingPermissions": ["notes:write"]}
        assert not (await client.call_tool("list_notes", {})).is_error


async def test_a_caller_over_its_limit_learns_when_to_come_back(serve, mode):
    """The sentence names the limit and the time."""
    server = serve("limits:\n  caller: none\n  tools:\n    create_note: 1/hour\n")
    async with http_client(server, server.token(), mode) as client:
        assert not (await client.call_tool("create_note", {"title": "One"})).is_error
        with pytest.raises(MCPError, match='Too many requests: the limit "create_note" is .*; retry in [0-9]+ ms'):
            await client.call_tool("create_note", {"title": "Two"})
        assert len((await client.call_tool("list_notes", {})).structured_content["notes"]) == 1


async def test_a_message_that_is_too_large_is_refused_and_the_connection_goes_on(server, tokens, mode):
    """A client that sends five megabytes reads why that is too much, and may send less on the same connection."""
    async with http_client(server, tokens["editor"], mode) as client:
        with pytest.raises(MCPError, match="larger than 4194304 bytes"):
            await client.call_tool("create_note", {"title": "Too large", "body": "x" * 5_000_000})
        assert not (await client.call_tool("create_note", {"title": "Small enough"})).is_error


@pytest.mark.parametrize("transport", ["http", "stdio"])
async def test_mistakes_in_calls_can_be_read_and_mended(server, tokens, tmp_path, mode, transport):
    """Unknown names, wrong arguments and stale versions, one after the other on one connection."""
    over_http = transport == "http"
    connection = http_client(server, tokens["editor"], mode) if over_http else stdio_client(tmp_path / "data", mode)
    async with connection as client:
        with pytest.raises(MCPError, match="Unknown tool: no_such_tool"):
            await client.call_tool("no_such_tool", {})
        invalid = await client.call_tool("create_note", {"title": 5, "tags": "blue", "colour": "red"})
        assert invalid.is_error
        for line in ["/title: must be a string, was 5", "/tags: must be an array", "/colour: is not a known property"]:
            assert line in invalid.content[0].text
        note = (await client.call_tool("create_note", {"title": "Mended"})).structured_content
        stale = await client.call_tool("update_note", {"id": note["id"], "version": 9, "body": "late"})
        assert stale.is_error
        assert "is at version 1, not 9" in stale.content[0].text
        with pytest.raises(MCPError, match="Resource not found"):
            await client.read_resource("note://0000000000000000")
        with pytest.raises(MCPError, match="/topic: is required"):
            await client.get_prompt("summarize_notes", {})
        with pytest.raises(MCPError, match="Unknown prompt: nope"):
            await client.get_prompt("nope", {})
        with pytest.raises(MCPError, match="cursor is not one that this server gave"):
            await client.list_tools(cursor="elsewhere")
        assert (await client.call_tool("read_note", {"id": note["id"]})).structured_content["title"] == "Mended"
