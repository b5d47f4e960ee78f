"""What happens without a request, and what commands do, stands in the audit log."""

import json
import signal

from support.binary import gatehouse
from support.rpc import Caller
from support.tokens import decode as bytes_of
from support.waiting import eventually

FREE = "limits:\n  caller: none\n"


def decode(token):
    """The claims of a token."""
    return json.loads(bytes_of(token.split(".")[1]))


def entries(server, *criteria):
    result = gatehouse("audit", "search", "--data", server.data, "--format", "json", *criteria)
    assert result.returncode == 0, result.stdout + result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def pair(server, event):
    """The two entries of a command, of which the first was written before it did anything."""
    started, finished = entries(server, "--event", event)
    assert (started["kind"], finished["kind"], finished["outcome"]) == ("started", "finished", "ok")
    assert started["caller"] == finished["caller"] and started["transport"] == "command"
    assert started["details"].items() <= finished["details"].items()
    return finished["details"]


def intact(server):
    result = gatehouse("audit", "verify", "--data", server.data)
    return result.returncode == 0


def test_a_token_is_told_by_its_number_and_not_itself(serve):
    server = serve(FREE)
    token = server.token("alice", "editor,reader", "--expires", "2h", "--scopes", "notes")
    claims = decode(token)
    details = pair(server, "token.issue")
    assert details == {
        "jti": claims["jti"], "subject": "alice", "roles": "editor,reader", "scopes": "notes",
        "audience": claims["aud"], "lifetime": "7200s"}
    text = gatehouse("audit", "tail", "-n", "100", "--data", server.data, "--format", "json").stdout
    assert token.split(".")[2] not in text
    with Caller(server, token) as alice:
        alice.create("One")
    [started, _] = entries(server, "--credential", claims["jti"])
    assert started["caller"] == "alice"


def test_no_token_is_made_that_cannot_be_taken_down(serve):
    server = serve(FREE)
    broken = {"GATEHOUSE_AUDIT_PATH": str(server.folder / "none" / "audit.sqlite")}
    refused = gatehouse("token", "--data", server.data, "--subject", "alice", environment=broken)
    assert (refused.returncode, refused.stdout) == (78, "")
    assert "nothing was changed, because it cannot be taken down in the audit log" in refused.stderr


def test_a_refused_token_is_told_too(serve):
    server = serve(FREE)
    assert gatehouse("token", "--data", server.data, "--subject", "").returncode == 64
    [_, finished] = entries(server, "--event", "token.issue")
    assert finished["outcome"] == "failed" and "the subject is empty" in finished["details"]["reason"]


def test_a_rotation_of_keys_tells_both(serve):
    server = serve(FREE)
    keys = json.loads(gatehouse("keys", "--data", server.data, "--output", "json").stdout)
    rotated = json.loads(gatehouse("keys", "rotate", "--data", server.data, "--output", "json").stdout)
    [new] = [key["kid"] for key in rotated if key["state"] == "current"]
    assert pair(server, "keys.rotate") == {"retired": keys[0]["kid"], "key": new}
    assert intact(server)


def test_a_session_that_nobody_uses_ends_with_an_entry(serve):
    server = serve(FREE + "sessions: {idle_timeout: 1s}\n")
    with Caller(server, server.token("alice", "editor"), revision="2025-11-25"):
        pass
    eventually(lambda: entries(server, "--event", "session.end") != [], "the end of the session")
    [end] = entries(server, "--event", "session.end")
    assert (end["caller"], end["auth"], end["details"]) == ("alice", "jwt", {"reason": "idle"})
    assert end["revision"] == "2025-11-25"


def test_a_session_that_makes_room_ends_with_an_entry(serve):
    server = serve(FREE + "sessions: {max: 1}\n")
    with Caller(server, server.token("alice", "editor"), revision="2025-11-25"):
        with Caller(server, server.token("bob", "reader"), revision="2025-11-25"):
            eventually(lambda: entries(server, "--event", "session.end") != [], "the end of the session")
    [end] = entries(server, "--event", "session.end")
    assert (end["caller"], end["details"]) == ("alice", {"reason": "evicted"})


def test_what_a_withdrawal_ends_is_told(serve):
    server = serve(FREE)
    token = server.token("alice", "editor")
    with Caller(server, token, revision="2025-11-25"):
        assert gatehouse("token", "revoke", "--data", server.data, "--jti", decode(token)["jti"]).returncode == 0
        eventually(lambda: entries(server, "--event", "credential.withdrawn") != [], "the withdrawal", 20)
    [entry] = entries(server, "--event", "credential.withdrawn")
    assert (entry["caller"], entry["credential"]) == ("alice", decode(token)["jti"])
    assert entry["details"] == {"ended": "session", "withdrawal": "taken back"}
    assert entry["reason"] == "the token has been taken back"
    assert pair(server, "token.revoke") == {"jti": decode(token)["jti"]}


def test_a_reload_says_what_changed(serve):
    server = serve(FREE)
    path = server.folder / "gatehouse.yaml"

    def reloaded(text, count):
        path.write_text(path.read_text() + text)
        server.tell(signal.SIGHUP)
        eventually(lambda: len(entries(server, "--event", "configuration.reloaded")) == count, "the reload")
        return entries(server, "--event", "configuration.reloaded")[-1]["details"]

    assert reloaded("", 1)["changed"] == "nothing"
    changed = reloaded("log: {level: notice}\nroles: {tester: [notes:read]}\n", 2)
    assert (changed["changed"], changed["needs_restart"]) == ("roles,log.level", "false")
    assert "tester" in changed["roles"].split(",")
    changed = reloaded("sessions: {max: 5}\n", 3)
    assert (changed["changed"], changed["needs_restart"]) == ("nothing", "true")
    path.write_text("nonsense: true\n")
    server.tell(signal.SIGHUP)
    eventually(lambda: entries(server, "--event", "configuration.refused") != [], "the refusal")
    assert "nonsense" in entries(server, "--event", "configuration.refused")[0]["details"]["reason"]
