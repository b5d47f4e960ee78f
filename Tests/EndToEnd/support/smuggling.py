"""Requests that are framed in two ways at once, with another request hidden where one of the readings ends."""

from dataclasses import dataclass

from support.raw import head, modern_body, modern_request

# What the hidden request would make a note of.
MARK = "smuggled"

_TRANSFER_ENCODINGS = {
    "plain": b"Transfer-Encoding: chunked",
    "tab": b"Transfer-Encoding:\tchunked",
    "upper case": b"TRANSFER-ENCODING: CHUNKED",
    "space before the colon": b"Transfer-Encoding : chunked",
    "tab before the colon": b"Transfer-Encoding\t: chunked",
    "misspelt": b"Transfer-Encoding: xchunked",
    "quoted": b'Transfer-Encoding: "chunked"',
    "single quotes": b"Transfer-Encoding: 'chunked'",
    "identity first": b"Transfer-Encoding: identity, chunked",
    "identity last": b"Transfer-Encoding: chunked, identity",
    "comma first": b"Transfer-Encoding: , chunked",
    "comma last": b"Transfer-Encoding: chunked,",
    "parameter": b"Transfer-Encoding: chunked;q=1",
    "vertical tab": b"Transfer-Encoding:\x0bchunked",
    "NUL behind": b"Transfer-Encoding: chunked\0",
    "NUL in the name": b"Transfer-Encoding\0: chunked",
    "non-breaking space": b"Transfer-Encoding:\xa0chunked",
    "space before the name": b" Transfer-Encoding: chunked",
    "folded value": b"Transfer-Encoding:\r\n chunked",
    "folded before the colon": b"Transfer-Encoding\r\n : chunked",
    "bare LF before": b"X: y\nTransfer-Encoding: chunked",
    "bare LF behind": b"Transfer-Encoding: chunked\nX: y",
    "bare CR before": b"X: y\rTransfer-Encoding: chunked",
    "bare CR behind": b"Transfer-Encoding: chunked\rX: y",
    "twice": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    "another first": b"Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
    "another last": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
    "empty first": b"Transfer-Encoding:\r\nTransfer-Encoding: chunked",
}

_LENGTHS = {
    "sign": b"Content-Length: +%d",
    "minus": b"Content-Length: -%d",
    "hexadecimal": b"Content-Length: 0x%x",
    "fraction": b"Content-Length: %d.0",
    "letter behind": b"Content-Length: %da",
    "quoted": b'Content-Length: "%d"',
    "comma behind": b"Content-Length: %d,",
    "vertical tab": b"Content-Length:\x0b%d",
    "NUL behind": b"Content-Length: %d\0",
    "space before the colon": b"Content-Length : %d",
    "space before the name": b" Content-Length: %d",
    "folded value": b"Content-Length:\r\n %d",
    "bare LF before": b"X: y\nContent-Length: %d",
    "bare CR before": b"X: y\rContent-Length: %d",
}

# The size of a chunk in place of %(size)s, its bytes, and the end.
_CHUNKS = {
    "space before the size": b" %x\r\n%s\r\n0\r\n\r\n",
    "space behind the size": b"%x \r\n%s\r\n0\r\n\r\n",
    "prefix": b"0x%x\r\n%s\r\n0\r\n\r\n",
    "sign": b"+%x\r\n%s\r\n0\r\n\r\n",
    "size that overflows 64 bits": b"1%016x\r\n%s\r\n0\r\n\r\n",
    "semicolon alone": b"%x;\r\n%s\r\n0\r\n\r\n",
    "open quote": b'%x;a="b\r\n%s\r\n0\r\n\r\n',
    "bare LF behind the size": b"%x\n%s\r\n0\r\n\r\n",
    "bare CR behind the size": b"%x\r%s\r\n0\r\n\r\n",
    "bare LF in an extension": b"%x;a\nb\r\n%s\r\n0\r\n\r\n",
    "bare CR in an extension": b"%x;a\rb\r\n%s\r\n0\r\n\r\n",
    "bare LF behind the bytes": b"%x\r\n%s\n0\r\n\r\n",
    "bare CR behind the bytes": b"%x\r\n%s\r0\r\n\r\n",
    "nothing behind the bytes": b"%x\r\n%s0\r\n\r\n",
    "two bytes behind the bytes": b"%x\r\n%sxx0\r\n\r\n",
    "bare LF behind the last size": b"%x\r\n%s\r\n0\n\r\n",
    "bare LF at the end": b"%x\r\n%s\r\n0\r\n\n",
    "folded trailer": b"%x\r\n%s\r\n0\r\nX: y\r\n z\r\n\r\n",
    "space in a trailer": b"%x\r\n%s\r\n0\r\nX : y\r\n\r\n",
    "bare LF in a trailer": b"%x\r\n%s\r\n0\r\nX: y\n\r\n",
}

# Requests that are refused or answered without their body being of interest. It is there nevertheless.
_UNREAD = {
    "GET": b"GET /health/live",
    "HEAD": b"HEAD /health/live",
    "GET of the endpoint": b"GET /mcp",
    "OPTIONS": b"OPTIONS /mcp",
    "DELETE": b"DELETE /mcp",
    "unknown path": b"POST /nothing/here",
    "unknown method": b"BREW /mcp",
    "POST without a token": b"POST /mcp",
}


