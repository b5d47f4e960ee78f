"""`subscriptions/listen`: streams that tell clients of changes, over HTTP and over stdio, with clients and without."""

import json
import signal
import subprocess
import time
from contextlib import contextmanager

import anyio
import httpx2
import pytest
from mcp.client.subscriptions import PromptsListChanged, SubscriptionLost, ToolsListChanged

from support.binary import DEADLINE, clean_environment
from support.everything import EVERYTHING, Everything, connected
from support.http_stream import EventReader
from support.rpc import MODERN, meta
from support.waiting import eventually

ID = "io.modelcontextprotocol/subscriptionId"
ALL = {"toolsListChanged": True, "promptsListChanged": True, "resourcesListChanged": True}


def message(method, id, **params):
    return {"jsonrpc": "2.0", "id": id, "method": method, "params": {"_meta": meta(), **params}}


def call(tool, id="call"):
    return message("tools/call", id, name=tool, arguments={})


def fields(body, accept="application/json, text/event-stream"):
    found = {"Content-Type": "application/json", "Accept": accept, "MCP-Protocol-Version": MODERN, "Mcp-Method": body["method"]}
    if name := body["params"].get("name"):
        found["Mcp-Name"] = name
    return found


class Stream:
    """A stream of events that is read as they come."""

    def __init__(self, response):
        self.response = response
        self._messages = []
        self._reader = EventReader(lambda event: self._messages.append(json.loads(event["data"])))
        self._chunks = response.iter_raw()

    def next(self):
        """The next message; nothing where the stream has ended."""
        while not self._messages:
            try:
                self._reader.feed(next(self._chunks))
            except StopIteration:
                return None
        return self._messages.pop(0)


@contextmanager
def listening(url, filter, id=1):
    body = message("subscriptions/listen", id, notifications=filter)
    with httpx2.Client(timeout=DEADLINE) as client, client.stream("POST", url, json=body, headers=fields(body)) as response:
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/event-stream"
        assert response.headers["x-accel-buffering"] == "no"
        yield Stream(response)


def trigger(url, tool):
    body = call(tool)
    assert httpx2.post(url, json=body, headers=fields(body), timeout=DEADLINE).json()["result"].get("isError") is not True


@pytest.fixture
def own(tmp_path):
    """A server of the test's own, which it may end."""
    with Everything(tmp_path) as server:
        yield server


@pytest.mark.parametrize("id", [1, 0, "one", "1"])
def test_changes_are_told_after_the_acknowledgment_with_the_id_of_the_request(everything, id):
    """The acknowledgment has what is honoured; each change is one event; what was not asked for is not told."""
    with listening(everything.url, {"toolsListChanged": True, "promptsListChanged": False}, id) as stream:
        first = stream.next()
        assert first == {
            "jsonrpc": "2.0",
            "method": "notifications/subscriptions/acknowledged",
            "params": {"_meta": {ID: id}, "notifications": {"toolsListChanged": True}},
        }
        assert type(first["params"]["_meta"][ID]) is type(id)
        trigger(everything.url, "test_trigger_prompt_change")
        trigger(everything.url, "test_trigger_tool_change")
        assert stream.next() == {
            "jsonrpc": "2.0",
            "method": "notifications/tools/list_changed",
            "params": {"_meta": {ID: id}},
        }


def test_unknown_resources_are_not_honoured(everything):
    """Of the URIs only those are acknowledged at which there is something."""
    filter = {"resourceSubscriptions": ["nothing://here", "test://static-text", "nothing://here"]}
    with listening(everything.url, filter) as stream:
        honoured = stream.next()["params"]["notifications"]["resourceSubscriptions"]
    assert honoured == ["test://static-text"]


@pytest.mark.parametrize(
    "filter, text",
    [
        (None, "subscriptions/listen needs params.notifications, an object"),
        ({"toolsListChanged": 1}, "params.notifications.toolsListChanged must be a boolean, not an integer"),
        ({"resourceSubscriptions": "x"}, "params.notifications.resourceSubscriptions must be an array of strings, not a string"),
    ],
)
def test_a_filter_that_is_none_is_refused(everything, filter, text):
    """The refusal says what is wrong with it, and is no stream."""
    body = message("subscriptions/listen", 1, **({} if filter is None else {"notifications": filter}))
    answer = httpx2.post(everything.url, json=body, headers=fields(body), timeout=DEADLINE)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/json")
    assert (answer.json()["error"]["code"], answer.json()["error"]["message"]) == (-32602, text)


