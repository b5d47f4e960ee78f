"""T22: the machine's time jumps by an hour, and nobody is shut out, no timer goes off early, and no limit begins anew."""

import re
import socket
import threading
import time

import pytest

from support import clock as clocks
from support.binary import gatehouse
from support.issuer import Issuer, SigningKey
from support.issuer import configuration as trusting
from support.proofs import ProofKey
from support.rpc import Caller
from support.server import Server
from support.tokens import SECRET, claims, configuration, signed
from support.waiting import eventually
from test_withdrawal import KINDS, Open, number, revoke

HOUR = 3_600
JUMPS = pytest.mark.parametrize("jump", [HOUR, -HOUR], ids=["ahead", "behind"])
# What has expired by a clock that was set is ended within this time; the machine may be busy.
LOOK = 10.0
LIMITS = """
limits:
  caller: none
  address_failures: 3/hour
  address_exempt: none
  tools:
    list_notes: 3/hour burst 3
    search_notes: 3/hour fixed
    read_note: 3/hour moving
    note_history: 3/hour sliding
"""
LIMITED = ["list_notes", "search_notes", "read_note", "note_history"]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return clocks.library(tmp_path_factory.mktemp("clock"))


@pytest.fixture
def clock(tmp_path, built):
    return clocks.Clock(tmp_path, built)


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.write_bytes(SECRET)
    path.chmod(0o600)
    return path


@pytest.fixture
def started(tmp_path, clock):
    """Starts a server whose clock the test sets, and sees it end in order, without an error in its log."""
    servers = []

    def start(text):
        servers.append(Server(tmp_path, text, environment=clock.environment))
        return servers[-1].start()

    yield start
    for server in servers:
        running = server.process.poll() is None
        clock.set(0)
        assert server.stop() == 0 and running
        assert [line for line in server.log_lines if line["level"] in ("error", "critical")] == []


def plain(secret, extra="", leeway=None):
    """A configuration with the leeway that is there by default, or another one."""
    return configuration(secret, extra).replace("  leeway: 0s\n", f"  leeway: {leeway}\n" if leeway else "")


def status(server, token, fields=None):
    with Caller(server, token, is_heard=False) as caller:
        return caller.request("tools/list", fields=fields).status


def lasting(clock, **changes):
    """A token that is good before and after an hour's jump in either direction."""
    return signed(claims(iat=clock.now - 2 * HOUR, exp=clock.now + 3 * HOUR, **changes))


def logged_time(server):
    """The time of day in the last line of the log."""
    text = server.log_lines[-1]["time"]
    parts = time.strptime(re.sub(r"\.[0-9]+Z$", "Z", text), "%Y-%m-%dT%H:%M:%SZ")
    return time.mktime(parts) - time.timezone


def test_the_clock_of_the_process_is_the_test_s(started, secret, clock):
    """Else none of the tests below would say anything."""
    server = started(plain(secret))
    clock.set(5 * HOUR)
    assert status(server, signed(claims())) == 401
    eventually(lambda: abs(logged_time(server) - clock.now) < 60, "a line with the time that was set")


def test_the_leeway_is_half_a_minute(started, secret, clock):
    """For the end, the beginning and the issue of a token; what is beyond it is refused."""
    server = started(plain(secret, "limits: {caller: none}\n"))
    now = clock.now
    for changes in ({"exp": now - 20}, {"nbf": now + 25}, {"iat": now + 25}):
        assert status(server, signed(claims(**({"iat": now - 60} | changes)))) == 200, changes
    for changes in ({"exp": now - 31}, {"nbf": now + 45}, {"iat": now + 45}):
        assert status(server, signed(claims(**({"iat": now - 60} | changes)))) == 401, changes


@pytest.mark.parametrize(("leeway", "offset", "expected"), [("0s", 1, 401), ("300s", 280, 200), ("300s", 301, 401)])
def test_the_leeway_is_what_is_configured(started, secret, clock, leeway, offset, expected):
    """From nothing to five minutes."""
    server = started(plain(secret, "limits: {caller: none}\n", leeway))
    assert status(server, signed(claims(iat=clock.now - 600, exp=clock.now - offset))) == expected


