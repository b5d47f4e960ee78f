"""Connections as only hostile or unlucky clients hold them: slow, pipelined, cut off, too many."""

import json
import socket
import time

import pytest

from support.load import Writers
from support.raw import Raw, head, modern_body, modern_request
from support.rpc import Caller
from support.waiting import eventually

pytestmark = pytest.mark.usefixtures("stays_healthy")


def test_slow_headers_are_cut_off(server):
    """Twenty connections that send a header field a second, and one that sends nothing, are closed after five seconds."""
    connections = [Raw(server) for _ in range(20)]
    silent = Raw(server)
    start = time.monotonic()
    for connection in connections:
        connection.send(b"POST /mcp HTTP/1.1\r\nHost: " + server.host.encode() + b"\r\n")
    dripped = 0
    open_connections = list(connections)
    while open_connections and time.monotonic() < start + 8:
        dripped += 1
        for connection in list(open_connections):
            connection.socket.settimeout(1 / len(open_connections))
            try:
                connection.send(f"X-Drip-{dripped}: 1\r\n".encode())
                if b"408" in connection.socket.recv(4_096):
                    open_connections.remove(connection)
            except TimeoutError:
                continue
            except (BrokenPipeError, ConnectionResetError):
                open_connections.remove(connection)
    assert open_connections == []
    assert 4 < time.monotonic() - start < 7
    assert dripped >= 3
    assert silent.is_closed()
    assert time.monotonic() - start < 7
    for connection in [*connections, silent]:
        connection.close()


def test_a_slow_body_is_cut_off(serve):
    """A body that does not come in its time is answered with 408."""
    server = serve("http:\n  body_timeout: 1s\n")
    with Raw(server) as raw:
        raw.send(head(server, server.token(), b"Content-Length: 100\r\n") + b"{")
        start = time.monotonic()
        assert raw.response()[0] == 408
        assert 0.5 < time.monotonic() - start < 4
        assert raw.is_closed()


def test_a_hundred_pipelined_requests_are_answered_in_order(server, token):
    """All are sent before the first answer is read."""
    with Raw(server) as raw:
        raw.send(b"".join(modern_request(server, token, "tools/list", number) for number in range(100)))
        for number in range(100):
            status, _, body = raw.response()
            assert (status, json.loads(body)["id"]) == (200, number)


def test_pipelined_requests_of_several_kinds_keep_their_order(server, token):
    """Quick refusals do not overtake calls that take longer."""
    requests = []
    for number in range(0, 30, 3):
        arguments = {"title": f"Pipelined {number}"}
        requests.append(modern_request(server, token, "tools/call", number, name="create_note", arguments=arguments))
        requests.append(modern_request(server, "wrong", "tools/list", number + 1))
        requests.append(b"GET /health/live HTTP/1.1\r\nHost: " + server.host.encode() + b"\r\n\r\n")
    with Raw(server) as raw:
        raw.send(b"".join(requests))
        for number in range(0, 30, 3):
            status, _, body = raw.response()
            assert (status, json.loads(body)["result"]["structuredContent"]["title"]) == (200, f"Pipelined {number}")
            assert raw.response()[0] == 401
            status, _, body = raw.response()
            assert (status, json.loads(body)) == (200, {"status": "live"})


def test_expect_continue_is_answered(server, token):
    """curl asks before it sends a larger body."""
    body = modern_body("tools/list")
    fields = f"Mcp-Method: tools/list\r\nExpect: 100-continue\r\nContent-Length: {len(body)}\r\n".encode()
    with Raw(server) as raw:
        raw.send(head(server, token, fields))
        assert raw.response()[0] == 100
        raw.send(body)
        assert raw.response()[0] == 200


def test_clients_that_disconnect_in_the_middle_do_no_harm(server, token):
    """Three hundred connections that go away at every point of a request, some with a reset, while others work."""
    writers = Writers(server, token, count=2).start()
    request = modern_request(server, token, "tools/call", name="create_note", arguments={"title": "Disconnected"})
    for number in range(300):
        raw = Raw(server)
        raw.send(request[: len(request) * (number % 20 + 1) // 20])
        if number % 2:
            # A close that throws away what was not sent yet, and resets the connection.
            raw.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        raw.close()
    writers.join()
    assert writers.unanswered == [] and writers.refused == []
    assert server.process.poll() is None


def test_connections_over_the_bound_are_refused(serve):
    """The others go on, and a place that becomes free is given again."""
    server = serve("http:\n  max_connections_per_address: 4\n")
    with Caller(server, server.token()) as caller:
        assert caller.request("tools/list").status == 200
        held = [Raw(server) for _ in range(3)]
        with Raw(server) as refused:
            assert refused.response()[0] == 503
        assert caller.request("tools/list").status == 200
        for raw in held:
            raw.close()
        eventually(lambda: _serves(server), "a connection is served again")


def _serves(server):
    try:
        return server.get("/health/live")[0] == 200
    except OSError:
        return False


def test_an_idle_connection_is_closed_after_its_time(serve):
    """http.idle_timeout says when."""
    server = serve("http:\n  idle_timeout: 1s\n")
    with Raw(server) as raw:
        raw.send(b"GET /health/live HTTP/1.1\r\nHost: " + server.host.encode() + b"\r\n\r\n")
        assert raw.response()[0] == 200
        start = time.monotonic()
        assert raw.is_closed()
        assert 0.5 < time.monotonic() - start < 5


@pytest.mark.parametrize("value", ["close", "Close", "keep-alive, close"])
def test_a_client_may_ask_for_an_end(server, token, value):
    """The answer comes, and then the end."""
    with Raw(server) as raw:
        raw.send(modern_request(server, token, "tools/list", extra=f"Connection: {value}\r\n".encode()))
        status, fields, _ = raw.response()
        assert (status, fields["connection"]) == (200, "close")
        assert raw.is_closed()
