"""What is still there after a restart, a crash, and beside another server."""

import os
import signal
import stat

from support.load import Writers, missing
from support.rpc import Caller


def test_a_note_is_there_after_a_restart(serve):
    """With its history, and with the token that was good before."""
    first = serve()
    token = first.token("alice", "admin")
    with Caller(first, token) as caller:
        note = caller.create("Lasting", "first", tags=["kept"])
        caller.call("update_note", id=note["id"], version=1, body="second")
        gone = caller.create("Gone")
        caller.call("delete_note", id=gone["id"])
    assert first.stop() == 0
    second = serve(data=first.data)
    with Caller(second, token) as caller:
        read = caller.call("read_note", id=note["id"]).content
        assert (read["body"], read["version"], read["tags"]) == ("second", 2, ["kept"])
        assert caller.call("read_note", id=note["id"], version=1).content["body"] == "first"
        assert caller.call("note_history", id=gone["id"]).content["deleted"] is True
        assert [hit["id"] for hit in caller.call("search_notes", query="second").content["hits"]] == [note["id"]]


def test_nothing_acknowledged_is_lost_in_a_crash(serve):
    """Three times in a row the process is killed while eight writers write; every version that was acknowledged stays."""
    server = serve()
    token = server.token("alice", "admin")
    acknowledged = []
    for _ in range(3):
        writers = Writers(server, token).start()
        writers.wait_for(60)
        assert server.kill() == -signal.SIGKILL
        writers.join()
        acknowledged += writers.written
        server = serve(data=server.data)
        with Caller(server, token) as caller:
            assert missing(caller, acknowledged) == []
            histories = {
                write.note: max(w.version for w in acknowledged if w.note == write.note) for write in acknowledged
            }
            for note, version in histories.items():
                versions = [entry["version"] for entry in caller.call("note_history", id=note).content["versions"]]
                assert versions == list(range(len(versions), 0, -1)) and len(versions) >= version
    assert server.stop() == 0


def test_two_servers_share_a_data_folder(serve):
    """Each reads what the other wrote, no write is lost between them, and a token is good for both."""
    first = serve()
    second = serve(data=first.data)
    token = first.token("alice", "admin")
    writers = [Writers(server, token, count=3).start() for server in (first, second)]
    for group in writers:
        group.wait_for(30)
    for group in writers:
        group.join()
        assert group.refused == [] and group.unanswered == []
    with Caller(first, token) as one, Caller(second, token) as other:
        assert missing(one, writers[1].written) == []
        assert missing(other, writers[0].written) == []
        note = one.create("Contested")
        assert other.call("update_note", id=note["id"], version=1, body="theirs").content["version"] == 2
        assert one.call("update_note", id=note["id"], version=1, body="mine").result["isError"] is True
    assert first.stop() == 0 and second.stop() == 0


def test_the_data_folder_belongs_to_its_owner_alone(serve):
    """Nothing in it can be read by others, and a folder that others may enter is refused."""
    server = serve()
    server.token()
    server.stop()
    for folder, _, files in os.walk(server.data):
        assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
        for file in files:
            if os.path.basename(folder) == "keys":
                assert stat.S_IMODE(os.stat(os.path.join(folder, file)).st_mode) == 0o600
