"""The client of the official Python SDK, in every era, over HTTP with a token and over stdio."""

import uuid
from contextlib import asynccontextmanager

import anyio
import pytest

from support import scenario
from support.clients import MODES, http_client, stdio_client
from support.system import user_name

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["http", "stdio"])
def connect(request, server, tokens, tmp_path):
    """Opens a connection of an administrator's in a mode."""

    @asynccontextmanager
    async def over_http(mode):
        async with http_client(server, tokens["admin"], mode) as client:
            yield client, "admin"

    @asynccontextmanager
    async def over_stdio(mode):
        async with stdio_client(tmp_path / "data", mode) as client:
            yield client, user_name()

    return over_http if request.param == "http" else over_stdio


@pytest.mark.parametrize("mode", MODES)
async def test_the_era_is_the_one_asked_for(connect, mode):
    """A client that may choose takes the latest revision; one of the time before gets its handshake."""
    async with connect(mode) as (client, _):
        assert client.protocol_version == ("2025-11-25" if mode == "legacy" else "2026-07-28")
        if mode != "2026-07-28":
            assert client.server_info.name == "gatehouse"
            assert "Search before you create" in client.instructions
            assert client.server_capabilities.tools is not None


@pytest.mark.parametrize("mode", MODES)
async def test_all_tools_are_listed_with_their_schemas(connect, mode):
    """An administrator sees every tool, with a title, a description and both schemas."""
    async with connect(mode) as (client, _):
        tools = (await client.list_tools()).tools
    assert {tool.name for tool in tools} == scenario.READING | scenario.WRITING | scenario.DELETING
    for tool in tools:
        assert tool.title and tool.description
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema["type"] == "object"
    hints = {tool.name: tool.annotations.destructive_hint for tool in tools}
    assert hints["delete_note"] is True and hints["create_note"] is False


@pytest.mark.parametrize("mode", MODES)
async def test_every_tool_works(connect, mode):
    """A note is created, changed, read, found, listed and deleted."""
    async with connect(mode) as (client, author):
        await scenario.use_every_tool(client, author)


@pytest.mark.parametrize("mode", MODES)
async def test_resources_are_listed_and_read(connect, mode):
    """A note is read as a resource, and so are the latest changes."""
    async with connect(mode) as (client, _):
        await scenario.use_resources(client)


@pytest.mark.parametrize("mode", MODES)
async def test_prompts_are_listed_and_given(connect, mode):
    """Both prompts quote what the notebook says."""
    async with connect(mode) as (client, _):
        await scenario.use_prompts(client)


@pytest.mark.parametrize("mode", MODES)
async def test_a_list_is_read_page_by_page(connect, mode):
    """A cursor leads through all notes, each once, the latest first."""
    async with connect(mode) as (client, _):
        await scenario.page_through(client, uuid.uuid4().hex, count=7, limit=3)


@pytest.mark.parametrize("mode", ["2026-07-28", "legacy"])
async def test_a_text_of_a_mebibyte_arrives_whole(connect, mode):
    """The longest body that a note may have goes through in both directions."""
    body = ("0123456789abcdé" * 65_536).encode()[:1_048_576].decode(errors="ignore")
    async with connect(mode) as (client, _):
        created = (await client.call_tool("create_note", {"title": "Long", "body": body})).structured_content
        read = (await client.call_tool("read_note", {"id": created["id"]})).structured_content
    assert created["body"] == body
    assert read["body"] == body


@pytest.mark.parametrize("mode", ["2026-07-28", "legacy"])
async def test_calls_in_flight_at_once_are_all_answered(connect, mode):
    """Fifty calls on one connection get fifty answers, each its own."""
    titles = {}
    async with connect(mode) as (client, _):

        async def create(number):
            result = await client.call_tool("create_note", {"title": f"At once {number}"})
            titles[number] = result.structured_content["title"]

        async with anyio.create_task_group() as group:
            for number in range(50):
                group.start_soon(create, number)
    assert titles == {number: f"At once {number}" for number in range(50)}


async def test_one_client_reads_what_another_wrote(server, tokens):
    """A note of a modern client is read by a legacy one of another caller's, who then changes it."""
    async with http_client(server, tokens["editor"], "2026-07-28") as writer:
        note = (await writer.call_tool("create_note", {"title": "Shared", "body": "mine"})).structured_content
        async with http_client(server, tokens["admin"], "legacy") as other:
            read = (await other.call_tool("read_note", {"id": note["id"]})).structured_content
            assert (read["body"], read["createdBy"]) == ("mine", "editor")
            arguments = {"id": note["id"], "version": 1, "body": "ours"}
            await other.call_tool("update_note", arguments)
        again = (await writer.call_tool("read_note", {"id": note["id"]})).structured_content
        assert (again["body"], again["version"], again["updatedBy"]) == ("ours", 2, "admin")


async def test_stdio_and_http_share_a_notebook(serve):
    """A server over stdio on the same data folder has the notes of the one over HTTP."""
    server = serve()
    async with http_client(server, server.token()) as remote, stdio_client(server.data) as local:
        note = (await remote.call_tool("create_note", {"title": "From afar"})).structured_content
        read = (await local.call_tool("read_note", {"id": note["id"]})).structured_content
        assert (read["title"], read["createdBy"]) == ("From afar", "alice")
