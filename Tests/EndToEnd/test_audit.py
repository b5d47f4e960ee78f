"""The audit log: what stands in it, what is found when it was changed, and what happens when it cannot be written.

`GATEHOUSE_AUDIT_KILLS=1000` kills the server so many times; a few are enough for every day.
"""

import errno
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time

import pytest

from support.binary import clean_environment, gatehouse
from support.disk import Disk, library
from support.load import Writers
from support.rpc import Caller
from support.waiting import eventually

KILLS = int(os.environ.get("GATEHOUSE_AUDIT_KILLS", "20"))
SEED = int(os.environ.get("GATEHOUSE_SEED", random.SystemRandom().randrange(2**32)))
FREE = "limits:\n  caller: none\n"
WRITES = ("create_note", "update_note")
SQLITE, FILE = "", "audit:\n  store: file\n"


def audit(server, *arguments):
    """What a command on the server's log wrote; it must not fail."""
    result = gatehouse("audit", arguments[0], "--data", server.data, *arguments[1:], *config(server))
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def config(server):
    path = server.folder / "gatehouse.yaml"
    return ["--config", path] if path.exists() else []


def entries(server, *criteria):
    """The entries that meet criteria."""
    text = audit(server, "search", "--format", "json", "--limit", "1000000", *criteria)
    return [json.loads(line) for line in text.splitlines()]


def verified(server, *arguments):
    """What `audit verify` says of a log that must be intact."""
    result = json.loads(audit(server, "verify", "--format", "json", *arguments))
    assert result["intact"] and result["flaws"] == []
    return result


def found(path, *arguments):
    """The flaws of a log, as sort and number."""
    result = gatehouse("audit", "verify", path, "--format", "json", *arguments)
    assert result.returncode == 1, result.stdout + result.stderr
    return [(flaw["kind"], flaw.get("seq")) for flaw in json.loads(result.stdout)["flaws"]]


@pytest.mark.parametrize("store", [SQLITE, FILE], ids=["sqlite", "file"])
def test_calls_and_refusals_are_found(serve, store):
    """Who, what, which rule, what came of it; a call that changes something stands there before it runs as well."""
    rule = "access:\n  rules:\n    - {name: no-history, effect: deny, roles: [reader], tools: [note_history]}\n"
    server = serve(FREE + store + rule)
    token = server.token("alice", "editor")
    with Caller(server, token) as alice, Caller(server, server.token("bob", "reader")) as bob:
        note = alice.create("One", "a body that no log may have")
        alice.request("tools/list")
        alice.request("ping")
        assert bob.call("create_note", title="No").status == 403
        assert bob.call("note_history", id=note["id"]).status == 403
        assert bob.call("list_notes").status == 200
        assert bob.call("no_such_tool").status in (400, 404)
        assert bob.request("resources/read", {"uri": f"notes://{note['id']}"}).status in (200, 400, 404)
    with Caller(server, "wrong") as stranger:
        assert stranger.request("tools/list").status == 401
    eventually(lambda: entries(server, "--outcome", "refused", "--limit", "1") != [], "a refusal in the log")
    eventually(lambda: len(entries(server, "--caller", "bob")) >= 5, "all of bob's entries")
    eventually(lambda: any(e.get("status") == 401 for e in entries(server)), "the stranger's refusal")

    started, finished = entries(server, "--caller", "alice", "--name", "create_note")
    assert (started["kind"], finished["kind"]) == ("started", "finished")
    assert started["request"] == finished["request"]
    assert "outcome" not in started and (finished["outcome"], finished["status"]) == ("ok", 200)
    assert started["arguments"]["title"]["redacted"] == "text" and "arguments" not in finished
    assert finished["ms"] > 0 and finished["auth"] == "jwt" and finished["credential"]
    assert finished["access"] == {"outcome": "allowed", "basis": "declaration"}
    [denied] = entries(server, "--caller", "bob", "--rule", "no-history")
    assert denied["access"] == {"outcome": "refused", "basis": "rule", "rule": "no-history"}
    assert (denied["name"], denied["step"], denied["status"], denied["outcome"]) == (
        "note_history", "authorize", 403, "refused")
    [read] = entries(server, "--caller", "bob", "--name", "list_notes")
    assert read["kind"] == "finished"
    assert entries(server, "--request", read["request"]) == [read]
    assert entries(server, "--since", "2100-01-01T00:00:00Z") == []
    assert entries(server, "--event", "server.started")[0]["details"]["after"].startswith("0:")
    text = audit(server, "tail", "-n", "1000", "--format", "json")
    assert "a body that no log may have" not in text and token not in text and "wrong" not in text
    assert server.stop() == 0
    last = json.loads(audit(server, "tail", "-n", "1", "--format", "json"))
    assert last["event"] == "server.stopped"
    head = f"{last['seq']}:{last['hash']}"
    assert verified(server, "--expect", head)["head"] == head
    assert head in server.log


