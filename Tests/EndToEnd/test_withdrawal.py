"""What is open ends when the credential that opened it is withdrawn: streams, sessions, over every transport."""

import json
import threading
import time

import pytest

from support.binary import gatehouse
from support.rpc import Caller, meta
from support.server import Server
from support.tokens import decode
from support.waiting import eventually

# What was withdrawn is to be over within ten seconds; the machine may be busy.
BOUND = 10.0
CONFIGURATION = """
limits: {caller: none}
auth: {methods: [jwt, api_key]}
roles:
  reader: [notes:read]
  editor: {permissions: [notes:write], inherits: reader}
  admin: {permissions: ["notes:*"]}
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("withdrawing"), CONFIGURATION) as server:
        yield server
        assert server.stop() == 0
        assert [line for line in server.log_lines if line["level"] in ("error", "critical")] == []


class Open:
    """A stream that is open, and everything that comes on it until it ends."""

    def __init__(self, server, token, kind):
        self.lines = []
        self.ended = None
        self.caller = Caller(server, token, "2026-07-28" if kind == "listen" else "2025-11-25", is_heard=False)
        if kind == "listen":
            notifications = {"resourcesListChanged": True, "resourceSubscriptions": ["notebook://recent"]}
            message = {"jsonrpc": "2.0", "id": 1, "method": "subscriptions/listen",
                       "params": {"notifications": notifications, "_meta": meta()}}
            self.caller.send(message, self.caller.fields(message))
        elif kind == "session":
            self.caller.initialize()
            self.caller.send(None, {"Accept": "text/event-stream", **self.caller.fields(None)}, "GET")
        else:
            self.caller.send(None, {"Accept": "text/event-stream"}, "GET", "/sse")
        response = self.caller.response()
        assert response.status == 200
        self.thread = threading.Thread(target=self._read, args=(response,), daemon=True)
        self.thread.start()

    def _read(self, response):
        while line := response.readline():
            self.lines.append(line.decode())
        self.ended = time.monotonic()

    @property
    def messages(self):
        return [json.loads(line[5:]) for line in self.lines if line.startswith("data:") and line[5:].strip().startswith("{")]

    def ends(self, since):
        """Waits for the end, which must come in time and in order."""
        self.thread.join(BOUND + 20)
        assert self.ended is not None, "the stream is still open"
        assert self.ended - since <= BOUND


def revoke(server, *arguments):
    result = gatehouse("token", "revoke", *arguments, "--data", server.data)
    assert result.returncode == 0, result.stderr
    return time.monotonic()


def test_a_number_may_begin_with_a_hyphen(tmp_path):
    """In base64url every 64th does; it is no option."""
    thumbprint = "-" + "A" * 42
    for option, value in [("--jti", "-Xy_0"), ("--jti", "--data"), ("--certificate", thumbprint)]:
        result = gatehouse("token", "revoke", option, value, "--data", tmp_path)
        assert result.returncode == 0, result.stderr
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file()).decode(errors="replace")
    assert "-Xy_0" in kept and thumbprint in kept, kept


def number(token):
    return json.loads(decode(token.split(".")[1]))["jti"]


KINDS = ["listen", "session", "events"]


@pytest.mark.parametrize("way", ["token", "subject"])
def test_streams_end_when_a_token_is_taken_back(server, way):
    """All three kinds within the bound, and those of another token and of another caller go on."""
    name = f"open-{way}"
    token = server.token(name)
    other = server.token(name if way == "token" else "somebody-else")
    streams = {kind: Open(server, token, kind) for kind in KINDS}
    others = [Open(server, other, kind) for kind in KINDS]
    eventually(lambda: streams["listen"].messages, "the acknowledgment")
    if way == "token":
        since = revoke(server, "--jti", number(token))
    else:
        time.sleep(1.1)  # Times in tokens are whole seconds.
        since = revoke(server, "--subject", name)
    for stream in streams.values():
        stream.ends(since)
    last = streams["listen"].messages[-1]
    assert last["id"] == 1 and last["result"]["resultType"] == "complete", "the stream ends with its result"
    assert all(stream.ended is None for stream in others)
    # The session is over with its credential: nobody goes on in it.
    caller = streams["session"].caller
    with Caller(server, server.token(name), "2025-11-25", is_heard=False) as fresh:
        fresh.session, fresh.revision = caller.session, caller.revision
        assert fresh.request("ping").status == 404
    reasons = {line["reason"] for line in server.log_lines if line["message"].startswith("the credential does not hold")}
    assert reasons == {"the token has been taken back"}


@pytest.mark.parametrize("end", ["revoked", "expired", "subject"])
def test_streams_end_with_an_api_key(server, end):
    """Revoked in its own store, by its time, or by its subject in the file of revocations."""
    life = ["--expires", "4s"] if end == "expired" else []
    result = gatehouse("apikey", "create", "--subject", f"key-{end}", "--roles", "editor", *life, "--data", server.data)
    assert result.returncode == 0, result.stderr
    key = result.stdout.strip()
    streams = [Open(server, key, kind) for kind in KINDS]
    since = time.monotonic()
    if end == "revoked":
        assert gatehouse("apikey", "revoke", key[4:16], "--data", server.data).returncode == 0
    elif end == "subject":
        time.sleep(1.1)
        since = revoke(server, "--subject", f"key-{end}")
    for stream in streams:
        stream.ends(since)
    with Caller(server, key) as caller:
        assert caller.request("tools/list").status == 401
    if end == "subject":
        result = gatehouse("apikey", "create", "--subject", f"key-{end}", "--roles", "editor", "--data", server.data)
        with Caller(server, result.stdout.strip()) as caller:
            assert caller.request("tools/list").status == 200, "a key that was made later counts"
