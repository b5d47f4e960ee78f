"""Tasks, served by the example of jobs: their life over HTTP, and what is left of them after the process was killed.

`GATEHOUSE_TASK_KILLS=200` kills so many times; a few are enough for every day.
"""

import json
import os
import random
import signal
import threading
import time
from pathlib import Path

import httpx2
import pytest

from support.binary import GATEHOUSE
from support.server import Server

JOBS = str(Path(GATEHOUSE).with_name("example-jobs"))
KILLS = int(os.environ.get("GATEHOUSE_TASK_KILLS", "4"))
META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "ledger", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {"extensions": {"io.modelcontextprotocol/tasks": {}}},
}
CONFIGURATION = "limits:\n  caller: none\ntasks:\n  max_running: 1000\n  max_running_per_caller: 1000\n"


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
            if "error" in found or found["result"]["status"] in ("completed", "failed", "cancelled"):
                return found
            time.sleep(0.02)
        raise AssertionError(f"the task did not end: {found}")


@pytest.fixture
def jobs(tmp_path):
    """Makes servers of jobs on one data folder, which are gone after the test."""
    servers = []

    def make():
        folder = tmp_path / f"jobs-{len(servers)}"
        folder.mkdir()
        server = Server(folder, CONFIGURATION, data=tmp_path / "data", binary=JOBS)
        servers.append(server)
        return server.start()

    yield make
    for server in servers:
        if server.process is not None:
            server.kill()


def test_a_task_lives_and_ends(jobs):
    server = jobs()
    client = Client(server, server.token("alice", "worker"))
    created = client.begin("count", name="one", steps=5)
    assert (created["resultType"], created["status"]) == ("task", "working")
    ended = client.ended(created["taskId"])["result"]
    assert ended["resultType"] == "complete"
    assert ended["status"] == "completed"
    assert ended["result"]["content"] == [{"type": "text", "text": "one counted to 5"}]
    other = Client(server, server.token("bob", "worker"))
    assert other.task(created["taskId"])["error"]["code"] == -32602
    assert server.stop() == 0


def test_a_cancelled_task_stops(jobs):
    server = jobs()
    client = Client(server, server.token("alice", "worker"))
    created = client.begin("print_page", name="page", steps=3000)
    assert client.ask("tasks/cancel", taskId=created["taskId"])["result"]["resultType"] == "complete"
    assert client.ended(created["taskId"])["result"]["status"] == "cancelled"
    assert server.stop() == 0
    assert "end page" not in ledger(server)


def test_an_orderly_stop_ends_what_must_not_run_again(jobs):
    server = jobs()
    token = server.token("alice", "worker")
    client = Client(server, token)
    page = client.begin("print_page", name="page", steps=3000)["taskId"]
    count = client.begin("count", name="count", steps=100)["taskId"]
    assert server.stop() == 0
    client = Client(jobs(), token)
    failed = client.task(page)["result"]
    assert failed["status"] == "failed"
    assert failed["error"]["message"] == "The server was stopped while the task was running"
    assert client.ended(count)["result"]["result"]["content"][0]["text"] == "count counted to 100"


def test_a_second_process_is_refused_the_tasks(jobs):
    server = jobs()
    with pytest.raises(AssertionError, match="another process has it open"):
        jobs()
    assert server.process.poll() is None


def ledger(server):
    """How often each line was written."""
    path = server.data / "ledger.txt"
    lines = path.read_text().splitlines() if path.exists() else []
    counts = {}
    for line in lines:
        counts[line] = counts.get(line, 0) + 1
    return counts


class Work:
    """Begins tasks from several threads until the server is gone, and remembers what was acknowledged."""

    def __init__(self, server, token, round_number, threads=4):
        self.acknowledged = []
        self.finished = {}
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._run, args=(server, token, f"r{round_number}t{number}")) for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def _run(self, server, token, prefix):
        client = Client(server, token)
        for number in range(1_000_000):
            name = f"{prefix}n{number}"
            tool = random.choice(["count", "print_page"])
            try:
                task = client.begin(tool, name=name, steps=random.choice([1, 1, 5, 30]))["taskId"]
                with self._lock:
                    self.acknowledged.append((task, tool, name))
                if random.random() < 0.3:
                    found = client.ended(task)["result"]
                    with self._lock:
                        self.finished[task] = json.dumps(found, sort_keys=True)
            except (httpx2.HTTPError, json.JSONDecodeError, KeyError):
                return

    def join(self):
        for thread in self._threads:
            thread.join()


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(jobs):
    """Killed at random: every acknowledged task is there; what had ended is what it was; what may run again has run, the
    rest has failed or had ended; nothing that must not happen twice did; no id came twice."""
    server = jobs()
    token = server.token("alice", "worker")
    acknowledged, finished = [], {}
    for number in range(KILLS):
        work = Work(server, token, number)
        time.sleep(random.uniform(0.05, 0.6))
        assert server.kill() == -signal.SIGKILL
        work.join()
        acknowledged += work.acknowledged
        finished.update(work.finished)
        begun = time.monotonic()
        server = jobs()
        assert time.monotonic() - begun < 10
    client = Client(server, token)
    assert acknowledged
    assert len({task for task, _, _ in acknowledged}) == len(acknowledged)
    written = None
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
    assert server.stop() == 0
