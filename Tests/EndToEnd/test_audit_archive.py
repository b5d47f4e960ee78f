"""Old entries go into archives: none is lost, whenever the command is killed, and the chain is checked across files."""

import collections
import json
import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import time

import pytest

from support.binary import clean_environment, gatehouse
from support.load import Writers
from support.rpc import Caller

FREE = "limits:\n  caller: none\n"
KILLS = int(os.environ.get("GATEHOUSE_AUDIT_KILLS", "20"))
SEED = int(os.environ.get("GATEHOUSE_SEED", random.SystemRandom().randrange(2**32)))


def archive(server, *arguments):
    result = gatehouse("audit", "archive", "--data", server.data, *arguments)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def refused(*arguments):
    result = gatehouse("audit", "archive", *arguments)
    assert result.returncode != 0 and result.stdout == ""
    return result.stderr


def check(*files):
    """What `audit verify` says of files that are one log."""
    result = gatehouse("audit", "verify", *files, "--format", "json")
    report = json.loads(result.stdout)
    assert (result.returncode == 0) == report["intact"]
    return report


def flaws(*files):
    return [(flaw["kind"], flaw.get("seq")) for flaw in check(*files)["flaws"]]


def lines(path):
    return path.read_text().splitlines()


def kept(server):
    """The entries that the log still has."""
    text = gatehouse("audit", "tail", "-n", "1000000", "--data", server.data, "--format", "json").stdout
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def filled(serve):
    """A server that has stopped, with some dozens of entries in its log."""
    server = serve(FREE)
    with Caller(server, server.token("alice", "editor")) as alice:
        for number in range(12):
            alice.create(f"Note {number}")
    assert server.stop() == 0
    return server


def log(server):
    return server.data / "audit.sqlite"


def test_archives_and_the_log_are_one_chain(filled, tmp_path):
    before = kept(filled)
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    told = archive(filled, "--keep", "15", first)
    count = len(before) - 15
    assert told == (
        f"{count} entries, 1 to {count}, are archived in {first}; head {count}:{before[count - 1]['hash']}\n")
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert [json.loads(line) for line in lines(first)] == before[:count]
    rest = kept(filled)
    assert rest[:-1] == before[count:]
    assert (rest[-1]["event"], rest[-1]["transport"], rest[-1]["details"]) == (
        "audit.archived", "command",
        {"first": "1", "head": f"{count}:{before[count - 1]['hash']}", "file": str(first)})
    assert check(first)["intact"] and check(first)["begins_after"] is None
    rest = check(log(filled))
    assert rest["intact"] and rest["begins_after"] == check(first)["head"]
    assert f"begins after entry {rest['begins_after']}, which was not looked at" in gatehouse(
        "audit", "verify", log(filled), "--format", "text").stdout
    archive(filled, "--keep", "0", second)
    [last] = kept(filled)
    assert last["details"]["first"] == str(count + 1)
    report = check(first, second, log(filled))
    assert report["intact"] and report["entries"] == len(before) + 2 and report["begins_after"] is None
    assert report["head"] == f"{last['seq']}:{last['hash']}"
    assert sorted(path.name for path in tmp_path.iterdir() if "jsonl" in path.name) == ["1.jsonl", "2.jsonl"]
    # The head of an archive says what the next file must follow.
    head = f"{count}:{before[count - 1]['hash']}"
    assert gatehouse("audit", "verify", second, "--after", head).returncode == 0
    wrong = gatehouse("audit", "verify", second, "--after", head[:-1] + ("0" if head[-1] != "0" else "1"))
    assert wrong.returncode == 1 and "which does not follow entry" in wrong.stdout


def test_a_file_that_is_missing_or_another_one_is_told(filled, tmp_path):
    first, second, log_ = tmp_path / "1.jsonl", tmp_path / "2.jsonl", log(filled)
    archive(filled, "--keep", "20", first)
    archive(filled, "--keep", "10", second)
    size, next_ = len(lines(first)), len(lines(first)) + 1
    whole = len(lines(first)) + len(lines(second))
    assert flaws(first, log_) == [("missing", whole)]
    assert flaws(second, log_) == [("beheaded", next_)]
    assert flaws(second, first, log_) == [("beheaded", next_), ("reordered", 1), ("missing", whole)]
    assert flaws(first, first, second, log_) == [("reordered", 1)]
    cut = tmp_path / "cut.jsonl"
    cut.write_text("".join(line + "\n" for line in lines(first)[:-1]))
    assert flaws(cut, second, log_) == [("missing", size)]
    changed = tmp_path / "changed.jsonl"
    changed.write_text(first.read_text().replace('"alice"', '"mallo"', 1))
    assert [kind for kind, _ in flaws(changed, second, log_)] == ["changed"]
    text = gatehouse("audit", "verify", first, log_).stdout
    assert f"missing: {log_}: it goes on after entry {whole}:" in text
    assert "a file is missing, or is another one" in text


