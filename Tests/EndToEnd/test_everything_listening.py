"""Subscriptions of 2026-07-28, with other people's clients and by hand."""

import json
import signal
import subprocess

import anyio
import pytest
from mcp.client.subscriptions import PromptsListChanged, ResourceUpdated, ToolsListChanged

from support.binary import DEADLINE, clean_environment
from support.everything import EVERYTHING, Everything, connected
from support.http_stream import EventReader
from support.lines import Lines
from support.rpc import Caller, meta

pytestmark = pytest.mark.anyio

WATCHED = "test://watched-resource"
ALL = {"tools_list_changed": True, "prompts_list_changed": True, "resource_subscriptions": [WATCHED]}


class Stream:
    """A subscription over HTTP that is read message by message."""

    def __init__(self, server, **notifications):
        self.caller = Caller(server)
        self.messages = []
        self.caller.begin("subscriptions/listen", {"notifications": notifications})
        self.response = self.caller.response()
        self._waiting = []
        self._events = EventReader(lambda fields: self._waiting.append(fields))

    def next(self):
        """The next message, as JSON; nothing at the end of the stream."""
        while not any("data" in fields for fields in self._waiting):
            self._waiting.clear()
            line = self.response.readline()
            if not line:
                return None
            self._events.feed(line)
        return json.loads(self._waiting.pop(0)["data"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.caller.close()


@pytest.mark.parametrize("way", ["modern http", "modern stdio"])
async def test_a_client_hears_what_it_asked_for(way, everything, tmp_path):
    """Changes of lists and of a resource, each once it happens, while calls go on beside them."""
    async with connected(way, everything, tmp_path / "lines") as client:
        async with client.listen(**ALL) as subscription:
            assert subscription.honored.tools_list_changed and subscription.honored.prompts_list_changed
            assert [str(uri) for uri in subscription.honored.resource_subscriptions] == [WATCHED]
            heard = []
            for tool in ["test_trigger_tool_change", "test_trigger_prompt_change", "test_trigger_resource_update"]:
                await client.call_tool(tool, {})
                with anyio.fail_after(10):
                    heard.append(await anext(subscription))
        names = {tool.name for tool in (await client.list_tools()).tools}
        # Another call leaves everything as it was.
        await client.call_tool("test_trigger_tool_change", {})
        await client.call_tool("test_trigger_prompt_change", {})
        assert names ^ {tool.name for tool in (await client.list_tools()).tools} == {"test_sometimes_tool"}
    assert [type(event) for event in heard] == [ToolsListChanged, PromptsListChanged, ResourceUpdated]
    assert str(heard[2].uri) == WATCHED


def test_the_acknowledgment_is_first_and_says_what_is_honoured(everything):
    """Nothing that was not asked for is told, and every message names its subscription by the id of the request."""
    with Stream(everything, toolsListChanged=True, resourceSubscriptions=[WATCHED, "test://nowhere"]) as stream:
        first = stream.next()
        assert first["method"] == "notifications/subscriptions/acknowledged"
        assert first["params"]["notifications"]["toolsListChanged"] is True
        assert "promptsListChanged" not in first["params"]["notifications"]
        with Caller(everything) as other:
            for tool in ["test_trigger_prompt_change", "test_trigger_prompt_change", "test_trigger_resource_update"]:
                other.call(tool)
        update = stream.next()
        assert (update["method"], update["params"]["uri"]) == ("notifications/resources/updated", WATCHED)
        assert update["params"]["_meta"]["io.modelcontextprotocol/subscriptionId"] == 1


@pytest.mark.parametrize("filter_", [7, [], {"toolsListChanged": "yes"}, {"resourceSubscriptions": WATCHED}, None])
def test_a_filter_that_is_none_is_refused(everything, filter_):
    """As an error of the parameters, before a stream begins."""
    with Caller(everything) as caller:
        params = {} if filter_ is None else {"notifications": filter_}
        refused = caller.request("subscriptions/listen", params)
        assert (refused.status, refused.error["code"]) == (400, -32602)


async def test_a_server_that_ends_tells_its_listeners_first(tmp_path):
    """The result of the request ends the stream, over HTTP and over stdio (basic/patterns/subscriptions)."""
    with Everything(tmp_path) as server, Stream(server, toolsListChanged=True) as stream:
        assert stream.next()["method"] == "notifications/subscriptions/acknowledged"
        server.tell(signal.SIGTERM)
        last = stream.next()
        assert last["id"] == 1 and last["result"]["resultType"] == "complete"
        assert stream.next() is None
        assert server.wait() == 0


def test_over_stdio_the_end_is_told_twice(tmp_path):
    """`notifications/cancelled` with the request's id, and its result (basic/patterns/cancellation and subscriptions)."""
    lines = Lines()
    process = subprocess.Popen(
        [EVERYTHING, "--stdio"], env=clean_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    params = {"notifications": {"toolsListChanged": True}, "_meta": meta()}
    line = json.dumps({"jsonrpc": "2.0", "id": "seven", "method": "subscriptions/listen", "params": params}).encode()
    lines.heard(line)
    process.stdin.write(line + b"\n")
    process.stdin.flush()
    first = process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=DEADLINE)
    messages = [json.loads(line) for line in [first, *rest.splitlines()]]
    for line in [first, *rest.splitlines()]:
        lines.said(line)
    assert messages[0]["method"] == "notifications/subscriptions/acknowledged"
    ends = [message for message in messages[1:] if message.get("method") == "notifications/cancelled"]
    assert [message["params"]["requestId"] for message in ends] == ["seven"]
    (result,) = [message for message in messages if "result" in message]
    assert (result["id"], result["result"]["resultType"], len(messages)) == ("seven", "complete", 3)