def test_everything_is_taken_down_where_that_is_asked_for(serve):
    server = serve(FREE + "audit:\n  include: all\n  wait: all\n")
    with Caller(server, server.token("alice", "editor")) as alice:
        alice.request("tools/list")
        # Who waits for all entries finds them at once.
        assert [entry["method"] for entry in entries(server, "--caller", "alice")] == ["tools/list"]


def test_sessions_and_streams_have_a_beginning_and_an_end(serve):
    server = serve(FREE)
    token = server.token("alice", "editor")
    with Caller(server, token, revision="2025-11-25") as alice:
        assert alice.post(None, {"Mcp-Session-Id": alice.session, "Content-Type": None}, method="DELETE").status == 204
    eventually(lambda: len(entries(server, "--caller", "alice")) >= 2, "the session's entries")
    first, last = entries(server, "--caller", "alice")[:2]
    assert (first["method"], last["event"], last["outcome"]) == ("initialize", "session.end", "ok")


def test_strangers_do_not_fill_the_log(serve):
    """Of many refusals in a second a hundred have entries; one says how many have none."""
    server = serve(FREE)
    with Caller(server, "wrong", is_heard=False) as stranger:
        for _ in range(400):
            assert stranger.request("tools/list").status in (401, 429)
    eventually(lambda: any(e["kind"] == "omitted" for e in entries(server)) or count(server) == 400, "the count")
    assert server.stop() == 0
    all_of_them = entries(server)
    omitted = sum(entry["count"] for entry in all_of_them if entry["kind"] == "omitted")
    assert count(server) + omitted == 400
    verified(server)


def count(server):
    return sum(1 for entry in entries(server, "--outcome", "refused") if entry["kind"] == "finished")


def give_each_a_row(database):
    """Entries that were written together share a row; a log where none does is as good."""
    rows = database.execute("SELECT seq, line FROM entry").fetchall()
    database.execute("DELETE FROM entry")
    for first, lines in rows:
        for offset, line in enumerate(lines.split(b"\n")):
            database.execute("INSERT INTO entry VALUES (?, ?)", [first + offset, line])
    database.commit()


