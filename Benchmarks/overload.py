#!/usr/bin/env python3
"""Measures what overload does to those who are served, to those who are not, and to those who asked for little.

An open model: requests come at a constant rate, whether or not earlier ones are answered, as from many users who do not
know of one another. The server is `gatehouse-bench` with few slots and a tool that takes its time, so that a slow client
can overload it. Prints a table and says which targets are met:

- overload at twice and five times the capacity: goodput at least 90 % of the peak, p99 of those admitted at most four
  times that without load, 503 or 429 with Retry-After for the others, p99 of that at most 20 ms, and no memory that grows;
  health checks answer within 10 ms all the while;
- fairness: a caller with a tenth of the capacity, while another one asks for fifty times its share, and one that is
  guaranteed a fifth of the capacity, while a thousand others ask for more than all of it: at least 99.9 % of its calls
  succeed, and their p99 is at most twice that alone.

    swift build -c release --product gatehouse-bench && swift build -c release --product gatehouse
    Benchmarks/overload.py [--seconds 10] [--slots 16] [--milliseconds 40] [--tenants 1000]
"""

import argparse
import asyncio
import gc
import http.client
import json
import multiprocessing
import os
import re
import signal
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "overload", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {},
}


class Server:
    """gatehouse-bench with bounded concurrency, and tokens of its issuer."""

    def __init__(self, options):
        self.folder = tempfile.TemporaryDirectory()
        self.bin = Path(options.bin)
        command = [
            self.bin / "gatehouse-bench", "--port", "0", "--data", self.folder.name, "--threads", "1",
            "--concurrent", str(options.slots), "--without-request-log", "--connections", "8192",
            "--guarantee", "subject promised 20%",
        ]  # fmt: skip
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = urlsplit(self.process.stdout.readline().strip())
        self.first = self.process.stdout.readline().strip()

    def token(self, subject):
        command = [
            self.bin / "gatehouse", "token", "--data", self.folder.name, "--subject", subject, "--roles", "reader",
        ]  # fmt: skip
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def memory(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Connection(asyncio.Protocol):
    """One request after the other on one connection, with as little work as possible."""

    def __init__(self):
        self.answer = None
        self.received = b""
        self.is_closed = False

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.received += data
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self.received[:end].lower()
        length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        if len(self.received) < end + 4 + length:
            return
        self.received = b""
        answer, self.answer = self.answer, None
        if answer and not answer.done():
            answer.set_result((int(head[9:12]), b"retry-after:" in head, b"connection: close" in head))

    def connection_lost(self, error):
        self.is_closed = True
        if self.answer and not self.answer.done():
            self.answer.set_result((0, False, True))


class Client:
    """Sends calls over connections that are kept, as many as are needed at once."""

    def __init__(self, server, milliseconds):
        self.server = server
        self.idle = []
        self.opened = 0
        self.late = []
        self.body = json.dumps(
            {
                "jsonrpc": "2.0",
                "id": 1,
                "method": "tools/call",
                "params": {"name": "wait", "arguments": {"milliseconds": milliseconds}, "_meta": META},
            }
        )

    def request(self, token):
        fields = {
            "Host": f"127.0.0.1:{self.server.url.port}",
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream",
            "MCP-Protocol-Version": "2026-07-28",
            "Mcp-Method": "tools/call",
            "Mcp-Name": "wait",
            "Content-Length": str(len(self.body)),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"POST {self.server.url.path} HTTP/1.1\r\n{head}\r\n{self.body}".encode()

    async def warm(self, count):
        """Opens connections ahead, so that opening them is no part of what is measured."""
        while len(self.idle) < count:
            self.idle.append(await self.connect())

    async def connect(self):
        loop = asyncio.get_running_loop()
        self.opened += 1
        _, connection = await loop.create_connection(Connection, "127.0.0.1", self.server.url.port)
        return connection

    def forget(self):
        """Gives connections up that the server may have closed meanwhile."""
        for connection in self.idle:
            connection.transport.close()
        self.idle = []

    async def call(self, request):
        """The status, whether there was a Retry-After, and the seconds that it took."""
        start = time.perf_counter()
        connection = None
        while self.idle and connection is None:
            connection = self.idle.pop()
            if connection.is_closed:
                connection = None
        try:
            connection = connection or await self.connect()
        except OSError:
            return 0, False, time.perf_counter() - start
        connection.answer = asyncio.get_running_loop().create_future()
        connection.transport.write(request)
        status, retry, is_last = await connection.answer
        if not is_last:
            self.idle.append(connection)
        return status, retry, time.perf_counter() - start

    async def watch(self):
        """Notes how late this process is itself, which is a part of all that it measures."""
        while True:
            due = time.perf_counter() + 0.005
            await asyncio.sleep(0.005)
            self.late.append(time.perf_counter() - due)

    def lateness(self):
        late, self.late = sorted(self.late), []
        return f"{late[int(len(late) * 0.99)] * 1000:.1f} ms" if late else "unknown"


def probe(port, seconds, results):
    """Asks for the server's health, 50 times a second, in a process of its own; tells the 99th percentile."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    end, times = time.perf_counter() + seconds, []
    while (start := time.perf_counter()) < end:
        connection.request("GET", "/health/ready" if len(times) % 2 else "/health/live")
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"the health check answered {response.status}")
        times.append(time.perf_counter() - start)
        time.sleep(max(0, 0.02 - times[-1]))
    results.put(sorted(times)[int(len(times) * 0.99)] * 1000)


class Tally:
    """What became of calls."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.answers = []

    def times(self, *statuses):
        return sorted(took for status, _, took in self.answers if status in statuses)

    @property
    def goodput(self):
        return len(self.times(200)) / self.seconds

    @property
    def success(self):
        return len(self.times(200)) / max(1, len(self.answers))

    @property
    def shed_properly(self):
        return all(status == 200 or (status in (429, 503) and retry) for status, retry, _ in self.answers)

    def p99(self, *statuses):
        times = self.times(*statuses)
        return times[min(len(times) - 1, int(len(times) * 0.99))] * 1000 if times else float("nan")

    def line(self, name):
        counts = {status: len(self.times(status)) for status in sorted({answer[0] for answer in self.answers})}
        return (
            f"{name:34} {self.goodput:8.1f}/s  p50 {statistics.median(self.times(200) or [0]) * 1000:7.1f} ms  "
            f"p99 {self.p99(200):7.1f} ms  shed p99 {self.p99(429, 503):6.1f} ms  {counts}"
        )


async def open_model(client, tokens, rate, seconds):
    """Sends so many calls a second, in turns by the tokens."""
    tally, tasks = Tally(seconds), set()
    requests = [client.request(token) for token in tokens]

    async def one(request):
        tally.answers.append(await client.call(request))

    start, sent = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - start) < seconds:
        if elapsed * rate - sent > rate:
            raise SystemExit("this client is a second late: the machine is too busy, or --most is too much for it")
        while sent < elapsed * rate:
            task = asyncio.create_task(one(requests[sent % len(requests)]))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            sent += 1
        await asyncio.sleep(0.001)
    await asyncio.gather(*tasks)
    return tally


async def closed_model(client, token, clients, seconds):
    """As many calls as so many clients make that each wait for their answers."""
    tally, end = Tally(seconds), time.perf_counter() + seconds
    request = client.request(token)

    async def one():
        while time.perf_counter() < end:
            tally.answers.append(await client.call(request))

    await asyncio.gather(*(one() for _ in range(clients)))
    return tally


class Targets:
    def __init__(self):
        self.missed = []

    def check(self, name, value, bound, is_met):
        print(f"    {'met   ' if is_met else 'MISSED'} {name}: {value} (target {bound})")
        if not is_met:
            self.missed.append(name)


async def overload(client, server, token, options, targets):
    alone = await open_model(client, [token], 0.1 * options.slots * 1000 / options.milliseconds, options.seconds)
    print(alone.line("without load"))
    peak = await closed_model(client, token, options.slots, options.seconds)
    print(peak.line("peak"))
    memory = server.memory()
    await client.warm(256)
    for factor in (2, 5):
        results = multiprocessing.Queue()
        health = multiprocessing.Process(target=probe, args=(server.url.port, options.seconds, results))
        health.start()
        tally = await open_model(client, [token], factor * peak.goodput, options.seconds)
        print(tally.line(f"{factor} times the capacity"))
        print(f"    this client's own p99 of lateness: {client.lateness()}; connections opened so far: {client.opened}")
        well = results.get(timeout=10)
        targets.check("p99 of health checks", f"{well:.1f} ms", "10 ms", well <= 10)
        share = tally.goodput / peak.goodput
        targets.check("goodput", f"{share:.1%} of the peak", "90 %", share >= 0.9)
        slow = tally.p99(200) / alone.p99(200)
        targets.check("p99 of those admitted", f"{slow:.1f} times that without load", "4", slow <= 4)
        shed = tally.p99(429, 503)
        targets.check("shed p99", f"{shed:.1f} ms", "20 ms", shed <= 20)
        targets.check("shed with Retry-After", tally.shed_properly, "all", tally.shed_properly)
    after = await open_model(client, [token], 0.1 * peak.goodput, 2)
    print(after.line("right after"))
    slow = after.p99(200) / alone.p99(200)
    targets.check("back to normal", f"{slow:.1f} times, {after.success:.1%}", "2 s", slow <= 2 and after.success >= 0.99)
    grown = server.memory() - memory
    targets.check("memory", f"{grown:+.1f} MiB", "flat: 16 MiB", grown <= 16)
    return peak.goodput


async def fairness(client, capacity, quiet, tokens, name, rate, options, targets):
    alone = await open_model(client, [quiet], 0.1 * capacity, options.seconds)
    print(alone.line("a quiet caller alone"))
    client.lateness()
    both, noisy = await asyncio.gather(
        open_model(client, [quiet], 0.1 * capacity, options.seconds), open_model(client, tokens, rate, options.seconds)
    )
    print(noisy.line(name))
    print(both.line("the quiet caller beside"))
    print(f"    this client's own p99 of lateness: {client.lateness()}")
    targets.check("its success", f"{both.success:.2%}", "99.9 %", both.success >= 0.999)
    slow = both.p99(200) / alone.p99(200)
    targets.check("its p99", f"{slow:.2f} times that alone", "2", slow <= 2)


async def measure(options):
    server, targets = Server(options), Targets()
    try:
        client = Client(server, options.milliseconds)
        watch = asyncio.create_task(client.watch())
        capacity = await overload(client, server, server.first, options, targets)
        loud = server.token("loud")
        # Half of the capacity is a caller's share of two; more than the client can send makes nobody's queue longer.
        rate = min(50 * capacity / 2, options.most)
        quiet = server.token("quiet")
        await fairness(client, capacity, quiet, [loud], "one loud caller", rate, options, targets)
        if options.tenants:
            many = [server.token(f"tenant-{number}") for number in range(options.tenants)]
            promised = server.token("promised")
            await fairness(client, capacity, promised, many, "many callers", rate, options, targets)
        watch.cancel()
    finally:
        server.stop()
    return targets.missed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--slots", type=int, default=16, help="how many calls run at once")
    parser.add_argument("--milliseconds", type=int, default=40, help="how long a call takes")
    parser.add_argument("--tenants", type=int, default=1000, help="how many noisy callers; 0 leaves that out")
    parser.add_argument("--most", type=float, default=2000, help="the most calls a second that this client sends")
    parser.add_argument("--bin", default=os.fspath(ROOT / ".build/release"), help="where the binaries are")
    gc.disable()
    missed = asyncio.run(measure(parser.parse_args()))
    raise SystemExit(f"missed: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()