@pytest.mark.parametrize("leeway", ["301s", "-1s", "1h"])
def test_a_leeway_beyond_its_bounds_ends_the_start(secret, tmp_path, leeway):
    """It is said where, and what would be right."""
    path = tmp_path / "wrong.yaml"
    path.write_text(plain(secret, leeway=leeway))
    result = gatehouse("serve", "--port", "0", "--config", path, "--data", tmp_path / "data")
    assert result.returncode != 0
    assert "auth.leeway: expected a duration from 0s to 5m" in result.stderr, result.stderr


class Load:
    """Callers that ask without a pause, and what they were answered."""

    def __init__(self, server, token, count=2):
        self.statuses = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(server, token), daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def _run(self, server, token):
        with Caller(server, token, is_heard=False) as caller:
            while not self._stop.is_set():
                self.statuses.append(caller.request("tools/list").status)
                caller.answers.clear()

    def end(self):
        self._stop.set()
        for thread in self._threads:
            thread.join(30)
            assert not thread.is_alive()
        return self.statuses


@JUMPS
def test_a_jump_under_load_refuses_no_token_that_is_good(started, secret, clock, jump):
    """What is outside its time by the new clock is refused, and nothing else is, neither while it jumps nor after."""
    server = started(plain(secret, "limits: {caller: none}\n"))
    load = Load(server, lasting(clock))
    eventually(lambda: len(load.statuses) > 20, "requests before the jump")
    before = {"exp": clock.now + 600, "iat": clock.now}
    clock.set(jump)
    after = {"exp": clock.now + 600, "iat": clock.now}
    eventually(lambda: len(load.statuses) > 100, "requests after the jump", 30)
    assert status(server, signed(claims(**before, jti="before"))) == 401, "outside by the new time"
    assert status(server, signed(claims(**after, jti="after"))) == 200, "inside by the new time"
    clock.set(0)
    assert status(server, signed(claims(**before, jti="before"))) == 200
    assert status(server, signed(claims(**after, jti="after"))) == 401
    eventually(lambda: len(load.statuses) > 150, "requests after the jump back", 30)
    assert set(load.end()) == {200}


@JUMPS
def test_a_remembered_token_is_judged_by_the_new_time(started, secret, clock, jump):
    """One that has been verified is refused at once when the clock says that it is over, or not yet valid."""
    server = started(plain(secret, "limits: {caller: none}\n"))
    token = signed(claims(iat=clock.now - 5, nbf=clock.now - 5, exp=clock.now + 600))
    with Caller(server, token, is_heard=False) as caller:
        for ahead, expected in ((0, 200), (jump, 401), (0, 200)):
            clock.set(ahead)
            assert [caller.request("tools/list").status for _ in range(3)] == [expected] * 3


@JUMPS
def test_no_window_begins_anew(started, secret, clock, jump):
    """Whatever counts it: what was used is used, and the time to wait is that of the clock that only goes forward."""
    server = started(plain(secret, LIMITS))
    with Caller(server, lasting(clock), is_heard=False) as caller:
        note = caller.create("A note")["id"]
        arguments = {"search_notes": {"query": "note"}, "read_note": {"id": note}, "note_history": {"id": note}}

        def calls(tool, count):
            return [caller.call(tool, **arguments.get(tool, {})) for _ in range(count)]

        for tool in LIMITED:
            assert [answer.status for answer in calls(tool, 4)] == [200] * 3 + [429], tool
        for ahead in (jump, 0, -jump, 0):
            clock.set(ahead)
            for tool in LIMITED:
                for answer in calls(tool, 2):
                    assert answer.status == 429, (tool, ahead)
                    # A window that slides counts in part through the next hour.
                    assert 0 < answer.error["data"]["retryAfterMs"] <= 2 * HOUR * 1_000, (tool, ahead)


@JUMPS
def test_who_guessed_does_not_begin_anew(started, secret, clock, jump):
    """The limit of an address, too."""
    server = started(plain(secret, LIMITS))
    assert [status(server, "guess") for _ in range(4)] == [401] * 3 + [429]
    for ahead in (jump, 0):
        clock.set(ahead)
        assert [status(server, "guess") for _ in range(3)] == [429] * 3


