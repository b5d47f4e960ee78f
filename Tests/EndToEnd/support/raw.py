"""Requests as bytes on a socket, for what no HTTP library sends."""

import json
import socket

from support.overheard import overhear
from support.rpc import meta


class Raw:
    """A connection on which bytes are sent as they are, and responses are read by their Content-Length."""

    def __init__(self, server, timeout=20.0):
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=timeout)
        self._received = b""

    def send(self, data):
        self.socket.sendall(data)

    def response(self):
        """The next response: its status, its fields with names in lower case, and its body."""
        while b"\r\n\r\n" not in self._received:
            self._receive()
        head, _, self._received = self._received.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        length = int(fields.get("content-length", "0"))
        while len(self._received) < length:
            self._receive()
        body, self._received = self._received[:length], self._received[length:]
        overhear(body, fields)
        return int(lines[0].split(" ")[1]), fields, body

    def is_closed(self):
        """Waits for the server to close its side, and returns whether it did so without sending more."""
        try:
            return not self._received and self.socket.recv(1) == b""
        except ConnectionResetError:
            return True

    def _receive(self):
        data = self.socket.recv(65_536)
        if not data:
            raise EOFError(f"the connection was closed after {self._received!r}")
        self._received += data

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def modern_body(method, identifier=1, **params):
    """The body of a request of 2026-07-28."""
    return json.dumps(
        {"jsonrpc": "2.0", "id": identifier, "method": method, "params": params | {"_meta": meta()}}
    ).encode()


def modern_request(server, token, method, identifier=1, extra=b"", **params):
    """A whole request of 2026-07-28 as bytes."""
    body = modern_body(method, identifier, **params)
    name = f"Mcp-Name: {params['name']}\r\n" if "name" in params else ""
    return head(server, token, f"Mcp-Method: {method}\r\n{name}Content-Length: {len(body)}\r\n".encode() + extra) + body


def head(server, token, lines=b""):
    """The header section of a POST of 2026-07-28, with these lines at its end."""
    return (
        (
            f"POST /mcp HTTP/1.1\r\nHost: {server.host}\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
            "MCP-Protocol-Version: 2026-07-28\r\n"
        ).encode()
        + lines
        + b"\r\n"
    )