def test_a_changed_log_is_found(serve, tmp_path):
    """Changed, removed, exchanged, cut off: each is told with its place."""
    server = serve(FREE)
    with Caller(server, server.token("alice", "editor")) as alice:
        for number in range(5):
            alice.create(f"Note {number}")
    assert server.stop() == 0
    head = verified(server)["head"]
    number = int(head.split(":")[0])
    path = server.data / "audit.sqlite"
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    database.close()

    def changed(*statements):
        copy = tmp_path / "copy.sqlite"
        shutil.copy(path, copy)
        database = sqlite3.connect(copy)
        database.executescript("DROP TRIGGER entry_update; DROP TRIGGER entry_delete;")
        give_each_a_row(database)
        database.executescript(";".join(statements))
        database.commit()
        database.close()
        return copy

    call = next(entry["seq"] for entry in entries(server) if entry.get("caller") == "alice")
    forged = f"UPDATE entry SET line = CAST(replace(CAST(line AS TEXT), 'alice', 'mallo') AS BLOB) WHERE seq = {call}"
    assert found(changed(forged)) == [("changed", call)]
    assert found(changed("DELETE FROM entry WHERE seq = 4")) == [("missing", 4)]
    assert found(changed("DELETE FROM entry WHERE seq = 1")) == [("beheaded", 2)]
    swap = [f"UPDATE entry SET seq = {a} WHERE seq = {b}" for a, b in ((1000, 3), (3, 4), (4, 1000))]
    assert [kind for kind, _ in found(changed(*swap))] == ["reordered", "reordered"]
    cut = changed(f"DELETE FROM entry WHERE seq = {number}")
    assert gatehouse("audit", "verify", cut).returncode == 0
    assert found(cut, "--expect", head) == [("truncated", number)]
    result = gatehouse("audit", "verify", changed("DELETE FROM entry WHERE seq = 4"))
    assert result.stdout.startswith("missing: line 4: entry 4 is missing before entry 5\n")


def test_two_servers_and_commands_write_one_log(serve):
    first = serve(FREE)
    second = serve(FREE, data=first.data)
    token = first.token("alice", "admin")
    writers = [Writers(server, token, count=2).start() for server in (first, second)]
    for group in writers:
        group.wait_for(20)
    for group in writers:
        group.join()
    assert [server.stop() for server in (first, second)] == [0, 0]
    written = sum(len(group.written) for group in writers)
    assert len([e for e in entries(first, "--outcome", "ok") if e.get("name") in WRITES]) == written
    verified(first)


@pytest.mark.parametrize("store", [SQLITE, FILE], ids=["sqlite", "file"])
def test_no_acknowledged_write_is_missing_after_a_kill(serve, store):
    """Nothing that ran is missing either: what the notebook has stands in the log."""
    print(f"GATEHOUSE_SEED={SEED}")
    chance = random.Random(SEED)
    kills = KILLS // 2
    server = serve(FREE + store)
    token = server.token("alice", "admin")
    acknowledged = 0
    for _ in range(kills):
        writers = Writers(server, token, count=4).start()
        time.sleep(chance.uniform(0.02, 0.4))
        assert server.kill() == -signal.SIGKILL
        writers.join()
        acknowledged += len(writers.written)
        server = serve(FREE + store, data=server.data)
        verified(server)
        check_writes(server, acknowledged)
    assert acknowledged > 0
    assert server.stop() == 0


def check_writes(server, acknowledged):
    all_of_them = [entry for entry in entries(server, "--caller", "alice") if entry.get("name") in WRITES]
    started = {entry["request"] for entry in all_of_them if entry["kind"] == "started"}
    finished = [entry for entry in all_of_them if entry["kind"] == "finished" and entry["outcome"] == "ok"]
    assert {entry["request"] for entry in finished} <= started
    assert len(finished) >= acknowledged
    database = sqlite3.connect(server.data / "notebook.sqlite")
    [versions] = database.execute(f"SELECT count(*) FROM {versions_table(database)}").fetchone()
    database.close()
    assert versions <= len(started)