def test_a_client_that_takes_no_stream_is_refused(everything):
    """A stream cannot be one JSON response."""
    body = message("subscriptions/listen", 1, notifications={})
    answer = httpx2.post(everything.url, json=body, headers=fields(body, "application/json"), timeout=DEADLINE)
    assert answer.status_code == 406
    assert answer.json()["error"]["message"].endswith("Accept must list text/event-stream")


def test_a_storm_is_told_in_few_messages(everything):
    """Sixty changes in a row are told, as many times as there are rounds, and what changes after them comes after them."""
    with listening(everything.url, {"toolsListChanged": True, "promptsListChanged": True}) as stream:
        stream.next()
        start = time.monotonic()
        for _ in range(60):
            trigger(everything.url, "test_trigger_tool_change")
        trigger(everything.url, "test_trigger_prompt_change")
        seen = []
        while "notifications/prompts/list_changed" not in seen:
            seen.append(stream.next()["method"])
        rounds = (time.monotonic() - start) / 0.1 + 1
    assert 1 <= seen.count("notifications/tools/list_changed") <= rounds


def test_a_server_that_ends_closes_its_streams_with_a_result(own):
    """Each stream gets its result and ends; the process waits for nothing else."""
    with listening(own.url, ALL, "a") as one, listening(own.url, ALL, 2) as other:
        assert one.next()["method"] == other.next()["method"] == "notifications/subscriptions/acknowledged"
        start = time.monotonic()
        own.tell(signal.SIGTERM)
        for stream, id in ((one, "a"), (other, 2)):
            last = stream.next()
            assert (last["id"], last["result"]["resultType"], last["result"]["_meta"][ID]) == (id, "complete", id)
            assert stream.next() is None
    assert own.wait() == 0
    assert time.monotonic() - start < 10


def test_streams_that_clients_leave_are_gone(own):
    """Many clients come and go, and the server still has room for all of them."""
    for _ in range(200):
        with listening(own.url, ALL) as stream:
            assert stream.next() is not None
    with listening(own.url, ALL) as stream:
        assert stream.next() is not None


def test_over_stdio_streams_share_the_channel_and_end_with_the_input():
    """Acknowledgments, a change for each stream, silence after a cancellation; then result and cancellation for the rest."""
    process = subprocess.Popen(
        [EVERYTHING, "--stdio"], env=clean_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:

        def send(value):
            process.stdin.write(json.dumps(value).encode() + b"\n")
            process.stdin.flush()

        def receive():
            return json.loads(process.stdout.readline())

        for id in ("L", 2):
            send(message("subscriptions/listen", id, notifications={"toolsListChanged": True}))
            assert receive()["params"]["_meta"] == {ID: id}
        send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 2}})
        send(call("test_trigger_tool_change"))
        heard = [receive(), receive()]
        assert {value.get("id") or value["params"]["_meta"][ID] for value in heard} == {"call", "L"}
        output, _ = process.communicate(timeout=DEADLINE)
    finally:
        process.kill()
    result, cancelled = (json.loads(line) for line in output.splitlines())
    assert (result["id"], result["result"]["_meta"][ID]) == ("L", "L")
    assert (cancelled["method"], cancelled["params"]["requestId"]) == ("notifications/cancelled", "L")
    assert process.returncode == 0


@pytest.mark.anyio
@pytest.mark.parametrize("way", ["modern http", "modern stdio"])
async def test_the_client_of_the_sdk_hears_changes(everything, tmp_path, way):
    """It gets what it asked for, as typed events, and may leave at any time."""
    async with connected(way, everything, tmp_path / "lines") as client:
        async with client.listen(tools_list_changed=True, prompts_list_changed=True) as subscription:
            assert subscription.honored.tools_list_changed and subscription.honored.prompts_list_changed
            with anyio.fail_after(DEADLINE):
                await client.call_tool("test_trigger_tool_change", {})
                assert isinstance(await anext(subscription), ToolsListChanged)
                await client.call_tool("test_trigger_prompt_change", {})
                assert isinstance(await anext(subscription), PromptsListChanged)
        assert (await client.call_tool("test_trigger_tool_change", {})).is_error is not True


@pytest.mark.anyio
async def test_the_client_of_the_sdk_takes_the_end_for_a_graceful_one(own, tmp_path):
    """Its loop ends when the server does, and does not fail."""
    async with connected("modern http", own, tmp_path / "lines") as client:
        async with client.listen(tools_list_changed=True) as subscription:
            own.tell(signal.SIGTERM)
            with anyio.fail_after(DEADLINE):
                try:
                    assert [event async for event in subscription] == []
                except SubscriptionLost as lost:
                    pytest.fail(f"the stream broke off: {lost}")
    eventually(lambda: own.process.poll() is not None, "the process ends")
