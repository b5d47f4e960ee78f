#!/usr/bin/env python3
"""Measures what a request costs: a raw NIO echo and gatehouse-bench, on one core each in turn, driven by wrk from another.

Both get the same bytes, the token among them. Prints the CPU time per request of both and their ratio, pair by pair. Run it on an otherwise idle machine:

    Benchmarks/load.py [--pairs 5] [--seconds 5] [--connections 32]
"""

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")

BODY = json.dumps(
    {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {
            "name": "add",
            "arguments": {"a": 20, "b": 22},
            "_meta": {
                "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientInfo": {"name": "load", "version": "1.0.0"},
                "io.modelcontextprotocol/clientCapabilities": {},
            },
        },
    }
)


def build() -> Path:
    for product in ("gatehouse-bench", "gatehouse-raw-echo"):
        subprocess.run(["swift", "build", "-c", "release", "--product", product], cwd=ROOT, check=True)
    shown = subprocess.run(
        ["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return Path(shown.stdout.strip())


class Server:
    """A server on core 0, with the lines that it printed."""

    def __init__(self, command: list[str], lines: int):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            ["taskset", "-c", "0", *command], stdout=subprocess.PIPE, stderr=self.log, text=True
        )
        self.lines = [self.process.stdout.readline().strip() for _ in range(lines)]
        if not all(self.lines):
            raise SystemExit(f"{command[0]} did not start")

    def cpu(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def peak(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status).group(1))

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()


def script(token: str) -> str:
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": "2026-07-28",
        "Mcp-Method": "tools/call",
        "Mcp-Name": "add",
        "Authorization": f"Bearer {token}",
    }
    lines = ['wrk.method = "POST"', f"wrk.body = [==[{BODY}]==]"]
    lines += [f'wrk.headers["{name}"] = "{value}"' for name, value in headers.items()]
    return "\n".join(lines) + "\n"


def load(server: Server, token: str, seconds: int, connections: int) -> tuple[float, float]:
    """Microseconds of CPU time per request, and requests per second."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
        lua.write(script(token))
        lua.flush()
        command = ["taskset", "-c", "1", "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", lua.name]
        before = server.cpu()
        output = subprocess.run([*command, server.lines[0]], check=True, capture_output=True, text=True).stdout
        used = server.cpu() - before
    requests = int(re.search(r"(\d+) requests in", output).group(1))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    if bad or "Socket errors" in output:
        raise SystemExit(f"the load was not answered as it should be:\n{output}")
    return used / requests * 1e6, float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument(
        "--everything", action="store_true", help="with rules, limits of several strategies and an audit log as well"
    )
    arguments = parser.parse_args()
    subprocess.run([ROOT / "scripts" / "prepare", "bench"], check=True)
    binaries = build()
    ratios = []
    print(f"{'':6}{'raw echo':>22}{'gatehouse-bench':>24}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as data:
        os.chmod(data, 0o700)
        echo = Server([str(binaries / "gatehouse-raw-echo")], 1)
        options = ["--everything"] if arguments.everything else []
        bench = Server([str(binaries / "gatehouse-bench"), "--data", data, *options], 2)
        try:
            for server in (echo, bench):
                load(server, bench.lines[1], 1, arguments.connections)
            for pair in range(arguments.pairs):
                raw, raw_rate = load(echo, bench.lines[1], arguments.seconds, arguments.connections)
                own, own_rate = load(bench, bench.lines[1], arguments.seconds, arguments.connections)
                ratios.append(own / raw)
                print(
                    f"{pair + 1:<6}{raw:>8.1f} us {raw_rate:>8.0f}/s{own:>10.1f} us {own_rate:>8.0f}/s{own / raw:>8.2f}"
                )
            print(f"median ratio {statistics.median(ratios):.2f}, from {min(ratios):.2f} to {max(ratios):.2f}")
            print(f"peak memory: raw echo {echo.peak()} KiB, gatehouse-bench {bench.peak()} KiB")
        finally:
            echo.stop()
            bench.stop()


if __name__ == "__main__":
    main()
