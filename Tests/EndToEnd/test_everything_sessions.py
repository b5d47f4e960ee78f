"""The server with one of everything, in sessions of revisions up to 2025-11-25: streams, resumption, subscriptions."""

import json

import anyio
import mcp_types as types
import pytest
from mcp import Client
from mcp.client.sse import sse_client

from support.clients import DEADLINE
from support.everything import connected
from support.http_stream import EventReader
from support.rpc import Caller
from support.waiting import eventually

# What these tests are about is what the client calls removed.
pytestmark = [pytest.mark.anyio, pytest.mark.filterwarnings("ignore:.*removed as of 2026-07-28")]

WATCHED = "test://watched-resource"
STEPS = ["Tool execution started", "Tool processing data", "Tool execution completed"]


@pytest.fixture(params=["legacy http", "legacy stdio"])
def connect(request, everything, tmp_path):
    """Connects the client of `mcp` as one of 2025-11-25."""
    return lambda **options: connected(request.param, everything, tmp_path / "lines", **options)


class Heard:
    """What a client was told without having asked."""

    def __init__(self):
        self.messages = []
        self._news = anyio.Event()

    async def __call__(self, message):
        self.messages.append(message)
        self._news.set()
        self._news = anyio.Event()

    async def until(self, kind):
        """The first message of a kind."""
        with anyio.fail_after(10):
            while True:
                news = self._news
                found = [message for message in self.messages if isinstance(message, kind)]
                if found:
                    return found[0]
                await news.wait()


async def test_changes_of_lists_are_told(connect):
    """Without having been asked for."""
    heard = Heard()
    async with connect(message_handler=heard) as client:
        # The client opens its stream in the background.
        await anyio.sleep(0.2)
        await client.call_tool("test_trigger_tool_change", {})
        await heard.until(types.ToolListChangedNotification)
        await client.call_tool("test_trigger_prompt_change", {})
        await heard.until(types.PromptListChangedNotification)
        await client.call_tool("test_trigger_tool_change", {})
        await client.call_tool("test_trigger_prompt_change", {})


async def test_a_session_says_what_it_wants_to_be_told(connect):
    """`logging/setLevel` holds for the session from then on."""
    told = []

    async def listen(params):
        told.append((params.level, params.data))

    async with connect(logging_callback=listen) as client:
        await client.set_logging_level("warning")
        await client.call_tool("test_tool_with_logging", {})
        assert told == []
        await client.set_logging_level("info")
        await client.call_tool("test_tool_with_logging", {})
    assert told == [("info", step) for step in STEPS]


async def test_a_resource_is_subscribed_to_and_left(connect):
    """Updates are told in between, and not after."""
    heard = Heard()
    async with connect(message_handler=heard) as client:
        assert client.server_capabilities.resources.subscribe
        await anyio.sleep(0.2)
        await client.subscribe_resource(WATCHED)
        await client.call_tool("test_trigger_resource_update", {})
        update = await heard.until(types.ResourceUpdatedNotification)
        assert str(update.params.uri) == WATCHED
        await client.unsubscribe_resource(WATCHED)
        heard.messages.clear()
        await client.call_tool("test_trigger_resource_update", {})
        await anyio.sleep(0.3)
        assert not [one for one in heard.messages if isinstance(one, types.ResourceUpdatedNotification)]


async def test_a_call_that_closes_its_stream_is_waited_for(everything, tmp_path):
    """The client comes back by itself, and has the result."""
    async with connected("legacy http", everything, tmp_path / "lines") as client:
        result = await client.call_tool("test_reconnection", {})
    assert not result.is_error and result.content[0].text


class Events:
    """The events of a response, one after the other."""

    def __init__(self, response):
        self._response = response
        self._waiting = []
        self._reader = EventReader(self._waiting.append)

    def next(self):
        """The next event; nothing at the end of the stream."""
        while not self._waiting:
            line = self._response.readline()
            if not line:
                return None
            self._reader.feed(line)
        return self._waiting.pop(0)

    def rest(self):
        """All that is left."""
        return list(iter(self.next, None))


