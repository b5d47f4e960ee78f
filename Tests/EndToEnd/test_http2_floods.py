"""Floods of HTTP/2: frames that cost a peer nothing. The connection is closed, memory stays, everybody else is served.

What each is known by: rapid reset CVE-2023-44487, continuation CVE-2024-27316, settings, ping, reset, empty frames and
resource loops CVE-2019-9511 to 9518.
"""

import re
import struct
import time
from pathlib import Path

import pytest

from support.authority import Authority
from support.frames import (
    CONTINUATION, DATA, END_HEADERS, GOAWAY, HEADERS, PING, PRIORITY, RESET, SETTINGS, WINDOW, Connection, field, frame, head,
    request,
)
from support.server import Server

# How much more memory the process may have after a flood of which nothing is to be kept.
MOST_GROWTH = 48 * 1024 * 1024


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def target(tmp_path_factory, authority):
    """A server under TLS. It must end in order after all floods, without a failure in its log."""
    configuration = f"http:\n  tls:\n    certificate: {authority.certificate}\n    key: {authority.certificate}\n"
    with Server(tmp_path_factory.mktemp("floods"), configuration) as server:
        yield server
        assert server.stop() == 0
        assert [line for line in server.log_lines if line["level"] in ("error", "critical")] == []


@pytest.fixture
def connect(target, authority):
    """Makes connections, and checks after the test that another one is served and that memory has stayed."""
    made = []
    before = resident(target.process.pid)

    def make():
        made.append(Connection(target.port, authority))
        return made[-1]

    yield make
    for connection in made:
        connection.close()
    assert status(Connection(target.port, authority)) == b"200"
    assert resident(target.process.pid) - before < MOST_GROWTH


def resident(process):
    """The bytes of memory that a process has."""
    return 1024 * int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text()).group(1))


def status(connection, stream=1):
    """The status that a GET is answered with, as the server's compression has it."""
    connection.send(request(stream))
    for kind, _, answered, payload in connection.frames():
        if (kind, answered) == (HEADERS, stream):
            # The static table has 200 at place 8 (RFC 7541, appendix A).
            return b"200" if payload[0] == 0x88 else payload
        if kind == GOAWAY:
            break
    return None


def odd(number):
    return 2 * number + 1


FLOODS = {
    "rapid reset": lambda n: request(odd(n)) + frame(RESET, 0, odd(n), struct.pack(">I", 8)),
    "settings": lambda n: frame(SETTINGS, 0, 0, struct.pack(">HI", 4, 65535 + n % 2)),
    "empty settings": lambda n: frame(SETTINGS),
    "ping": lambda n: frame(PING, 0, 0, struct.pack(">Q", n)),
    "priority": lambda n: frame(PRIORITY, 0, odd(n % 1000), struct.pack(">IB", 0, 16)),
    "window of the connection": lambda n: frame(WINDOW, 0, 0, struct.pack(">I", 1)),
    "faulty windows": lambda n: request(odd(n), ends=False) + frame(WINDOW, 0, odd(n), struct.pack(">I", 0)),
    "requests without an end": lambda n: request(odd(n), ends=False, method="POST", path="/mcp"),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_costs_its_connection(connect, flood):
    """Within a fraction of what a client could send in that time."""
    connection = connect()
    connection.flood(FLOODS[flood])
    assert connection.is_closed(), flood


def test_empty_frames_of_a_body_cost_the_connection_or_nothing(connect):
    """They may go on until the body's time is over; then the request has ended."""
    connection = connect()
    connection.send(request(1, ends=False, method="POST", path="/mcp"))
    connection.flood(lambda n: frame(DATA, 0, 1), seconds=30)
    assert connection.is_closed(seconds=20)


def test_a_header_section_that_does_not_end_costs_the_connection(connect):
    """Continuations, empty ones too, are counted before they are unpacked."""
    connection = connect()
    connection.send(frame(HEADERS, 0, 1, head()))
    connection.flood(lambda n: frame(CONTINUATION, 0, 1, field(f"x-{n}", "y" * 1000)))
    assert connection.is_closed()
    connection = connect()
    connection.send(frame(HEADERS, 0, 1, head()))
    connection.flood(lambda n: frame(CONTINUATION, 0, 1))
    assert connection.is_closed()


def test_a_header_bomb_is_not_unpacked(connect):
    """One large field in the table, named ten thousand times: kilobytes that would become tens of megabytes."""
    connection = connect()
    connection.send(frame(HEADERS, END_HEADERS | 1, 1, head() + field("x-bomb", "b" * 3000, indexed=True)))
    bomb = b"\xbe" * 10_000
    connection.send(frame(HEADERS, END_HEADERS | 1, 3, head() + bomb))
    assert connection.is_closed()


def test_a_table_that_grows_beyond_what_was_agreed_costs_the_connection(connect):
    """RFC 7541, section 4.2: the peer's table has the size that the server has announced, and no more."""
    connection = connect()
    connection.send(frame(HEADERS, END_HEADERS | 1, 1, b"\x3f\xe1\xff\xff\x07" + head()))
    assert connection.is_closed()


@pytest.mark.parametrize(
    "frames",
    [
        frame(DATA, 0, 0, b"x"),
        frame(HEADERS, END_HEADERS, 2, head()),
        frame(HEADERS, END_HEADERS, 0, head()),
        frame(SETTINGS, 0, 1),
        frame(SETTINGS, 0, 0, b"12345"),
        frame(PING, 0, 0, b"1234567"),
        frame(WINDOW, 0, 0, struct.pack(">I", 0)),
        frame(WINDOW, 0, 0, struct.pack(">I", 0x7FFFFFFF)) * 2,
        frame(CONTINUATION, END_HEADERS, 1, head()),
        frame(HEADERS, 0, 1, head()) + frame(PING, 0, 0, b"12345678"),
        frame(5, END_HEADERS, 1, struct.pack(">I", 2) + head()),
        (16_385).to_bytes(3, "big") + bytes([DATA, 0]) + struct.pack(">I", 1) + bytes(16_385),
    ],
    ids=[
        "data without a stream", "an even stream", "headers without a stream", "settings of a stream", "short settings",
        "short ping", "empty window", "too wide a window", "continuation of nothing", "a ping within headers", "a push",
        "too long a frame",
    ],
)
def test_a_frame_that_breaks_the_protocol_costs_the_connection(connect, frames):
    connection = connect()
    connection.send(frames)
    assert connection.is_closed()


def test_others_are_served_during_a_flood(connect):
    """Each on a connection of its own, in the time that they always take."""
    flooding, calm = connect(), connect()
    slowest = 0.0
    for number in range(20):
        flooding.send(b"".join(FLOODS["ping"](n) for n in range(50)))
        begun = time.monotonic()
        assert status(calm, stream=odd(number)) == b"200"
        slowest = max(slowest, time.monotonic() - begun)
    assert slowest < 2
