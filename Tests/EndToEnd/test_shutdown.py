"""How the server ends: in order, losing nothing that it has taken; at once when told twice."""

import json
import signal
import time

import pytest

from support.load import Writers, missing
from support.raw import Raw, head, modern_body
from support.rpc import Caller
from support.waiting import eventually


def begun_request(server, token):
    """A request in flight: the server has read its head, as it says itself, and waits for the second half of its body."""
    body = modern_body("tools/call", name="create_note", arguments={"title": "In flight"})
    fields = ["Mcp-Method: tools/call", "Mcp-Name: create_note", "Expect: 100-continue", f"Content-Length: {len(body)}"]
    raw = Raw(server)
    raw.send(head(server, token, "".join(f"{field}\r\n" for field in fields).encode()))
    assert raw.response()[0] == 100
    raw.send(body[:40])
    return raw, body[40:]


def test_both_health_paths_answer_a_live_server(server):
    """Without a token, for whoever watches the process."""
    for path, status in [("/health/live", "live"), ("/health/ready", "ready")]:
        code, _, body = server.get(path)
        assert (code, json.loads(body)) == (200, {"status": status})


def test_sigterm_loses_nothing_under_load(serve):
    """Sixteen writers write on while the server ends: each request is answered, and each answer is true."""
    server = serve()
    token = server.token("alice", "admin")
    writers = Writers(server, token, count=16).start()
    writers.wait_for(50)
    assert server.stop(signal.SIGTERM) == 0
    writers.join()
    assert writers.unanswered == []
    assert {status for status, _ in writers.refused} <= {503}
    again = serve(data=server.data)
    with Caller(again, token) as caller:
        assert missing(caller, writers.written) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_request_in_flight_is_finished(serve, number):
    """While it is, the server is alive but not ready, and takes no new requests; then it ends with 0."""
    server = serve()
    token = server.token()
    raw, rest = begun_request(server, token)
    server.tell(number)
    eventually(lambda: server.get("/health/ready")[0] == 503, "the server is not ready while it drains")
    assert server.get("/health/live")[0] == 200
    with Caller(server, token) as late:
        answer = late.call("list_notes")
        assert (answer.status, answer.fields["Retry-After"]) == (503, "1")
    raw.send(rest)
    status, fields, body = raw.response()
    assert (status, fields["connection"]) == (200, "close")
    assert json.loads(body)["result"]["structuredContent"]["title"] == "In flight"
    assert raw.is_closed()
    assert server.wait() == 0


def test_every_request_in_flight_is_finished(serve):
    """Fifty at once, which are completed one after the other long after the signal."""
    server = serve()
    token = server.token()
    begun = [begun_request(server, token) for _ in range(50)]
    server.tell(signal.SIGTERM)
    eventually(lambda: server.get("/health/ready")[0] == 503, "the server drains")
    for raw, rest in begun:
        raw.send(rest)
        assert raw.response()[0] == 200
    assert server.wait() == 0
    again = serve(data=server.data)
    with Caller(again, token) as caller:
        assert len(caller.call("list_notes", limit=100).content["notes"]) == 50


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_ends_at_once(serve, number):
    """The exit code is the one of a process that the signal ended."""
    server = serve()
    raw, _ = begun_request(server, server.token())
    server.tell(number)
    eventually(lambda: server.get("/health/ready")[0] == 503, "the server drains")
    start = time.monotonic()
    server.tell(number)
    assert server.wait(5) == 128 + number
    assert time.monotonic() - start < 2
    raw.close()


def test_the_drain_has_an_end(serve):
    """A client that never finishes its request does not keep the server."""
    server = serve("http:\n  drain_timeout: 1s\n")
    raw, _ = begun_request(server, server.token())
    start = time.monotonic()
    assert server.stop() == 0
    assert 0.5 < time.monotonic() - start < 10
    raw.close()


def test_idle_connections_do_not_keep_the_server(serve):
    """Clients that only hold connections open are not waited for."""
    server = serve()
    callers = [Caller(server, server.token()) for _ in range(3)]
    for caller in callers:
        assert caller.request("tools/list").status == 200
    start = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - start < 10
    for caller in callers:
        caller.close()


def test_a_port_is_free_again(serve):
    """The next server can take the same port right away, and a second one cannot have it at the same time."""
    first = serve()
    assert first.port > 0
    other = serve(data=first.data)
    assert other.port != first.port
    with Caller(first, first.token()) as caller:
        assert caller.request("tools/list").status == 200
        port = first.port
        assert first.stop() == 0
    assert serve(data=first.data, port=port).port == port
