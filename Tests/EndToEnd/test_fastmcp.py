"""The client of FastMCP, in every era, over HTTP with a token and over stdio."""

import uuid
from contextlib import asynccontextmanager

import pytest
from fastmcp import Client
from fastmcp.client.transports import StdioTransport, StreamableHttpTransport
from fastmcp.exceptions import ToolError

from support import scenario
from support.clients import MODES, recorded_stdio
from support.system import user_name

pytestmark = pytest.mark.anyio


def over_http(server, token, mode):
    """A client over HTTP with a bearer token."""
    return Client(StreamableHttpTransport(server.recorded_url, auth=token), mode=mode, cache=False)


@pytest.fixture(params=["http", "stdio"])
def connect(request, server, tokens, tmp_path):
    """Opens a connection of an administrator's in a mode."""

    @asynccontextmanager
    async def connection(mode):
        if request.param == "http":
            async with over_http(server, tokens["admin"], mode) as client:
                yield client, "admin"
        else:
            arguments = ["serve", "--stdio", "--data", tmp_path / "data"]
            with recorded_stdio(tmp_path / "lines", arguments=arguments) as server_:
                transport = StdioTransport(server_.command, server_.args, env=server_.env, keep_alive=False)
                async with Client(transport, mode=mode, cache=False) as client:
                    yield client, user_name()

    return connection


@pytest.mark.parametrize("mode", MODES)
async def test_every_tool_resource_and_prompt_works(connect, mode):
    """Whatever the notebook offers can be used."""
    async with connect(mode) as (client, author):
        names = {tool.name for tool in await client.list_tools()}
        assert names == scenario.READING | scenario.WRITING | scenario.DELETING
        await scenario.use_every_tool(client, author)
        await scenario.use_resources(client)
        await scenario.use_prompts(client)
        await scenario.page_through(client, uuid.uuid4().hex, count=5, limit=2)


@pytest.mark.parametrize("mode", MODES)
async def test_refusals_can_be_read_and_the_connection_goes_on(connect, mode):
    """Invalid arguments and a stale version are exceptions whose texts say what to do."""
    async with connect(mode) as (client, _):
        with pytest.raises(ToolError) as invalid:
            await client.call_tool("create_note", {"title": 5, "colour": "red"})
        assert "/title: must be a string, was 5" in str(invalid.value)
        assert "/colour: is not a known property" in str(invalid.value)
        note = (await client.call_tool("create_note", {"title": "Stale"})).structured_content
        with pytest.raises(ToolError, match="is at version 1, not 7"):
            await client.call_tool("update_note", {"id": note["id"], "version": 7, "body": ""})
        with pytest.raises(Exception, match="Unknown tool: no_such_tool"):
            await client.call_tool("no_such_tool", {})
        with pytest.raises(Exception, match="Resource not found"):
            await client.read_resource("note://0000000000000000")
        assert (await client.call_tool("read_note", {"id": note["id"]})).structured_content["title"] == "Stale"


@pytest.mark.parametrize("mode", MODES)
async def test_a_forbidden_tool_says_which_permission_is_missing(server, tokens, mode):
    """A reader that writes learns the permission's name, and may go on reading."""
    async with over_http(server, tokens["reader"], mode) as client:
        assert {tool.name for tool in await client.list_tools()} == scenario.READING
        with pytest.raises(Exception, match='Forbidden: tools/call "create_note" needs permission notes:write'):
            await client.call_tool("create_note", {"title": "No"})
        assert (await client.call_tool("list_notes", {})).structured_content["notes"] is not None
