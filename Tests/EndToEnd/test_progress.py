"""Progress of a call that takes its time: notifications on a stream, which the answer ends."""

import pytest
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport

from support.clients import MODES, http_client
from support.events import events
from support.rpc import MODERN, Caller

STEPS = [(step, 5, f"step {step} of 5") for step in range(1, 6)]
ARGUMENTS = {"milliseconds": 250, "steps": 5}
TEXT = "waited 250 ms"

REVISIONS = [MODERN, "2025-11-25", "2025-06-18", "2025-03-26"]


class Seen:
    """What a client's function for progress was called with."""

    def __init__(self):
        self.reports = []

    async def __call__(self, progress, total, message):
        self.reports.append((progress, total, message))


def waiting(caller, token=None, accept=None):
    """The answer to a call of `wait` that asks for progress with a token, if there is one."""
    params = {"name": "wait", "arguments": ARGUMENTS}
    if token is not None:
        params["_meta"] = {"progressToken": token}
    return caller.request("tools/call", params, {"Accept": accept} if accept else None)


@pytest.fixture(params=REVISIONS)
def caller(request, bench):
    """A caller in a revision of either era."""
    with Caller(bench, bench.token(), request.param) as caller:
        yield caller


@pytest.mark.anyio
@pytest.mark.parametrize("mode", MODES)
async def test_progress_reaches_the_client_of_the_sdk(bench, mode):
    """Its callback has seen every step, in order, when the result is there."""
    seen = Seen()
    async with http_client(bench, bench.token(), mode) as client:
        result = await client.call_tool("wait", ARGUMENTS, progress_callback=seen)
    assert seen.reports == STEPS
    assert (result.is_error, result.content[0].text) == (False, TEXT)


@pytest.mark.anyio
@pytest.mark.parametrize("mode", MODES)
async def test_progress_reaches_the_client_of_fastmcp(bench, mode):
    """Its handler has seen every step, in order, when the result is there."""
    seen = Seen()
    async with Client(StreamableHttpTransport(bench.recorded_url, auth=bench.token()), mode=mode, cache=False) as client:
        result = await client.call_tool("wait", ARGUMENTS, progress_handler=seen)
    assert seen.reports == STEPS
    assert (result.is_error, result.content[0].text) == (False, TEXT)


@pytest.mark.parametrize("token", ["a token", "7", 7, 0, -3, 2**53 - 1])
def test_a_stream_has_the_progress_and_then_the_answer(caller, token):
    """Every notification names the request's token, of the type it had; the stream ends, and the connection goes on."""
    answer = waiting(caller, token)
    assert answer.status == 200
    assert answer.fields["Content-Type"] == "text/event-stream"
    assert answer.fields["X-Accel-Buffering"] == "no"
    assert answer.fields["Cache-Control"] == "no-store"
    *notifications, response = events(answer.body)
    for notification in notifications:
        assert (notification["jsonrpc"], notification["method"]) == ("2.0", "notifications/progress")
        assert "id" not in notification
    params = [notification["params"] for notification in notifications]
    assert {(type(given["progressToken"]), given["progressToken"]) for given in params} == {(type(token), token)}
    assert [(given["progress"], given["total"], given["message"]) for given in params] == STEPS
    assert (response["jsonrpc"], response["result"]["content"]) == ("2.0", [{"type": "text", "text": TEXT}])
    assert caller.call("add", a=1, b=2).text == '{"result":3}'


def test_a_stream_ends_with_its_own_answer(caller):
    """The identifier is the request's, from one request to the next."""
    identifiers = [events(waiting(caller, "same").body)[-1]["id"] for _ in range(2)]
    assert identifiers[1] == identifiers[0] + 1


def test_without_a_token_there_is_one_answer(caller):
    """What nobody asked for is not sent: the reply is one JSON response, of a known length."""
    answer = waiting(caller)
    assert (answer.status, answer.fields["Content-Type"]) == (200, "application/json")
    assert int(answer.fields["Content-Length"]) == len(answer.body)
    assert "X-Accel-Buffering" not in answer.fields
    assert answer.text == TEXT


def test_a_client_of_json_only_gets_json(caller):
    """A client that accepts no streams, and asks for none, is served."""
    answer = waiting(caller, accept="application/json")
    assert (answer.status, answer.fields["Content-Type"]) == (200, "application/json")
    assert answer.text == TEXT


def test_a_client_of_json_only_gets_json_although_it_gave_a_token(caller):
    """Progress cannot reach a client that accepts no streams; the answer can."""
    answer = waiting(caller, "unwanted", accept="application/json")
    assert (answer.status, answer.fields["Content-Type"]) == (200, "application/json")
    assert answer.text == TEXT


def test_a_client_of_streams_only_is_refused(caller):
    """Whether an answer is a stream is the server's choice, so both types must be accepted."""
    answer = waiting(caller, "a token", accept="text/event-stream")
    assert answer.status == 406
    assert answer.error["message"] == "Accept must list application/json and text/event-stream"


@pytest.mark.parametrize("token", [1.5, True, None, [], {}])
def test_a_token_of_another_type_is_refused(bench, token):
    """A token is a string or an integer."""
    with Caller(bench, bench.token()) as caller:
        params = {"name": "wait", "arguments": ARGUMENTS, "_meta": {"progressToken": token}}
        answer = caller.request("tools/call", params)
    assert (answer.status, answer.error["code"]) == (400, -32602)
    assert answer.error["message"].startswith("progressToken must be a string or an integer, not ")