@dataclass(frozen=True)
class Sample:
    """The bytes of a connection: a request, another one hidden in or behind it, and one that asks for the end."""

    name: str
    data: bytes
    # Whether the first request must be refused, whatever is behind it; else its framing is as it should be.
    malformed: bool = True


def hidden(server, token, name):
    """The request that nobody may answer, which a proxy would refuse for its X-Inner."""
    arguments = {"title": f"{MARK} {name}"}
    return modern_request(
        server, token, "tools/call", "inner", extra=b"X-Inner: 1\r\n", name="create_note", arguments=arguments
    )


def samples(server, token):
    """Every sample, for the server that is meant in the end."""
    return [
        Sample(name, data + b"GET /health/live HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % _host(server), bad)
        for make, bad in ((_codings, True), (_lengths, True), (_chunks, True), (_unread, False), (_embedded, False))
        for name, data in make(server, token)
    ]


def _host(server):
    return server.host.encode()


def _outer(server, token, lines, body):
    return head(server, token, b"Mcp-Method: server/discover\r\n" + lines) + body


def _chunked(data):
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)


def _codings(server, token):
    """One reads chunks, and another the length; or the coding is not understood, and the body is taken for empty."""
    for name, line in _TRANSFER_ENCODINGS.items():
        inner = hidden(server, token, f"behind chunks, {name}")
        body = _chunked(modern_body("server/discover", "outer")) + inner
        length = b"Content-Length: %d\r\n" % len(body)
        yield f"CL.TE, {name}", _outer(server, token, line + b"\r\n" + length, body)
        yield f"CL.TE, {name}, length first", _outer(server, token, length + line + b"\r\n", body)
        inner = hidden(server, token, f"in a chunk, {name}")
        length = b"Content-Length: %d\r\n" % len(b"%x\r\n" % len(inner))
        yield f"TE.CL, {name}", _outer(server, token, line + b"\r\n" + length, _chunked(inner))
        yield f"TE.CL, {name}, length first", _outer(server, token, length + line + b"\r\n", _chunked(inner))
        inner = hidden(server, token, f"in no body, {name}")
        yield f"TE.0, {name}", _outer(server, token, line + b"\r\n", inner)


def _lengths(server, token):
    """A length that one reads and another does not, and two lengths of which each may be taken."""
    for name, line in _LENGTHS.items():
        inner = hidden(server, token, f"as a body, {name}")
        yield f"CL.0, {name}", _outer(server, token, line % len(inner) + b"\r\n", inner)
    body = modern_body("server/discover", "outer")
    inner = hidden(server, token, "behind the shorter length")
    short, long = len(body), len(body) + len(inner)
    for first, second in ((short, long), (long, short), (0, long), (long, 0), (short, short)):
        two = b"Content-Length: %d\r\nContent-Length: %d\r\n" % (first, second)
        yield f"CL.CL, {first} and {second}", _outer(server, token, two, body + inner)
        both = b"Content-Length: %d, %d\r\n" % (first, second)
        yield f"CL.CL, {first} and {second} in a line", _outer(server, token, both, body + inner)


def _chunks(server, token):
    """Chunks whose end one sees elsewhere than another."""
    body = modern_body("server/discover", "outer")
    for name, form in _CHUNKS.items():
        lines = b"Transfer-Encoding: chunked\r\n"
        inner = hidden(server, token, f"behind a chunk, {name}")
        yield f"chunk, {name}", _outer(server, token, lines, form % (len(body), body) + inner)
        inner = hidden(server, token, f"in a chunk, {name}")
        yield f"request in a chunk, {name}", _outer(server, token, lines, form % (len(inner), inner))


def _unread(server, token):
    """A request as the body of another that needs none."""
    for name, line in _UNREAD.items():
        inner = hidden(server, token, f"behind {name}")
        start = line + b" HTTP/1.1\r\nHost: " + _host(server)
        yield f"body of {name}", start + b"\r\nContent-Length: %d\r\n\r\n" % len(inner) + inner
        chunked = b"\r\nTransfer-Encoding: chunked\r\n\r\n" + _chunked(inner)
        yield f"chunks of {name}", start + chunked


def _embedded(server, token):
    """A request in the body of another whose framing is right."""
    extension = b'%x;a="b\\"c";d\r\n%s\r\n0\r\nX: y\r\n\r\n'
    inner = hidden(server, token, "in a chunk with an extension")
    lines = b"Transfer-Encoding: chunked\r\n"
    yield "chunk extensions", _outer(server, token, lines, extension % (len(inner), inner))
    for name, line in {
        "expectation": b"Expect: 100-continue",
        "length as a field of the connection": b"Connection: Content-Length",
        "coding with an underscore": b"Transfer_Encoding: chunked",
        "upgrade": b"Connection: Upgrade\r\nUpgrade: h2c",
    }.items():
        inner = hidden(server, token, f"in a body, {name}")
        yield name, _outer(server, token, line + b"\r\nContent-Length: %d\r\n" % len(inner), inner)