def versions_table(database):
    names = [row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return next(name for name in names if "version" in name)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    return library(tmp_path_factory.mktemp("disk"))


@pytest.mark.parametrize("store", ["sqlite", "jsonl"])
def test_no_acknowledged_write_is_missing_after_a_power_failure(serve, built, tmp_path, store):
    """What was not synchronised is gone, wholly or in part."""
    print(f"GATEHOUSE_SEED={SEED}")
    chance = random.Random(SEED)
    configuration = FREE + (FILE if store == "jsonl" else "")
    disk = Disk(tmp_path, built, f"audit.{store}", SEED)
    server = serve(configuration, environment=disk.environment)
    token = server.token("alice", "admin")
    acknowledged = 0
    for _ in range(max(2, KILLS // 5)):
        writers = Writers(server, token, count=4).start()
        time.sleep(chance.uniform(0.05, 0.4))
        assert server.kill() == -signal.SIGKILL
        writers.join()
        acknowledged += len(writers.written)
        disk.lose_power(server.data, chance, kept=chance.choice([0.0, 0.5, 0.9]))
        server = serve(configuration, data=server.data, environment=disk.environment)
        verified(server)
        finished = [entry for entry in entries(server, "--outcome", "ok") if entry.get("name") in WRITES]
        assert len(finished) >= acknowledged
    assert disk.count("synced") > 0
    assert server.stop() == 0


@pytest.mark.parametrize("store", ["sqlite", "jsonl"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=["full", "broken"])
def test_a_failing_disk_refuses_what_changes_something(serve, built, tmp_path, store, error):
    disk = Disk(tmp_path, built, f"audit.{store}", SEED)
    server = serve(FREE + (FILE if store == "jsonl" else ""), environment=disk.environment)
    with Caller(server, server.token("alice", "editor")) as alice:
        note = alice.create("Before")
        disk.fail(error)
        refused = alice.call("create_note", title="During")
        assert refused.status == 503 and refused.fields["Retry-After"] == "5"
        assert refused.error["message"] == "The server cannot take the call down for its audit log; retry in 5 s"
        assert refused.error["data"] == {"retryAfterMs": 5000, "reason": "audit"}
        for _ in range(3):
            assert alice.call("create_note", title="During").status == 503
            assert alice.call("read_note", id=note["id"]).content["title"] == "Before"
        disk.heal()
        eventually(lambda: alice.call("create_note", title="After").status == 200, "room for entries")
        notes = [note["title"] for note in alice.call("list_notes").content["notes"]]
        assert sorted(notes) == ["After", "Before"]
    assert server.stop() == 0
    verified(server)
    messages = [(line["level"], line["message"]) for line in server.log_lines if "audit" in line["message"]]
    assert messages.count(("error", "the audit log cannot be written")) == 1
    assert messages.count(("notice", "the audit log is written again")) == 1
    # Nothing is missing: the refusals and the readings of that time were written when there was room.
    assert len([e for e in entries(server, "--name", "read_note") if e["outcome"] == "ok"]) == 3
    refusals = [entry for entry in entries(server, "--outcome", "refused") if entry["status"] == 503]
    assert len(refusals) >= 4 and all("the audit log cannot be written" in entry["reason"] for entry in refusals)


def test_a_call_that_needs_more_scopes_stands_in_the_log(serve):
    """What was asked for, what was missing, and afterwards what was granted, each with its request's number."""
    rule = "access:\n  rules:\n    - {name: keepers, effect: allow, tools: delete_note, scopes: [notes:keep]}\n"
    server = serve(FREE + rule)
    with Caller(server, server.token("alice", "editor")) as alice:
        note = alice.create("Kept")
        refused = alice.call("delete_note", id=note["id"])
        assert refused.status == 403
        assert 'scope="notes:keep"' in refused.fields["WWW-Authenticate"]
    with Caller(server, server.token("alice", "editor", "--scopes", "notes:keep")) as alice:
        assert alice.call("delete_note", id=note["id"]).status == 200
    server.stop()
    lines = [entry for entry in entries(server, "--name", "delete_note") if entry["kind"] == "finished"]
    assert [(line["outcome"], line["access"]["rule"], line["caller"]) for line in lines] == [
        ("refused", "keepers", "alice"),
        ("ok", "keepers", "alice"),
    ]
    assert "notes:keep" in lines[0]["reason"]
    assert len({line["request"] for line in lines} | {line["credential"] for line in lines}) == 4


@pytest.mark.parametrize(
    "policy, writing, reading", [("refuse_privileged", 503, 200), ("refuse_all", 503, 503), ("allow", 200, 200)]
)
def test_a_full_file_system_is_answered_as_configured(serve, tmp_path, policy, writing, reading):
    """On a file system of a mebibyte, which something else fills and empties again."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("a small file system cannot be mounted here")
    try:
        where = f"audit:\n  path: {folder}/audit.sqlite\n  on_failure: {policy}\n"
        server = serve(FREE + where)
        with Caller(server, server.token("alice", "editor")) as alice:
            note = alice.create("Before")
            with open(folder / "ballast", "wb", buffering=0) as ballast:
                try:
                    while True:
                        ballast.write(bytes(4096))
                except OSError as full:
                    assert full.errno == errno.ENOSPC
            eventually(lambda: alice.call("create_note", title="D").status == writing and is_full(server), "a full disk")
            assert alice.call("create_note", title="During").status == writing
            assert alice.call("read_note", id=note["id"]).status == reading
            assert alice.request("ping").status != 503
            (folder / "ballast").unlink()
            eventually(lambda: "the audit log is written again" in server.log, "room for entries")
            assert alice.call("create_note", title="After").status == 200
            assert alice.call("read_note", id=note["id"]).status == 200
        assert server.stop() == 0
        verified(server)
    finally:
        subprocess.run(["umount", folder], check=True)


def is_full(server):
    return "the audit log cannot be written" in server.log


def test_a_log_that_is_as_large_as_it_may_be_counts_as_a_full_disk(serve):
    server = serve(FREE + "audit:\n  store: file\n  maximum_bytes: 4KiB\n")
    with Caller(server, server.token("alice", "editor")) as alice:
        answers = [alice.call("create_note", title="N").status for _ in range(12)]
        assert answers[0] == 200 and answers[-1] == 503
        assert alice.call("list_notes").status == 200
    assert server.stop() == 0
    verified(server)
    assert "entries of the audit log are lost: it cannot be written" in server.log


def test_the_output_can_be_the_log(serve, tmp_path):
    """For whoever collects it; the lines are chained, and nothing else stands on the output."""
    server = serve(FREE + "audit:\n  store: stdout\n")
    first = json.loads(server.url)
    assert first["event"] == "server.started"
    server.tell(signal.SIGTERM)
    rest = server.process.stdout.read()
    assert server.stop() == 0
    path = tmp_path / "collected.jsonl"
    path.write_bytes(server.url.encode() + b"\n" + rest)
    result = gatehouse("audit", "verify", path)
    assert result.returncode == 0 and "2 entries, intact" in result.stdout


def test_the_output_is_not_the_log_over_standard_input(tmp_path):
    (tmp_path / "gatehouse.yaml").write_text("audit:\n  store: stdout\n", encoding="utf-8")
    result = gatehouse("serve", "--stdio", "--config", tmp_path / "gatehouse.yaml", "--data", tmp_path / "data")
    assert result.returncode == 78
    assert "audit.store: the standard output belongs to the protocol" in result.stderr


def test_without_a_log_there_is_a_caution(serve):
    server = serve(FREE + "audit:\n  store: none\n")
    assert "no audit log is kept: nobody can tell later who called what (audit.store)" in server.log
    assert not (server.data / "audit.sqlite").exists()


def test_commands_say_what_is_wrong(tmp_path):
    missing = gatehouse("audit", "verify", tmp_path / "none.sqlite")
    assert missing.returncode == 78 and f"there is no audit log at {tmp_path}/none.sqlite" in missing.stderr
    wrong = gatehouse("audit", "verify", "--expect", "1:2", tmp_path / "none.sqlite")
    assert wrong.returncode == 64 and "--expect: expected SEQ:HASH" in wrong.stderr
    since = gatehouse("audit", "search", "--since", "yesterday", tmp_path / "none.sqlite")
    assert since.returncode == 64 and "--since: expected a time such as" in since.stderr


def test_what_commands_change_stands_there(serve):
    """Before and afterwards, in the name of who ran them; and nothing is changed where that cannot be written."""
    server = serve(FREE)
    made = gatehouse("apikey", "create", "--data", server.data, "--subject", "backup", "--roles", "reader")
    assert made.returncode == 0, made.stderr
    [listed] = json.loads(gatehouse("apikey", "list", "--data", server.data, "--output", "json").stdout)
    assert gatehouse("apikey", "revoke", "--data", server.data, listed["id"]).returncode == 0
    assert gatehouse("token", "revoke", "--data", server.data, "--subject", "alice").returncode == 0
    wanted = [("apikey.create", "key"), ("apikey.revoke", "key"), ("token.revoke", "subject")]
    for event, detail in wanted:
        started, finished = entries(server, "--event", event)
        assert (started["kind"], finished["kind"], finished["outcome"]) == ("started", "finished", "ok")
        assert started["caller"] and started["transport"] == "command"
        assert finished["details"][detail] in (listed["id"], "alice")
    assert made.stdout.strip() not in audit(server, "tail", "-n", "100", "--format", "json")
    verified(server)
    broken = {"GATEHOUSE_AUDIT_PATH": str(server.folder / "none" / "audit.sqlite")}
    refused = gatehouse("apikey", "create", "--data", server.data, "--subject", "x", environment=broken)
    assert refused.returncode == 78
    assert "nothing was changed, because it cannot be taken down in the audit log" in refused.stderr
    assert len(json.loads(gatehouse("apikey", "list", "--data", server.data, "--output", "json").stdout)) == 1


def test_a_log_is_followed_as_it_is_written(serve):
    server = serve(FREE)
    token = server.token("alice", "editor")
    command = [server.binary, "audit", "tail", "--data", str(server.data), "-n", "1", "--follow", "--format", "json"]
    with subprocess.Popen(command, env=clean_environment(), stdout=subprocess.PIPE, text=True) as process:
        try:
            # The newest of two processes' entries, in whatever order these were written.
            assert json.loads(process.stdout.readline())["event"] in ("server.started", "token.issue")
            with Caller(server, token) as alice:
                alice.create("New")
            entries_there = (json.loads(line) for line in process.stdout)
            calls = (entry["kind"] for entry in entries_there if entry.get("name") == "create_note")
            assert [next(calls), next(calls)] == ["started", "finished"]
        finally:
            process.kill()


def test_a_file_is_moved_away_under_a_server(serve):
    """As `logrotate` does, with and without SIGHUP: the chain goes on in the new file, and commands write it too."""
    server = serve(FREE + FILE)
    current = server.data / "audit.jsonl"
    token = server.token("alice", "admin")
    tail = subprocess.Popen(
        [server.binary, "audit", "tail", "--follow", "-n", "1", "--data", str(server.data), "--format", "json",
         *map(str, config(server))],
        env=clean_environment(), stdout=subprocess.PIPE, text=True)
    old = []
    try:
        writers = Writers(server, token, count=4).start()
        for number in range(6):
            writers.wait_for(20 * (number + 1))
            old.append(server.data / f"audit.jsonl.{number}")
            current.rename(old[-1])
            if number % 2:
                server.tell(signal.SIGHUP)
            eventually(current.exists, "the new file")
            server.token("bob", "reader")
        writers.join()
        assert server.kill() == -signal.SIGKILL
        last = json.loads(audit(server, "tail", "-n", "1", "--format", "json"))
        eventually(lambda: last["hash"] in tail.stdout.readline(), "the last entry in what is followed")
    finally:
        tail.kill()
        tail.communicate()
    result = gatehouse("audit", "verify", *old, current, "--format", "json")
    report = json.loads(result.stdout)
    assert result.returncode == 0 and report["entries"] == last["seq"]
    lines = [json.loads(line) for path in [*old, current] for line in path.read_text().splitlines()]
    assert [entry["seq"] for entry in lines] == list(range(1, last["seq"] + 1))
    assert sum(1 for entry in lines if entry.get("event") == "audit.continued") == len(old)
    assert len([e for e in lines if e.get("outcome") == "ok" and e.get("name") in WRITES]) >= len(writers.written)
    # The newest file alone says what it goes on behind, and one that is missing is told.
    verified(server)
    report = json.loads(gatehouse("audit", "verify", *old[:-1], current, "--format", "json").stdout)
    assert [flaw["kind"] for flaw in report["flaws"]] == ["missing"]
