#!/usr/bin/env python3
"""Measures what clients and authors that behave badly cost: a storm of changes, clients that go away, functions that do
not stop. Run it on an otherwise idle machine:

    Benchmarks/reliability.py storm [--streams 2000] [--rate 10000] [--seconds 10]
    Benchmarks/reliability.py disconnects [--count 100000]
    Benchmarks/reliability.py deadlines [--calls 100]
    Benchmarks/reliability.py sessions [--count 1000]
"""

import argparse
import http.client
import json
import os
import select
import socket
import tempfile
import threading
import time
from urllib.parse import urlsplit

from load import Server, build
from streams import descriptors, listen, post, request, resident

META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "reliability", "version": "1.0.0"},
    "io.modelcontextprotocol/clientCapabilities": {},
}
QUIET = {"requests": 1, "streams": 0, "runningCalls": 1, "waitingCalls": 0, "runningTasks": 0, "subscriptions": 0}


class Bench(Server):
    """The server of the load tests on one core, and calls of its tools."""

    def __init__(self, *options: str):
        self.folder = tempfile.TemporaryDirectory()
        os.chmod(self.folder.name, 0o700)
        binary = str(build() / "gatehouse-bench")
        super().__init__([binary, "--data", self.folder.name, "--without-request-log", *options], 2)
        self.port = urlsplit(self.lines[0]).port
        self.token = self.lines[1]

    def message(self, tool: str, **arguments) -> bytes:
        """The bytes of a call."""
        params = {"name": tool, "arguments": arguments, "_meta": META}
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
        return post(self.port, self.token, "tools/call", body, **{"Mcp-Name": tool})

    def call(self, tool: str, timeout: float = 60, **arguments) -> dict:
        """Calls a tool on a connection of its own, and gives its result."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            connection.sendall(self.message(tool, **arguments))
            response = http.client.HTTPResponse(connection)
            response.begin()
            answer = json.loads(response.read())
        if "result" not in answer:
            raise SystemExit(f"{tool} was refused: {answer}")
        return answer["result"]

    def status(self) -> dict:
        return self.call("status")["structuredContent"]

    def wait_until_quiet(self) -> dict:
        """What is under way once it does not become less, at most 10 s after."""
        end = time.monotonic() + 10
        while True:
            status = self.status()
            if all(status[name] == value for name, value in QUIET.items()) or time.monotonic() > end:
                return status
            time.sleep(0.1)

    def left(self) -> str:
        status = self.wait_until_quiet()
        left = {name: status[name] - value for name, value in QUIET.items() if status[name] != value}
        return f"left behind: {left or 'nothing'}"


def quantile(values: list[float], share: float) -> float:
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def summary(values: list[float]) -> str:
    return (
        f"median {quantile(values, 0.5):.1f} ms, p99 {quantile(values, 0.99):.1f} ms, "
        f"longest {max(values):.1f} ms of {len(values)}"
    )


def storm(arguments: argparse.Namespace) -> None:
    """Changes the list of tools ten thousand times a second while thousands listen."""
    bench = Bench("--connections", str(arguments.streams + 100))
    try:
        message = request(bench.port, bench.token)
        for stream in listen(bench.port, message, 10):
            stream.close()
        time.sleep(1)
        streams = listen(bench.port, message, arguments.streams)
        time.sleep(1)
        before = resident(bench.process)
        poller = select.epoll()
        for stream in streams:
            stream.setblocking(False)
            poller.register(stream.fileno(), select.EPOLLIN)
        by_number = {stream.fileno(): stream for stream in streams}
        last: dict[int, float] = {}
        gaps: list[float] = []
        told = 0
        answer: list[dict] = []
        changing = threading.Thread(
            target=lambda: answer.append(
                bench.call("flap", perSecond=arguments.rate, milliseconds=arguments.seconds * 1_000)
            )
        )
        changing.start()
        peak = before
        while changing.is_alive():
            for number, _ in poller.poll(0.2):
                now = time.monotonic()
                count = by_number[number].recv(262_144).count(b"list_changed")
                if not count:
                    continue
                told += count
                if number in last:
                    gaps.append((now - last[number]) * 1_000)
                last[number] = now
            peak = max(peak, resident(bench.process))
        changing.join()
        for stream in streams:
            stream.close()
        print(f"{answer[0]['content'][0]['text']} in {arguments.seconds} s, {arguments.streams} streams")
        print(f"told each stream {told / arguments.streams:.0f} times; from one time to the next: {summary(gaps)}")
        print(f"memory: {(peak - before) / arguments.streams:.1f} KiB a stream more than before the storm")
        print(bench.left())
    finally:
        bench.stop()


def disconnects(arguments: argparse.Namespace) -> None:
    """Calls a function that waits, and goes away."""
    bench = Bench("--connections", "1000")
    try:
        bench.call("status")
        handles = descriptors(bench.process)
        before = resident(bench.process)
        latencies: list[float] = []
        began = time.monotonic()
        for first in range(0, arguments.count, 100):
            closed: dict[int, int] = {}
            connections = []
            for number in range(first, first + 100):
                connection = socket.create_connection(("127.0.0.1", bench.port), timeout=10)
                connection.sendall(bench.message("hang", id=number))
                connections.append((number, connection))
            while bench.status()["runningCalls"] < 101:
                time.sleep(0.001)
            for number, connection in connections:
                closed[number] = time.monotonic_ns()
                connection.close()
            left = dict(closed)
            end = time.monotonic() + 10
            while left and time.monotonic() < end:
                for call in bench.call("cancellations")["structuredContent"]["calls"]:
                    latencies.append((call["nanoseconds"] - left.pop(call["id"])) / 1e6)
            if left:
                raise SystemExit(f"{len(left)} functions were never told")
        took = time.monotonic() - began
        print(f"{arguments.count} clients went away in {took:.0f} s; until the function knew: {summary(latencies)}")
        print(bench.left())
        print(
            f"descriptors: {descriptors(bench.process) - handles} more than before; "
            f"memory: {(resident(bench.process) - before) / 1024:.1f} MiB more"
        )
    finally:
        bench.stop()


def deadlines(arguments: argparse.Namespace) -> None:
    """Calls functions that take longer than they may, some of which do not stop."""
    bench = Bench("--connections", "1000", "--call-timeout", "2")
    try:
        for ignores in (False, True):
            late: list[float] = []
            lock = threading.Lock()

            def call() -> None:
                start = time.monotonic()
                result = bench.call("hang", milliseconds=6_000, ignoresCancellation=ignores)
                passed = (time.monotonic() - start - 2) * 1_000
                with lock:
                    late.append(passed)
                if not result.get("isError"):
                    raise SystemExit(f"the call was not ended: {result}")

            threads = [threading.Thread(target=call) for _ in range(arguments.calls)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            what = "that go on where they are cancelled" if ignores else "that stop"
            print(f"functions {what}, answered after their 2 s: {summary(late)}")
        print(bench.left())
    finally:
        bench.stop()


def sessions(arguments: argparse.Namespace) -> None:
    """Opens sessions of an earlier revision, each with its stream, and leaves them."""
    bench = Bench("--connections", str(arguments.count + 100), "--session-idle", "5")
    try:
        _abandon(bench, 50)
        time.sleep(8)
        before = resident(bench.process)
        _abandon(bench, arguments.count)
        during, open_ = resident(bench.process), bench.status()["sessions"]
        time.sleep(10)
        after, left = resident(bench.process), bench.status()["sessions"]
        print(f"{open_} sessions: {(during - before) / arguments.count:.1f} KiB each")
        print(f"10 s after their clients left: {left} sessions, {(after - before) / 1024:.1f} MiB more than before")
    finally:
        bench.stop()


def _abandon(bench: Bench, count: int) -> None:
    fields = {
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
        "Authorization": f"Bearer {bench.token}",
    }
    information = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "left", "version": "1"}}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": information})
    connections = []
    for _ in range(count):
        connection = http.client.HTTPConnection("127.0.0.1", bench.port, timeout=30)
        connection.request("POST", "/mcp", body, fields)
        response = connection.getresponse()
        response.read()
        session = response.headers["Mcp-Session-Id"]
        standing = fields | {"Mcp-Session-Id": session, "MCP-Protocol-Version": "2025-11-25"}
        connection.request("GET", "/mcp", None, standing)
        connections.append(connection)
    time.sleep(1)
    for connection in connections:
        connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(required=True)
    for function, options in (
        (storm, {"streams": 2_000, "rate": 10_000, "seconds": 10}),
        (disconnects, {"count": 100_000}),
        (deadlines, {"calls": 100}),
        (sessions, {"count": 1_000}),
    ):
        kind = kinds.add_parser(function.__name__, help=function.__doc__)
        for name, default in options.items():
            kind.add_argument(f"--{name}", type=int, default=default)
        kind.set_defaults(measure=function)
    arguments = parser.parse_args()
    arguments.measure(arguments)


if __name__ == "__main__":
    main()
