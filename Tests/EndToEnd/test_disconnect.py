"""Clients that go away while their call is under way: the call ends with them, unless a session keeps it."""

import socket

import pytest

from support.rpc import LEGACY, Caller
from support.waiting import eventually

# How long it may take until a call of twenty seconds is known to be over.
SOON = 2.0


def begin(caller, milliseconds, steps=1, token=None):
    """Calls `wait` and returns when the call is under way, before it is over."""
    params = {"name": "wait", "arguments": {"milliseconds": milliseconds, "steps": steps}}
    if token is not None:
        params["_meta"] = {"progressToken": token}
    caller.begin("tools/call", params)
    if token is None:
        # The server has one loop, which comes to this connection after the one whose request is there already.
        assert caller.server.get("/health/live")[0] == 200
    else:
        read_progress(caller.response())


def read_progress(response):
    """Reads a stream up to its first notification."""
    assert response.headers["Content-Type"] == "text/event-stream"
    while b"notifications/progress" not in (line := response.readline()):
        assert line, "the stream has ended"


def reset(caller):
    """Lets the connection's end be a reset, not an orderly one."""
    caller.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def abandoned(bench, count=1):
    """The log's lines of abandoned calls, when there are so many."""
    lines = [line for line in bench.calls() if line["outcome"] == "abandoned"]
    return lines if len(lines) >= count else None


def check_health(bench):
    """Fails where the server does not answer as before."""
    assert bench.process.poll() is None, bench.log
    assert bench.get("/health/ready")[0] == 200
    with Caller(bench, bench.token()) as other:
        assert other.call("add", a=2, b=3).content == {"result": 5}
        assert other.call("wait", milliseconds=1).text == "waited 1 ms"


@pytest.mark.parametrize("ending", ["close", "reset"])
@pytest.mark.parametrize("token", [None, "progress"])
def test_a_modern_call_ends_with_its_connection(bench, token, ending):
    """A call of twenty seconds is over soon, with or without a stream, and the server goes on."""
    with Caller(bench, bench.token()) as caller:
        # The first of the steps comes after 20 ms; nineteen seconds and more remain.
        begin(caller, 20_000, steps=1_000, token=token)
        assert bench.calls() == []
        if ending == "reset":
            reset(caller)
        caller.close()
        lines = eventually(lambda: abandoned(bench), "the call is abandoned", SOON)
    assert [(line["status"], line["method"], line["name"]) for line in lines] == [(499, "tools/call", "wait")]
    assert 0 < float(lines[0]["ms"]) < 20_000
    check_health(bench)
    assert len(abandoned(bench)) == 1


def test_abandoned_calls_give_their_places_back(bench):
    """More calls than may run at once are abandoned one after the other, and the next one still finds a place."""
    for round_ in range(1, 4):
        callers = [Caller(bench, bench.token()) for _ in range(100)]
        for caller in callers:
            caller.begin("tools/call", {"name": "wait", "arguments": {"milliseconds": 60_000}})
        assert bench.get("/health/live")[0] == 200
        for caller in callers:
            caller.close()
        eventually(lambda: abandoned(bench, 100 * round_), "all calls are abandoned", 20)
    check_health(bench)
    lines = eventually(lambda: len(bench.calls()) > 300 and bench.calls(), "the last call is in the log")
    assert [line["outcome"] for line in lines] == ["abandoned"] * 300 + ["ok"]


@pytest.mark.parametrize("revision", LEGACY[1:])
@pytest.mark.parametrize("token", [None, "progress"])
def test_a_call_of_a_session_outlives_its_connection(bench, revision, token):
    """Up to 2025-11-25 a disconnection cancels nothing: the call goes on to its end, and so does the session."""
    with Caller(bench, bench.token(), revision) as caller:
        begin(caller, 700, steps=20, token=token)
        assert bench.calls() == []
        caller.close()
        (line,) = eventually(bench.calls, "the call is over", 20)
        assert (line["outcome"], line["status"], line["revision"]) == ("ok", 200, revision)
        assert float(line["ms"]) >= 700
        # The same session, on a connection of its own.
        assert caller.call("add", a=1, b=2).text == '{"result":3}'
    check_health(bench)
