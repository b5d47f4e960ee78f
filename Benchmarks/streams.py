#!/usr/bin/env python3
"""Measures what streams that wait for changes cost: opens many, and looks at the server's memory before, meanwhile and after.

Needs as many file descriptors as streams (ulimit -n). Run it on an otherwise idle machine:

    Benchmarks/streams.py [--streams 10000]
"""

import argparse
import json
import os
import re
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from load import Server, build

BODY = json.dumps(
    {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "subscriptions/listen",
        "params": {
            "notifications": {"toolsListChanged": True, "promptsListChanged": True, "resourcesListChanged": True},
            "_meta": {
                "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientInfo": {"name": "streams", "version": "1.0.0"},
                "io.modelcontextprotocol/clientCapabilities": {},
            },
        },
    }
)


def post(port: int, token: str, method: str, body: str, **mirrored: str) -> bytes:
    """The bytes of a request of 2026-07-28."""
    fields = {
        "Host": f"127.0.0.1:{port}",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": "2026-07-28",
        "Mcp-Method": method,
        "Authorization": f"Bearer {token}",
        **mirrored,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"POST /mcp HTTP/1.1\r\n{head}\r\n{body}".encode()


def request(port: int, token: str) -> bytes:
    """The bytes of a request for a stream of notifications."""
    return post(port, token, "subscriptions/listen", BODY)


def resident(process: subprocess.Popen) -> int:
    """The server's resident memory in KiB."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text()).group(1))


def descriptors(process: subprocess.Popen) -> int:
    return len(os.listdir(f"/proc/{process.pid}/fd"))


def listen(port: int, message: bytes, count: int) -> list[socket.socket]:
    """Opens streams, a hundred at once, and waits for the acknowledgment of each."""
    streams: list[socket.socket] = []
    while len(streams) < count:
        batch = []
        for _ in range(min(100, count - len(streams))):
            stream = socket.create_connection(("127.0.0.1", port), timeout=10)
            stream.sendall(message)
            batch.append(stream)
        for stream in batch:
            received = b""
            while b"subscriptions/acknowledged" not in received:
                more = stream.recv(65_536)
                if not more:
                    raise SystemExit(f"a stream was not opened: {received[:400]!r}")
                received += more
        streams += batch
    return streams


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=int, default=10_000)
    arguments = parser.parse_args()
    binaries = build()
    with tempfile.TemporaryDirectory() as data:
        os.chmod(data, 0o700)
        command = [str(binaries / "gatehouse-bench"), "--data", data, "--connections", str(arguments.streams + 100)]
        server = Server([*command, "--without-request-log"], 2)
        try:
            port = urlsplit(server.lines[0]).port
            message = request(port, server.lines[1])
            for stream in listen(port, message, 10):
                stream.close()
            time.sleep(2)
            idle = resident(server.process)
            handles = descriptors(server.process)
            began = time.monotonic()
            streams = listen(port, message, arguments.streams)
            took = time.monotonic() - began
            time.sleep(2)
            during = resident(server.process)
            for stream in streams:
                stream.close()
            time.sleep(5)
            after = resident(server.process)
            left = descriptors(server.process) - handles
            each = (during - idle) / arguments.streams
            print(f"idle: {idle / 1024:.1f} MiB")
            print(f"{arguments.streams} streams, opened in {took:.1f} s: {during / 1024:.1f} MiB, {each:.1f} KiB each")
            print(f"5 s after they were closed: {after / 1024:.1f} MiB, {left} descriptors more than before")
        finally:
            server.stop()


if __name__ == "__main__":
    main()
