"""Disks that lose power, fill up and fail beneath the server: nothing acknowledged is lost, and the server goes on.

`GATEHOUSE_TASK_KILLS=200` loses power so many times; a few are enough for every day.
"""

import errno
import json
import os
import random
import signal
import sqlite3
import time

import pytest

from support.disk import Disk, library
from support.jobs import CONFIGURATION, Client, Work, check_fates, ledger
from support.plain import Plain, read_event

KILLS = int(os.environ.get("GATEHOUSE_TASK_KILLS", "4"))
SEED = int(os.environ.get("GATEHOUSE_SEED", random.SystemRandom().randrange(2**32)))
EVENTS = CONFIGURATION + "events:\n  store: sqlite\n"
BROKEN = [errno.ENOSPC, errno.EIO]
# What a call is answered with that would be a task, where none can be kept.
NO_ROOM = (503, "The server has no room for another task")
NOT_KEPT = (-32603, "The task could not be kept")


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    return library(tmp_path_factory.mktemp("disk"))


@pytest.fixture
def disk(built, tmp_path):
    """The disk beneath the tasks. The seed of its failures is printed where a test fails."""
    print(f"GATEHOUSE_SEED={SEED}")
    return Disk(tmp_path, built, "tasks.sqlite", SEED)


def test_nothing_acknowledged_is_lost_in_a_power_failure(jobs, disk):
    """Each time the process is killed, and what it wrote and did not synchronise is gone, wholly or in part."""
    chance = random.Random(SEED)
    server = jobs(environment=disk.environment)
    token = server.token("alice", "worker")
    acknowledged, finished = [], {}
    lost = 0
    for number in range(KILLS):
        work = Work(server, token, number)
        time.sleep(chance.uniform(0.05, 0.6))
        assert server.kill() == -signal.SIGKILL
        work.join()
        acknowledged += work.acknowledged
        finished.update(work.finished)
        lost += disk.lose_power(server.data, chance, kept=chance.choice([0.0, 0.5, 0.9]))
        server = jobs(environment=disk.environment)
    assert disk.count("synced") > 0
    check_fates(server, Client(server, token), acknowledged, finished)
    assert server.stop() == 0
    print(f"{len(acknowledged)} tasks, {lost} bytes lost")


def test_a_disk_that_lies_loses_tasks(jobs, disk):
    """So that the test above is known to notice: fsyncs that are answered and not done lose what was acknowledged."""
    server = jobs(environment=disk.environment)
    token = server.token("alice", "worker")
    disk.forget()
    task = Client(server, token).begin("count", name="lost", steps=1)["taskId"]
    server.kill()
    assert disk.lose_power(server.data, random.Random(SEED)) > 0
    found = Client(jobs(), token).task(task)
    assert found["error"]["message"] == "Unknown task: it never was, has expired, or is not yours"


@pytest.mark.parametrize("error", BROKEN, ids=errno.errorcode.get)
@pytest.mark.parametrize("part", ["writes", "syncs"])
def test_a_task_that_cannot_be_kept_is_refused(jobs, disk, error, part):
    """While the disk is broken what is kept can be read, and everything else is served; when it is mended tasks begin
    again, and those that ended meanwhile have their results."""
    server = jobs(environment=disk.environment)
    token = server.token("alice", "worker")
    client = Client(server, token)
    before = client.begin("count", name="before", steps=1)["taskId"]
    kept = client.ended(before)
    meanwhile = client.begin("print_page", name="meanwhile", steps=60)["taskId"]
    disk.fail(error, **{"writes": 0, "syncs": 0, part: 1_000_000})
    reason = NO_ROOM if (error, part) == (errno.ENOSPC, "writes") else NOT_KEPT
    for number in range(5):
        refused = client.ask("tools/call", name="print_page", arguments={"name": f"refused{number}", "steps": 1})["error"]
        assert (refused["code"], refused["message"].partition(";")[0]) == reason
    assert client.task(before) == kept
    assert server.get("/health/ready")[0] == 200
    # Longer than it takes to give up trying again quickly.
    time.sleep(3)
    assert client.task(meanwhile)["result"]["status"] == "working"
    disk.heal()
    ended = client.ended(meanwhile)["result"]
    assert ended["result"]["content"][0]["text"] == "meanwhile is printed"
    after = client.begin("count", name="after", steps=1)["taskId"]
    assert client.ended(after)["result"]["status"] == "completed"
    written = ledger(server)
    assert written["end meanwhile"] == 1
    assert not [line for line in written if "refused" in line]
    assert disk.count("failed") > 0
    assert server.stop() == 0


