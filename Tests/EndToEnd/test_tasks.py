"""Tasks, served by the example of jobs: their life over HTTP, and what is left of them after the process was killed.

`GATEHOUSE_TASK_KILLS=200` kills so many times; a few are enough for every day.
"""

import os
import random
import signal
import time

import pytest

from support.jobs import Client, Work, check_fates, ledger

KILLS = int(os.environ.get("GATEHOUSE_TASK_KILLS", "4"))


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
    check_fates(server, Client(server, token), acknowledged, finished)
    assert server.stop() == 0
