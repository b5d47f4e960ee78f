"""Sessions of the revisions up to 2025-11-25: their streams, their questions, and the transport of 2024-11-05."""

import json

import mcp_types as types
import pytest
from mcp.client.session import ClientSession
from mcp.client.sse import sse_client

from support.everything import connected
from support.plain import Plain, read_event

@pytest.mark.parametrize("revision", ["2025-06-18", "2025-11-25"])
def test_a_stream_of_a_session_is_opened_once_and_ends_with_it(everything, revision):
    """A second stream takes the place of the first; the end of the session ends it, and its id is unknown then."""
    client = Plain(everything, revision)
    first = client.events()
    assert first.status == 200 and first.getheader("Content-Type").startswith("text/event-stream")
    if revision == "2025-11-25":
        primer = read_event(first)
        assert primer["id"] and primer["data"] == ""
    second = client.events()
    assert read_event(first) is None
    assert client.request("DELETE").status == 204
    if revision == "2025-11-25":
        assert read_event(second)["data"] == ""
    assert read_event(second) is None
    assert client.events().status == 404
    assert client.call("test_simple_text").status == 404


def test_a_stream_needs_its_session(everything):
    """Without an id it is 400, with an unknown one 404, without the right Accept 406."""
    client = Plain(everything)
    assert client.request("GET", Accept="application/json").status == 406
    client.session = None
    assert client.events().status == 400
    client.session = "0" * 32
    assert client.events().status == 404


def ask(client, tool, answer):
    """Calls a tool that asks its client, answers, and gives the question and the result."""
    stream = client.call(tool)
    assert stream.status == 200 and stream.getheader("Content-Type").startswith("text/event-stream")
    question = None
    while event := read_event(stream):
        if not event["data"]:
            continue
        message = json.loads(event["data"])
        if "method" not in message:
            return question, message
        question = message
        reply = {"jsonrpc": "2.0", "id": message["id"], **answer}
        assert client.request("POST", json.dumps(reply)).status == 202
    raise AssertionError("the stream ended without a result")


@pytest.mark.parametrize("revision", ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
def test_a_function_asks_for_roots_in_every_revision(everything, revision):
    """The question is a request on the call's own stream; the answer comes by a request of its own."""
    client = Plain(everything, revision, {"roots": {}})
    question, answer = ask(client, "test_input_required_result_list_roots",
                           {"result": {"roots": [{"uri": "file:///here", "name": "here"}]}})
    assert question["method"] == "roots/list"
    assert not answer["result"].get("isError"), answer


def test_a_form_has_no_mode_before_2025_11_25(everything):
    """What a revision does not know is not sent in it."""
    for revision in ("2025-06-18", "2025-11-25"):
        client = Plain(everything, revision, {"elicitation": {}})
        question, answer = ask(client, "test_input_required_result_elicitation", {"result": {"action": "decline"}})
        assert ("mode" in question["params"]) == (revision == "2025-11-25")
        assert "result" in answer


def test_a_client_is_not_asked_what_it_did_not_declare(everything):
    """The model is told instead."""
    client = Plain(everything)
    answer = json.loads(client.call("test_input_required_result_elicitation").read())
    assert answer["result"]["isError"] is True


def test_batches_belong_to_2025_03_26(everything):
    """One array answers one array; every other revision refuses it."""
    batch = json.dumps([
        {"jsonrpc": "2.0", "id": 1, "method": "ping"},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
    ])
    answer = Plain(everything, "2025-03-26").request("POST", batch)
    assert answer.status == 200
    assert {message["id"] for message in json.loads(answer.read())} == {1, 2}
    for revision in ("2024-11-05", "2025-06-18", "2025-11-25"):
        assert Plain(everything, revision).request("POST", batch).status == 400


def test_a_session_outlives_a_restart_where_events_are_kept_in_a_file(serve, tmp_path):
    """Its client, and nobody else, goes on with it; kept in memory it is gone."""
    for store, status in (("sqlite", 200), ("memory", 404)):
        configuration = f"limits:\n  caller: none\nevents:\n  store: {store}\n"
        data = tmp_path / store
        first = serve(configuration, data=data)
        client = Plain(first, token=first.token("alice", "editor"))
        stream = client.events()
        place = read_event(stream)["id"]
        assert first.stop() == 0
        client.server = second = serve(configuration, data=data)
        assert client.post("ping").status == status
        stranger = Plain(second, token=second.token("bob", "editor"))
        stranger.session = client.session
        assert stranger.post("ping").status == 404
        if store == "sqlite":
            # Nothing was sent behind the place, and nothing is lost: the session's own stream goes on from there.
            assert client.events(after=place).status == 200
        assert second.stop() == 0


@pytest.mark.anyio
async def test_the_client_of_mcp_speaks_over_the_transport_of_2024_11_05(everything):
    """Lists, calls and questions work over one stream."""
    async def roots(context):
        return types.ListRootsResult(roots=[types.Root(uri="file:///here")])

    url = everything.url.removesuffix("/mcp") + "/sse"
    async with sse_client(url) as (read, write):
        async with ClientSession(read, write, list_roots_callback=roots) as session:
            await session.initialize()
            names = {tool.name for tool in (await session.list_tools()).tools}
            assert "test_simple_text" in names
            result = await session.call_tool("test_simple_text", {})
            assert result.content[0].text
            result = await session.call_tool("test_input_required_result_list_roots", {})
            assert not result.is_error


@pytest.mark.anyio
@pytest.mark.parametrize("way", ["legacy http", "legacy stdio"])
async def test_the_client_of_mcp_answers_questions(everything, tmp_path, way):
    """Its callbacks are asked in the legacy era as well, over HTTP and over stdio."""
    async def elicit(context, params):
        return types.ElicitResult(action="accept", content={"name": "Ada"})

    async def roots(context):
        return types.ListRootsResult(roots=[types.Root(uri="file:///here")])

    options = {"elicitation_callback": elicit, "list_roots_callback": roots}
    async with connected(way, everything, tmp_path / "lines", **options) as client:
        result = await client.call_tool("test_input_required_result_elicitation", {})
        assert "Ada" in result.content[0].text
        result = await client.call_tool("test_input_required_result_list_roots", {})
        assert not result.is_error