def test_an_archive_of_another_log_is_told(serve, tmp_path):
    """Two logs with entries of the same numbers."""
    servers = [serve(FREE), serve(FREE)]
    for number, server in enumerate(servers):
        with Caller(server, server.token("alice", "editor")) as alice:
            for _ in range(6):
                alice.create("Note")
        assert server.stop() == 0
        result = gatehouse("audit", "archive", "--log", log(server), "--keep", "8", tmp_path / f"{number}.jsonl")
        assert result.returncode == 0, result.stderr
    last = len(lines(tmp_path / "0.jsonl"))
    assert flaws(tmp_path / "1.jsonl", log(servers[0])) == [("missing", last)]
    assert flaws(tmp_path / "0.jsonl", log(servers[0])) == []


def test_what_was_removed_without_an_archive_is_told(filled, tmp_path):
    """Whoever says in the log's table that entries were archived must have an entry say so, too."""
    forged = tmp_path / "forged.sqlite"
    with sqlite3.connect(log(filled)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    shutil.copy(log(filled), forged)
    database = sqlite3.connect(forged)
    with pytest.raises(sqlite3.IntegrityError, match="an audit log is only appended to"):
        database.execute("DELETE FROM entry WHERE seq = 1")
    [first] = database.execute("SELECT min(seq) FROM entry WHERE seq > 5").fetchone()
    last = kept(filled)[first - 2]
    database.execute("INSERT INTO archived VALUES (?, ?)", [last["seq"], last["hash"]])
    database.execute("DELETE FROM entry WHERE seq < ?", [first])
    database.commit()
    database.close()
    assert flaws(forged) == [("missing", last["seq"])]
    assert "no entry in it says that those before were archived" in gatehouse("audit", "verify", forged).stdout


def test_entries_before_a_time(filled, tmp_path):
    path = tmp_path / "old.jsonl"
    assert archive(filled, "--before", "2020-01-01T00:00:00Z", path) == (
        "nothing was archived: the log has no such entries\n")
    assert not path.exists()
    before = kept(filled)
    archive(filled, "--before", "2100-01-01T00:00:00Z", path)
    assert len(lines(path)) == len(before)
    assert [entry["event"] for entry in kept(filled)] == ["audit.archived"]
    assert check(path, log(filled))["intact"]


def test_no_file_is_overwritten(filled, tmp_path):
    path = tmp_path / "there.jsonl"
    path.write_text("something else\n")
    count = len(kept(filled))
    problem = f"The file {path} is there already, and is not what the log begins with; name another one"
    assert problem in refused("--data", filled.data, "--keep", "1", path)
    assert path.read_text() == "something else\n" and len(kept(filled)) == count
    path.unlink()
    archive(filled, "--keep", "1", path)
    # The same command once more has nothing to do.
    assert "was archived before, up to entry" in archive(filled, "--keep", "1", path)
    archive(filled, "--keep", "0", tmp_path / "next.jsonl")
    assert problem in refused("--data", filled.data, "--keep", "0", path)


def test_a_command_that_was_ended_after_writing_goes_on(filled, tmp_path):
    """What is in the file already is taken out of the log, and no more."""
    path = tmp_path / "1.jsonl"
    everything = kept(filled)
    path.write_text("".join(json.dumps(entry, separators=(",", ":"), ensure_ascii=False) + "\n" for entry in everything[:7]))
    told = archive(filled, "--keep", "2", path)
    assert told.startswith(f"{path} was written before; its entries are taken out of the log now\n7 entries, 1 to 7, ")
    assert kept(filled)[0]["seq"] == 8
    assert check(path, log(filled))["intact"]


def test_a_log_with_a_flaw_is_not_archived(filled, tmp_path):
    database = sqlite3.connect(log(filled))
    database.executescript(
        "DROP TRIGGER entry_update;"
        "UPDATE entry SET line = CAST(replace(CAST(line AS TEXT), '\"alice\"', '\"mallo\"') AS BLOB) WHERE seq > 3")
    database.close()
    number = next(entry["seq"] for entry in kept(filled) if entry.get("caller") == "mallo")
    problem = refused("--data", filled.data, "--keep", "1", tmp_path / "1.jsonl")
    assert (
        f"The log is not intact, and nothing was archived: line {number}: entry {number} is not what was written"
        in problem)
    assert [path.name for path in tmp_path.glob("*.jsonl*")] == []


def test_commands_say_what_is_wrong(filled, tmp_path):
    path = tmp_path / "1.jsonl"
    assert "expected one of --before and --keep" in refused(path)
    assert "expected one of --before and --keep" in refused("--keep", "1", "--before", "2026-11-01T00:00:00Z", path)
    assert "--before: expected a time such as" in refused("--before", "yesterday", path)
    assert "--keep: expected an integer from 0" in refused("--keep=-1", path)
    assert f"there is no audit log at {tmp_path}/none" in refused("--log", tmp_path / "none", "--keep", "1", path)
    (tmp_path / "log.jsonl").write_text("")
    assert "is no SQLite file" in refused("--log", tmp_path / "log.jsonl", "--keep", "1", path)
    assert "cannot be used: No such file or directory" in refused(
        "--data", filled.data, "--keep", "1", tmp_path / "no folder" / "1.jsonl")


def test_a_full_log_has_room_again_while_the_server_runs(serve, tmp_path):
    server = serve(FREE + "audit:\n  maximum_bytes: 64KiB\n")
    with Caller(server, server.token("alice", "editor")) as alice:
        note = alice.create("First")

        def fill():
            for _ in range(200):
                if alice.call("create_note", title="N").status == 503:
                    return True
            return False

        assert fill()
        archive(server, "--keep", "1", tmp_path / "1.jsonl")
        deadline = time.monotonic() + 10
        while alice.call("create_note", title="After").status != 200:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        assert alice.call("read_note", id=note["id"]).status == 200
        assert fill()
    archive(server, "--keep", "1", tmp_path / "2.jsonl")
    assert server.stop() == 0
    assert check(tmp_path / "1.jsonl", tmp_path / "2.jsonl", log(server))["intact"]


def test_the_file_shrinks(filled, tmp_path):
    database = sqlite3.connect(log(filled))
    assert database.execute("PRAGMA auto_vacuum").fetchone() == (2,)
    database.close()
    before = log(filled).stat().st_size
    archive(filled, "--keep", "1", tmp_path / "1.jsonl")
    assert log(filled).stat().st_size < before


# The command is killed once such a file is there, or at any moment.
MOMENTS = (None, "{}.unfinished-*", "{}")


def await_file(folder, pattern, process):
    """Looks as often as can be: what comes next takes but milliseconds."""
    while process.poll() is None and next(folder.glob(pattern), None) is None:
        pass


def step(server, path):
    """What the command had done when it was killed."""
    if not path.exists():
        return "writing" if any(path.parent.glob(path.name + ".unfinished-*")) else "nothing"
    last = json.loads(lines(path)[-1])["seq"]
    return "written" if kept(server)[0]["seq"] <= last else "taken out"


def test_no_entry_is_lost_or_doubled_under_load(serve, tmp_path):
    """The command is killed at any moment while a server writes, and is given once more."""
    print(f"GATEHOUSE_SEED={SEED}")
    chance = random.Random(SEED)
    server = serve(FREE)
    writers = Writers(server, server.token("alice", "admin"), count=2).start()
    files = []
    steps = collections.Counter()
    binary = server.binary
    try:
        for number in range(KILLS):
            path = tmp_path / f"{number:04}.jsonl"
            command = [binary, "audit", "archive", "--data", str(server.data), "--keep", "3", str(path)]
            process = subprocess.Popen(
                command, env=clean_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            moment = MOMENTS[number % len(MOMENTS)]
            if moment is None:
                time.sleep(chance.uniform(0.0, 0.25))
            else:
                await_file(tmp_path, moment.format(path.name), process)
            process.send_signal(signal.SIGKILL)
            process.wait()
            steps[step(server, path)] += 1
            if path.exists():
                archive(server, "--keep", "3", path)
                files.append(path)
        path = tmp_path / "last.jsonl"
        archive(server, "--keep", "3", path)
        files.append(path)
    finally:
        writers.join()
    assert server.stop() == 0
    report = check(*files, log(server))
    assert report["flaws"] == []
    numbers = [json.loads(line)["seq"] for file in files for line in lines(file)]
    numbers += [entry["seq"] for entry in kept(server)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert report["entries"] == len(numbers)
    assert server.log.count("the audit log cannot be written") == 0
    print(dict(steps))
    if KILLS >= len(MOMENTS) * 3:
        assert steps["writing"] > 0 and steps["written"] + steps["taken out"] > 0
    written = [json.loads(line) for file in files for line in lines(file)] + kept(server)
    notes = [entry for entry in written if entry["kind"] == "finished" and entry.get("outcome") == "ok"]
    assert len([entry for entry in notes if entry.get("name") in ("create_note", "update_note")]) >= len(writers.written)
