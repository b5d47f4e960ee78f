"""The example of jobs: a client of its tasks, work for it, and what must have become of that."""

import json
import random
import threading
import time
from pathlib import Path

import httpx2

from support.binary import GATEHOUSE

JOBS = str(Path(GATEHOUSE).with_name("example-jobs"))
META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "ledger", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {"extensions": {"io.modelcontextprotocol/tasks": {}}},
}
CONFIGURATION = "limits:\n  caller: none\ntasks:\n  max_running: 1000\n  max_running_per_caller: 1000\n"
ENDS = ("completed", "failed", "cancelled")


class Client:
    """Sends requests of 2026-07-28; every answer is the JSON of its body."""

    def __init__(self, server, token):
        self.url = server.url
        self.http = httpx2.Client(headers={"Authorization": f"Bearer {token}"}, timeout=30)

    def ask(self, method, **params):
        headers = {"MCP-Protocol-Version": "2026-07-28", "Mcp-Method": method, "Accept": "application/json, text/event-stream"}
        if name := params.get("name") or params.get("taskId"):
            headers["Mcp-Name"] = name
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": {**params, "_meta": META}}
        return self.http.post(self.url, json=message, headers=headers).json()

    def begin(self, tool, **arguments):
        return self.ask("tools/call", name=tool, arguments=arguments)["result"]

    def task(self, task):
        return self.ask("tasks/get", taskId=task)

    def ended(self, task, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.task(task)
            if "error" in found or found["result"]["status"] in ENDS:
                return found
            time.sleep(0.02)
        raise AssertionError(f"the task did not end: {found}")


def ledger(server):
    """How often each line was written."""
    path = server.data / "ledger.txt"
    lines = path.read_text().splitlines() if path.exists() else []
    counts = {}
    for line in lines:
        counts[line] = counts.get(line, 0) + 1
    return counts


class Work:
    """Begins tasks from several threads until it is stopped or the server is gone, and remembers what was acknowledged and
    what was refused."""

    def __init__(self, server, token, round_number, threads=4):
        self.acknowledged = []
        self.finished = {}
        self.refused = []
        self._lock = threading.Lock()
        self._is_over = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(server, token, f"r{round_number}t{number}")) for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def _run(self, server, token, prefix):
        client = Client(server, token)
        number = 0
        while not self._is_over.is_set():
            number += 1
            try:
                self._begin(client, random.choice(["count", "print_page"]), f"{prefix}n{number}")
            except (httpx2.HTTPError, json.JSONDecodeError):
                return

    def _begin(self, client, tool, name):
        answer = client.ask("tools/call", name=tool, arguments={"name": name, "steps": random.choice([1, 1, 5, 30])})
        if "error" in answer:
            with self._lock:
                self.refused.append((answer["error"], name))
            return
        task = answer["result"]["taskId"]
        with self._lock:
            self.acknowledged.append((task, tool, name))
        if random.random() < 0.3:
            found = client.ended(task)["result"]
            with self._lock:
                self.finished[task] = json.dumps(found, sort_keys=True)

    def stop(self):
        self._is_over.set()
        self.join()

    def join(self):
        for thread in self._threads:
            thread.join()


def check_fates(server, client, acknowledged, finished):
    """Every acknowledged task is there; what had ended is what it was; what may run again has run, the rest has failed or
    had ended; nothing that must not happen twice did; no id came twice."""
    assert acknowledged
    assert len({task for task, _, _ in acknowledged}) == len(acknowledged)
    for task, tool, name in acknowledged:
        found = client.ended(task)
        assert "result" in found, (tool, name, found)
        found = found["result"]
        if task in finished:
            assert json.dumps(found, sort_keys=True) == finished[task]
        written = ledger(server)
        if tool == "count":
            assert found["status"] == "completed", found
            assert written.get(f"end {name}", 0) >= 1
        else:
            assert written.get(f"begin {name}", 0) <= 1 and written.get(f"end {name}", 0) <= 1
            if found["status"] == "completed":
                assert written[f"end {name}"] == 1
            else:
                assert found["status"] == "failed"
                assert found["error"]["message"] == "The server ended while the task was running"
