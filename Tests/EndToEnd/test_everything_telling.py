"""The server with one of everything, where it completes arguments and tells its client what it does."""

import pytest
from mcp_types import PromptReference, ResourceTemplateReference
from mcp.shared.exceptions import MCPError

from support.everything import WAYS, connected, fast_connected
from support.events import events
from support.rpc import Caller, meta
from support.vocabulary import LEVELS

pytestmark = pytest.mark.anyio

LEVEL = "io.modelcontextprotocol/logLevel"
# The ways in which a client is told: sessions have no streams to be told on yet, nor have their processes.
TOLD_WAYS = ["modern http", "modern stdio"]

STEPS = ["Tool execution started", "Tool processing data", "Tool execution completed"]


@pytest.mark.parametrize("way", WAYS)
async def test_arguments_are_completed(way, everything, tmp_path):
    """What begins as it was typed, and all where nothing was; what nobody completes has no values."""
    prompt = PromptReference(type="ref/prompt", name="test_prompt_with_arguments")
    async with connected(way, everything, tmp_path / "lines") as client:
        assert client.protocol_version and (way.startswith("modern") or client.server_capabilities.completions is not None)
        some = (await client.complete(prompt, {"name": "arg1", "value": "par"})).completion
        every = (await client.complete(prompt, {"name": "arg1", "value": ""})).completion
        none = (await client.complete(prompt, {"name": "arg2", "value": ""})).completion
        with pytest.raises(MCPError) as unknown:
            await client.complete(PromptReference(type="ref/prompt", name="nope"), {"name": "arg1", "value": ""})
        with pytest.raises(MCPError) as nowhere:
            template = ResourceTemplateReference(type="ref/resource", uri="other://{x}")
            await client.complete(template, {"name": "x", "value": ""})
    assert some.values == ["paris", "park", "party"]
    assert len(every.values) == 5 and not every.has_more
    assert none.values == []
    assert (unknown.value.error.code, nowhere.value.error.code) == (-32602, -32602)


@pytest.mark.parametrize("argument", [None, 7, {}, {"name": "arg1"}, {"name": 1, "value": "x"}, {"name": "other", "value": ""}])
def test_a_completion_of_no_argument_is_an_error(everything, argument):
    """-32602 (server/utilities/completion, "Error Handling")."""
    params = {"ref": {"type": "ref/prompt", "name": "test_prompt_with_arguments"}}
    with Caller(everything) as caller:
        refused = caller.request("completion/complete", params | ({} if argument is None else {"argument": argument}))
        assert (refused.status, refused.error["code"]) == (400, -32602)


def test_completions_are_a_capability_of_who_has_them(everything, server, tokens):
    """A server without any neither declares the capability nor has the method."""
    with Caller(everything) as caller:
        assert "completions" in caller.request("server/discover").result["capabilities"]
    with Caller(server, tokens["reader"]) as caller:
        if "completions" not in caller.request("server/discover").result["capabilities"]:
            assert caller.request("completion/complete", {}).error["code"] == -32601


@pytest.mark.parametrize("way", TOLD_WAYS)
async def test_a_client_that_asks_for_it_is_told_what_a_tool_does(way, everything, tmp_path):
    """In order, before the result."""
    told = []

    async def listen(params):
        told.append((params.level, params.data))

    options = {"logging_callback": listen, "log_level": "info"}
    async with connected(way, everything, tmp_path / "lines", **options) as client:
        result = await client.call_tool("test_tool_with_logging", {})
        assert not result.is_error
    assert told == [("info", step) for step in STEPS]


async def test_fastmcp_is_told_as_well(everything, tmp_path):
    """By its handler for logs, where its call asks for them."""
    told = []

    async def listen(message):
        told.append(message.data)

    async with fast_connected("modern http", everything, tmp_path / "lines", log_handler=listen) as client:
        await client.call_tool("test_tool_with_logging", {}, meta={LEVEL: "debug"})
    assert [entry["msg"] if isinstance(entry, dict) else entry for entry in told] == STEPS


def telling(everything, **extra):
    """The messages of a call of the tool that tells something at every level, and its answer."""
    with Caller(everything) as caller:
        params = {"name": "test_logging_tool", "arguments": {}, "_meta": meta() | extra}
        answer = caller.request("tools/call", params)
    return answer


@pytest.mark.parametrize("level", LEVELS)
def test_only_what_is_severe_enough_is_told(everything, level):
    """From the level on that the request names (server/utilities/logging)."""
    *told, last = events(telling(everything, **{LEVEL: level}).body)
    assert [message["params"]["level"] for message in told] == LEVELS[LEVELS.index(level) :]
    assert {message["method"] for message in told} == {"notifications/message"}
    assert {message["params"]["logger"] for message in told} == {"test"}
    assert last["result"]["resultType"] == "complete"


def test_who_asks_for_nothing_is_told_nothing(everything):
    """Neither this request nor another one: what one asks for is no other's."""
    assert "result" in telling(everything, **{LEVEL: "debug", "progressToken": "t"}).message
    answer = telling(everything, progressToken="t")
    messages = events(answer.body) if answer.fields["Content-Type"] == "text/event-stream" else [answer.message]
    assert [message.get("method") for message in messages] == [None]


@pytest.mark.parametrize("level", ["verbose", "INFO", "", 7, None, []])
def test_a_level_that_is_none_is_an_error(everything, level):
    """-32602."""
    refused = telling(everything, **{LEVEL: level})
    assert (refused.status, refused.error["code"]) == (400, -32602)