def test_the_result_of_a_closed_stream_is_on_the_next_one(everything):
    """An id and `retry` come first, then the end; a GET with the id has the result, and nothing of other streams."""
    with Caller(everything, revision="2025-11-25") as caller:
        caller.begin("tools/call", {"name": "test_reconnection", "arguments": {}})
        events = Events(caller.response()).rest()
        assert events[0]["id"] and events[0].get("data", "") == ""
        assert any("retry" in event for event in events)
        assert not any(event.get("data") and "result" in json.loads(event["data"]) for event in events)
        last = [event["id"] for event in events if "id" in event][-1]
        fields = {
            "Mcp-Session-Id": caller.session,
            "MCP-Protocol-Version": "2025-11-25",
            "Accept": "text/event-stream",
            "Last-Event-ID": last,
        }
        caller.send(None, fields, method="GET")
        resumed = Events(caller.response())
        while True:
            event = resumed.next()
            assert event is not None
            if event.get("data"):
                break
        message = json.loads(event["data"])
        assert message["id"] == 2 and message["result"]["content"]


def test_ids_of_events_are_unique_in_a_session(everything):
    """And no event of one stream is on another."""
    with Caller(everything, revision="2025-11-25") as caller:
        seen = []
        for token in ["a", "b"]:
            params = {"name": "test_tool_with_progress", "arguments": {}, "_meta": {"progressToken": token}}
            caller.begin("tools/call", params)
            events = Events(caller.response()).rest()
            messages = [json.loads(event["data"]) for event in events if event.get("data")]
            tokens = {message["params"]["progressToken"] for message in messages if "method" in message}
            assert tokens == {token}
            seen += [event["id"] for event in events if "id" in event]
    assert seen and len(seen) == len(set(seen))


async def test_the_transport_of_2024_11_05(everything):
    """One stream for all that the server says, and a path to send to."""
    url = everything.recorded_url.replace("/mcp", "/sse")
    transport = sse_client(url, timeout=DEADLINE)
    heard = []

    async def elicit(context, params):
        heard.append(params.message)
        return types.ElicitResult(action="accept", content={"name": "Ada"})

    options = {"mode": "legacy", "cache": None, "read_timeout_seconds": DEADLINE, "elicitation_callback": elicit}
    async with Client(transport, **options) as client:
        tools = (await client.list_tools()).tools
        assert tools[0].name == "test_simple_text"
        assert not (await client.call_tool("test_simple_text", {})).is_error
        assert (await client.read_resource("test://static-text")).contents[0].text.startswith("This is the content")
        seen = []

        async def note(progress, total, message):
            seen.append(progress)

        await client.call_tool("test_tool_with_progress", {}, progress_callback=note)
        assert seen == [0, 50, 100]
        result = await client.call_tool("test_input_required_result_elicitation", {})
        assert result.is_error or (heard == ["What is your name?"] and result.content[0].text == "Hello, Ada!")


def test_the_first_event_of_2024_11_05_says_where_to_send(everything):
    """`endpoint`, with a session of its own; the session ends with its stream."""
    with Caller(everything, revision="2026-07-28") as caller, Caller(everything) as other:
        caller.send(None, {"Accept": "text/event-stream"}, method="GET", path="/sse")
        response = caller.response()
        assert response.status == 200 and response.headers["Content-Type"] == "text/event-stream"
        first = Events(response).next()
        assert first["event"] == "endpoint" and first["data"].startswith("/messages")
        ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
        assert other.post(ping, path=first["data"]).status == 202
        assert other.post(ping, path="/messages?sessionId=unknown").status in (400, 404)
        assert other.post(ping, path="/messages").status in (400, 404)
        caller.close()
        eventually(lambda: other.post(ping, path=first["data"]).status == 404, "the session is gone")