def test_a_server_stops_in_time_while_its_disk_is_broken(jobs, disk):
    """Tasks that must not run again and whose end cannot be kept have failed when the server starts again."""
    server = jobs(environment=disk.environment)
    token = server.token("alice", "worker")
    client = Client(server, token)
    tasks = [client.begin("print_page", name=f"page{number}", steps=3000)["taskId"] for number in range(20)]
    disk.fail(errno.ENOSPC)
    begun = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - begun < 10
    disk.heal()
    client = Client(jobs(environment=disk.environment), token)
    for task in tasks:
        assert client.ended(task)["result"]["error"]["message"] == "The server ended while the task was running"


def test_a_server_starts_on_a_full_disk(jobs, disk):
    """What was kept can be read, what was under way ends when there is room, and then tasks begin again."""
    server = jobs(environment=disk.environment)
    token = server.token("alice", "worker")
    client = Client(server, token)
    done = client.begin("count", name="done", steps=1)["taskId"]
    kept = client.ended(done)
    again = client.begin("count", name="again", steps=100)["taskId"]
    page = client.begin("print_page", name="page", steps=3000)["taskId"]
    server.kill()
    disk.fail(errno.ENOSPC)
    server = jobs(environment=disk.environment)
    client = Client(server, token)
    assert client.task(done) == kept
    assert client.task(page)["result"]["status"] == "working"
    refused = client.ask("tools/call", name="count", arguments={"name": "refused", "steps": 1})["error"]
    assert (refused["code"], refused["message"].partition(";")[0]) == NO_ROOM
    disk.heal()
    assert client.ended(page)["result"]["error"]["message"] == "The server ended while the task was running"
    assert client.ended(again)["result"]["status"] == "completed"
    after = client.begin("count", name="after", steps=1)["taskId"]
    assert client.ended(after)["result"]["status"] == "completed"
    assert server.stop() == 0


@pytest.mark.parametrize("error", BROKEN, ids=errno.errorcode.get)
def test_no_task_is_lost_while_writes_fail_now_and_then(jobs, disk, error):
    """Every tenth write or so, of any kind; then the power too."""
    server = jobs(environment=disk.environment)
    token = server.token("alice", "worker")
    disk.fail(error, writes=50_000, syncs=50_000)
    work = Work(server, token, 0)
    time.sleep(3)
    work.stop()
    disk.heal()
    assert disk.count("failed") > 0
    client = Client(server, token)
    tasks = [task for task, _, _ in work.acknowledged]
    assert tasks and len(set(tasks)) == len(tasks)
    for task, tool, name in work.acknowledged:
        found = client.ended(task)["result"]
        written = ledger(server)
        assert written[f"begin {name}"] == written[f"end {name}"] == 1
        if found["status"] != "completed":
            assert found["error"]["message"] == "The task's result could not be kept: there is no room for it"
    written = ledger(server)
    for refusal, name in work.refused:
        assert (refusal["code"], refusal["message"].partition(";")[0]) in (NO_ROOM, NOT_KEPT)
        assert f"begin {name}" not in written
    server.kill()
    disk.lose_power(server.data, random.Random(SEED), kept=0.5)
    server = jobs(environment=disk.environment)
    client = Client(server, token)
    for task in tasks:
        assert client.ended(task)["result"]["status"] in ("completed", "failed")
    assert server.stop() == 0


