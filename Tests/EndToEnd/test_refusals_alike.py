"""That a refused credential tells nobody what was wrong with it, byte for byte."""

import random
import re
import socket

import pytest

from support.raw import modern_body
from support.tokens import SECRET, claims, configuration, encode, flipped, signed

ROUNDS = 40


@pytest.fixture
def trusting(serve, tmp_path):
    """A server that trusts an issuer, takes API keys and limits nobody."""
    secret = tmp_path / "secret"
    secret.write_bytes(SECRET)
    secret.chmod(0o600)
    return serve(configuration(secret, "  methods: [jwt, api_key]\nlimits:\n  caller: none\n"))


def answer(server, token):
    """The bytes of an answer on a connection of its own, without the moment and the request's number."""
    body = modern_body("tools/list")
    head = (
        f"POST /mcp HTTP/1.1\r\nHost: {server.host}\r\nContent-Type: application/json\r\n"
        "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    received = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(head.encode() + body)
        while data := connection.recv(65_536):
            received += data
    received = re.sub(rb"(?i)(\r\ndate: )[^\r]*", rb"\1-", received)
    # The number has as many digits as there were requests.
    received = re.sub(rb'("reference":")[0-9a-f]+-[0-9]+"', rb'\1-"', received)
    return re.sub(rb"(?i)(\r\ncontent-length: )[0-9]+", rb"\1-", received)


def wrong(length):
    """Credentials with one length, each of which is refused for a reason of its own."""
    good = signed(claims(), kid="0000")
    bad = {
        "signature": flipped(good, 2),
        "claims": flipped(good, 1),
        "unknown key": signed(claims(), secret=b"a key that nobody here knows of at all", kid="9999"),
        "other algorithm": good.replace(good.split(".")[0], encode({"typ": "at+jwt", "alg": "HS384", "kid": "0000"}), 1),
        "expired": signed(claims(exp=1_600_000_000), kid="0000"),
        "not base64": "".join(random.choices("~.-_", k=len(good))),
        "two parts": "a" * (len(good) // 2) + "." + "b" * (len(good) // 2),
        "no key's checksum": "ghk_" + "a" * (len(good) - 4),
    }
    return {name: (token + "A" * length)[:length] for name, token in bad.items()}


def test_refused_tokens_of_one_length_are_answered_alike(trusting):
    """Status, reason, the fields in their order and the body."""
    length = len(signed(claims(), kid="0000"))
    seen = {}
    for _ in range(ROUNDS):
        tokens = list(wrong(length).items())
        random.shuffle(tokens)
        for name, token in tokens:
            seen.setdefault(answer(trusting, token), set()).add(name)
    assert len(seen) == 1, seen
    (text,) = seen
    assert text.startswith(b"HTTP/1.1 401 ") and b'"reference":"-"' in text
