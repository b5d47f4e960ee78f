"""SIGTERM while calls are under way that take their time."""

import json
import re
import signal
import time

from support.events import events
from support.raw import Raw, head, modern_body
from support.rpc import Caller
from support.waiting import eventually

COUNT = 50


def begin(bench, milliseconds):
    """Fifty calls of `wait`, each on a connection of its own, all of which are under way when this returns."""
    body = modern_body("tools/call", name="wait", arguments={"milliseconds": milliseconds})
    fields = ["Mcp-Method: tools/call", "Mcp-Name: wait", "Expect: 100-continue", f"Content-Length: {len(body)}"]
    connections = [Raw(bench) for _ in range(COUNT)]
    for raw in connections:
        raw.send(head(bench, bench.token(), "".join(f"{field}\r\n" for field in fields).encode()))
        assert raw.response()[0] == 100
    # Bodies last, so that the calls begin at nearly the same time, however long the connections took.
    for raw in connections:
        raw.send(body)
    # The server has one loop, which comes to this connection after those whose requests are there already.
    assert bench.get("/health/live")[0] == 200
    return connections


def finish(connections, milliseconds):
    """Reads the answer of each call, and the end of its connection."""
    for raw in connections:
        status, fields, body = raw.response()
        assert (status, fields.get("connection")) == (200, "close"), body
        assert json.loads(body)["result"]["content"] == [{"type": "text", "text": f"waited {milliseconds} ms"}]
        assert raw.is_closed()
        raw.close()


def is_draining(bench):
    return bench.get("/health/ready")[0] == 503


def test_calls_under_way_are_answered_before_the_end(bench):
    """Every one of fifty is told its result and that its connection is over; then the process ends at once."""
    connections = begin(bench, 1_500)
    bench.tell(signal.SIGTERM)
    finish(connections, 1_500)
    start = time.monotonic()
    assert bench.wait() == 0
    assert time.monotonic() - start < 2
    # All calls were under way when the signal came, and none was cancelled.
    assert re.findall(r"requests=(\d+) .*Draining$", bench.log, re.MULTILINE) == [str(COUNT)]
    assert "requests are cancelled" not in bench.log


def test_a_draining_server_says_so_and_takes_nothing_new(bench):
    """New connections learn that it lives, that it is not ready, and when to come again."""
    connections = begin(bench, 4_000)
    bench.tell(signal.SIGTERM)
    eventually(lambda: is_draining(bench), "the server drains")
    assert bench.get("/health/live")[0] == 200
    for method, params in [("tools/list", {}), ("tools/call", {"name": "add", "arguments": {"a": 1, "b": 2}})]:
        with Caller(bench, bench.token()) as late:
            answer = late.request(method, params)
        assert (answer.status, answer.fields["Retry-After"]) == (503, "1")
        assert answer.fields["Connection"] == "close"
    finish(connections, 4_000)
    assert bench.wait() == 0
    assert bench.calls("add") == []


def test_a_stream_goes_on_to_its_answer(bench):
    """Progress that began before the signal is reported to the last step, and the connection ends with the answer."""
    with Caller(bench, bench.token()) as caller:
        params = {"name": "wait", "arguments": {"milliseconds": 1_500, "steps": 30}, "_meta": {"progressToken": "t"}}
        caller.begin("tools/call", params)
        response = caller.response()
        first = b"".join(response.readline() for _ in range(3))
        bench.tell(signal.SIGTERM)
        connection = caller.socket
        *notifications, last = events(first + response.read())
        assert [sent["params"]["progress"] for sent in notifications] == list(range(1, 31))
        assert last["result"]["content"] == [{"type": "text", "text": "waited 1500 ms"}]
        assert connection.recv(1) == b""
    assert bench.wait() == 0