def test_a_server_is_ready_within_a_second_with_a_hundred_thousand_tasks(jobs, disk):
    """It was killed, so that the file's log is read first; a thousand tasks were under way."""
    server = jobs()
    token = server.token("alice", "worker")
    client = Client(server, token)
    one = client.begin("count", name="one", steps=1)["taskId"]
    client.ended(one)
    server.kill()
    with sqlite3.connect(server.data / "tasks.sqlite") as file:
        file.execute(
            """
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 99999)
            INSERT INTO task (id, owner, version, is_finished, expires_at, body)
            SELECT printf('%032x', n), 'owner ' || (n % 1000), version, n % 100 <> 0, expires_at, body FROM number, task
            """
        )
    file.close()
    begun = time.monotonic()
    server = jobs()
    while server.get("/health/ready")[0] != 200:
        time.sleep(0.005)
    elapsed = time.monotonic() - begun
    assert Client(server, token).task(one)["result"]["status"] == "completed"
    print(f"ready after {elapsed:.3f} s")
    assert elapsed < 1.0
    assert server.stop() == 0


def asked(client, id):
    """Calls a tool that asks its client, and gives the stream, the event of the question and that of the place before it."""
    stream = client.call("greet_slowly", id=id)
    assert stream.status == 200 and stream.getheader("Content-Type").startswith("text/event-stream")
    place = read_event(stream)
    return stream, read_event(stream), place


def answer(client, stream, question):
    """Answers the question, and gives the result."""
    reply = {"jsonrpc": "2.0", "id": json.loads(question["data"])["id"], "result": {"action": "decline"}}
    assert client.request("POST", json.dumps(reply)).status == 202
    return json.loads(read_event(stream)["data"])["result"]["content"][0]["text"]


def test_a_call_that_a_crash_has_cut_short_ends_with_an_error(jobs):
    """Its client comes back with the last event that it has, in the same session; the question was not seen."""
    server = jobs(EVENTS)
    token = server.token("alice", "worker")
    client = Plain(server, capabilities={"elicitation": {}}, token=token)
    _, question, place = asked(client, "the call")
    server.kill()
    client.server = jobs(EVENTS)
    for _ in range(2):
        resumed = client.events(after=place["id"])
        assert resumed.status == 200
        assert read_event(resumed) == question
        last = json.loads(read_event(resumed)["data"])
        assert last["id"] == "the call"
        assert last["error"] == {
            "code": -32603,
            "message": "The answer is lost: the server ended while the request was under way, or could not keep what it answered",
        }
        assert read_event(resumed) is None


@pytest.mark.parametrize("error", BROKEN, ids=errno.errorcode.get)
def test_sessions_go_on_while_their_events_cannot_be_kept(jobs, built, tmp_path, error):
    """Messages reach their clients; what could not be kept is gone after a crash, and what came later is there."""
    disk = Disk(tmp_path, built, "events.sqlite", SEED)
    server = jobs(EVENTS, environment=disk.environment)
    token = server.token("alice", "worker")
    disk.fail(error)
    during = Plain(server, capabilities={"elicitation": {}}, token=token)
    stream, question, _ = asked(during, 1)
    assert answer(during, stream, question) == "Nobody was greeted."
    assert disk.count("failed") > 0
    assert "cannot be kept" in server.log
    disk.heal()
    assert during.post("ping").status == 200
    after = Plain(server, capabilities={"elicitation": {}}, token=token)
    stream, question, place = asked(after, 2)
    assert answer(after, stream, question) == "Nobody was greeted."
    server.kill()
    during.server = after.server = jobs(EVENTS, environment=disk.environment)
    assert during.post("ping").status == 404
    assert after.post("ping").status == 200
    resumed = after.events(after=place["id"])
    assert read_event(resumed) == question
    assert json.loads(read_event(resumed)["data"])["result"]["content"][0]["text"] == "Nobody was greeted."
