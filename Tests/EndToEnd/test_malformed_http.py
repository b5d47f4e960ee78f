"""Bytes that are no HTTP, or HTTP that could be read in two ways, against the binary."""

import socket

import pytest

from support.raw import Raw, head, modern_body, modern_request
from support.rpc import Caller

pytestmark = pytest.mark.usefixtures("stays_healthy")


def lines(server, *others):
    """A head of a POST without a token, from its lines."""
    return "\r\n".join(["POST /mcp HTTP/1.1", *others, "Content-Type: application/json", "", ""]).encode()


MALFORMED = {
    "no Host": (["Content-Length: 0"], 400),
    "two Hosts": (["Host: {host}", "Host: {host}", "Content-Length: 0"], 400),
    "two different Hosts": (["Host: {host}", "Host: evil.example", "Content-Length: 0"], 400),
    "a Host with a path": (["Host: {host}/x", "Content-Length: 0"], 400),
    "Content-Length and Transfer-Encoding": (["Host: {host}", "Content-Length: 4", "Transfer-Encoding: chunked"], 400),
    "Transfer-Encoding and Content-Length": (["Host: {host}", "Transfer-Encoding: chunked", "Content-Length: 4"], 400),
    "two lengths": (["Host: {host}", "Content-Length: 4", "Content-Length: 5"], 400),
    "a list of lengths": (["Host: {host}", "Content-Length: 4, 5"], 400),
    "a signed length": (["Host: {host}", "Content-Length: +4"], 400),
    "a negative length": (["Host: {host}", "Content-Length: -1"], 400),
    "a length beyond numbers": (["Host: {host}", "Content-Length: 99999999999999999999"], (400, 413)),
    "an unknown coding": (["Host: {host}", "Transfer-Encoding: gzip, chunked"], (400, 501)),
    "a coding that only looks chunked": (["Host: {host}", "Transfer-Encoding: xchunked"], (400, 501)),
    "a space before the colon": (["Host: {host}", "Content-Length : 4"], 400),
    "a folded line": (["Host: {host}", "X-Folded: a", " b", "Content-Length: 0"], 400),
    "a bare carriage return": (["Host: {host}", "X-Bare: a\rb", "Content-Length: 0"], 400),
    "a NUL": (["Host: {host}", "X-Nul: a\0b", "Content-Length: 0"], 400),
    "no name": (["Host: {host}", ": nameless", "Content-Length: 0"], 400),
    "too many fields": (["Host: {host}", *(f"X-{n}: 1" for n in range(120))], 431),
    "too large a field": (["Host: {host}", "X-Large: " + "x" * 40_000], 431),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_malformed_heads_are_refused(server, case):
    """What could be read in two ways is read in none: an error, and the end of the connection."""
    fields, expected = MALFORMED[case]
    with Raw(server) as raw:
        raw.send(lines(server, *(field.replace("{host}", server.host) for field in fields)))
        status, answer, _ = raw.response()
        assert status in (expected if isinstance(expected, tuple) else (expected,))
        assert answer["connection"] == "close"
        assert raw.is_closed()


@pytest.mark.parametrize(
    ("request_line", "expected"),
    [
        (b"GARBAGE", 400),
        (b"POST /mcp", 400),
        (b"POST  /mcp HTTP/1.1", 400),
        (b"POST /mcp HTTP/2.0", (400, 505)),
        (b"POST /mcp HTTP/1.1 ", 400),
        (b"P\x00ST /mcp HTTP/1.1", 400),
        (b"POST /" + b"x" * 9_000 + b" HTTP/1.1", 414),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01", 400),
    ],
    ids=lambda value: str(value)[:40],
)
def test_malformed_request_lines_are_refused(server, request_line, expected):
    """A client that speaks TLS, for one, is told that this is HTTP."""
    with Raw(server) as raw:
        raw.send(request_line + b"\r\nHost: " + server.host.encode() + b"\r\nContent-Length: 0\r\n\r\n")
        assert raw.response()[0] in (expected if isinstance(expected, tuple) else (expected,))


def test_a_smuggled_request_is_not_seen(server, token):
    """What stands behind a refused head is never taken for a request of its own."""
    before = server.log.count("smuggled")
    with Raw(server) as raw:
        smuggled = modern_request(server, token, "tools/call", name="create_note", arguments={"title": "smuggled"})
        raw.send(head(server, token, b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n") + b"0\r\n\r\n" + smuggled)
        assert raw.response()[0] == 400
        assert raw.is_closed()
    with Caller(server, token) as caller:
        assert caller.call("search_notes", query="smuggled").content["hits"] == []
    assert server.log.count("smuggled") == before


def test_a_request_may_come_byte_by_byte(server, token):
    """Wherever the network cuts it."""
    with Raw(server) as raw:
        raw.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in modern_request(server, token, "tools/list"):
            raw.send(bytes([byte]))
        assert raw.response()[0] == 200


def test_a_body_may_come_in_chunks(server, token):
    """As some proxies send it; broken chunks are refused."""
    body = modern_body("tools/list")
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:7], body[7:50], body[50:])) + b"0\r\n\r\n"
    fields = b"Mcp-Method: tools/list\r\nTransfer-Encoding: chunked\r\n"
    with Raw(server) as raw:
        raw.send(head(server, token, fields) + chunks)
        assert raw.response()[0] == 200
    for broken in [b"zz\r\n", b"-1\r\n", b"5\r\nabc", b"3\r\nabcdef\r\n0\r\n\r\n", b"ffffffffffffffffff\r\n"]:
        with Raw(server) as raw:
            raw.send(head(server, token, fields) + broken)
            raw.socket.shutdown(socket.SHUT_WR)
            try:
                assert raw.response()[0] in (400, 413)
            except EOFError:
                # The body ended in the middle of a chunk: there is nobody left to tell.
                assert broken == b"5\r\nabc"