@JUMPS
def test_no_connection_and_no_session_ends_early(started, secret, clock, jump):
    """Neither one that is idle, nor one in the middle of its head, nor a session; and each still ends in its own time."""
    server = started(
        plain(
            secret,
            "limits: {caller: none}\nhttp: {idle_timeout: 8s, header_timeout: 8s}\nsessions: {idle_timeout: 30m}\n",
        )
    )
    token = lasting(clock)
    with Caller(server, token, "2025-11-25", is_heard=False) as session, Caller(server, token, is_heard=False) as idle:
        assert session.request("ping").status == 200
        assert idle.request("tools/list").status == 200
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as half:
            half.sendall(b"POST /mcp HTTP/1.1\r\nHost: ")
            begun = time.monotonic()
            clock.set(jump)
            time.sleep(2)
            used = idle.socket
            assert idle.request("tools/list").status == 200
            assert idle.socket is used, "the connection is the same"
            assert session.request("ping").status == 200
            clock.set(0)
            # It is cut off in its time: neither an hour late nor at the jump.
            received = half.recv(65_536)
            assert 6 <= time.monotonic() - begun <= 18
            assert received.startswith(b"HTTP/1.1 408 ")
        with Caller(server, token, "2025-11-25", is_heard=False) as other:
            assert other.request("ping").status == 200


def test_keys_are_not_fetched_more_often(started, clock):
    """Neither does a key that was good before stop to be so."""
    with Issuer([SigningKey("k0")]) as issuer:
        server = started("log: {level: notice}\n" + trusting(issuer))
        token = issuer.keys[0].sign(claims(iat=clock.now - 2 * HOUR, exp=clock.now + 48 * HOUR))
        load = Load(server, token, 1)
        eventually(lambda: len(load.statuses) > 10, "requests before the jump")
        assert issuer.fetches == 1
        for ahead in (HOUR, 0, -HOUR, 0, 25 * HOUR, 0):
            clock.set(ahead)
            time.sleep(0.3)
        assert set(load.end()) == {200}
        assert issuer.fetches == 1


@JUMPS
def test_what_was_taken_back_stays_so(started, clock, jump):
    """Also when the clock passes the time at which it may be forgotten, and comes back; and it is noticed in time."""
    server = started("limits: {caller: none}\n")
    token = server.token("alice", "editor", "--expires", "12h")
    assert status(server, token) == 200
    clock.set(jump if jump < 0 else 0)
    revoke(server, "--jti", number(token))
    eventually(lambda: status(server, token) == 401, "the revocation", LOOK)
    for ahead in (24 * HOUR, 0, jump, 0):
        clock.set(ahead)
        assert status(server, token) == 401
        time.sleep(1.2)
        assert status(server, token) == 401


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_ends_when_the_new_time_is_beyond_its_token(started, secret, clock, kind):
    """It is not kept for the hour that its timer would still run; and one whose token is good at either time goes on."""
    server = started(plain(secret, "limits: {caller: none}\n"))
    short = Open(server, signed(claims(iat=clock.now, exp=clock.now + 600, sub="short")), kind)
    long = Open(server, lasting(clock, sub="long"), kind)
    clock.set(-HOUR)
    time.sleep(4)
    assert short.ended is None and long.ended is None, "nothing is over by a clock that was set back"
    since = time.monotonic()
    clock.set(HOUR)
    short.thread.join(LOOK + 20)
    assert short.ended is not None and short.ended - since <= LOOK
    assert long.ended is None
    if kind == "listen":
        last = short.messages[-1]
        assert last["id"] == 1 and last["result"]["resultType"] == "complete", "the stream ends with its result"


def test_a_proof_does_not_count_again(started, secret, clock):
    """A used proof of possession is too old when the clock is ahead, and remembered when it comes back."""
    text = "limits: {caller: none}\n"
    server = started(plain(secret, text).replace("auth:\n", "auth:\n  dpop: {mode: optional}\n"))
    key = ProofKey()
    token = lasting(clock, cnf={"jkt": key.thumbprint})
    proof = key.proof(token, server.url, iat=clock.now)
    fields = {"Authorization": f"DPoP {token}", "DPoP": proof}
    assert [status(server, None, fields) for _ in range(2)] == [200, 401]
    for ahead in (HOUR, 0, -HOUR, 0):
        clock.set(ahead)
        # Another proof makes the server forget what it may forget.
        fresh = {"Authorization": f"DPoP {token}", "DPoP": key.proof(token, server.url, iat=clock.now)}
        assert status(server, None, fresh) == 200
        assert status(server, None, fields) == 401, ahead
