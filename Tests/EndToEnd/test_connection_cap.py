"""The cap of connections: who comes too late is told so at once, and those who are there do not notice."""

import json
import statistics
import threading
import time

import pytest

from support.raw import Raw
from support.rpc import Caller
from support.waiting import eventually

CAP = 300
CALLS = 400
REFUSALS = 50
ROUNDS = 3

# A refusal comes in this time, and the slowest calls become no slower than this factor says. What is quicker than the
# floor is not told from the noise of a machine that does something else as well.
REFUSAL = 0.05
FACTOR = 1.5
FLOOR = 0.02


@pytest.fixture
def capped(serve):
    """A server that takes few connections in all, as many as there are from one address."""
    return serve(f"limits:\n  caller: none\nhttp:\n  max_connections: {CAP}\n  max_connections_per_address: 1000\n")


@pytest.fixture
def fill(capped):
    """Opens connections up to the cap, each of which has been served."""
    held = []

    def fill(count):
        request = b"GET /health/live HTTP/1.1\r\nHost: " + capped.host.encode() + b"\r\n\r\n"
        for _ in range(count):
            held.append(Raw(capped))
            held[-1].send(request)
            assert held[-1].response()[0] == 200
        return held

    yield fill
    for raw in held:
        raw.close()


class Latecomers:
    """Somebody who tries a hundred times a second to be one more, and notes the answers and how long they took."""

    def __init__(self, server):
        self.answers = []
        self.seconds = []
        self._server = server
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self):
        while not self._over.wait(0.01):
            start = time.monotonic()
            self.answers.append(refusal(self._server))
            self.seconds.append(time.monotonic() - start)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join(30.0)


def refusal(server):
    """What one connection more is answered: a status, or nothing where it is closed at once."""
    try:
        with Raw(server) as raw:
            return raw.response()[0]
    except (EOFError, ConnectionError):
        return None


def slowest(caller, enough=lambda: True):
    """The time that 99 of 100 calls on a connection do not exceed, of as many calls as it takes until it is enough."""
    seconds = []
    end = time.monotonic() + 30.0
    while len(seconds) < CALLS or not enough():
        assert time.monotonic() < end, f"{len(seconds)} calls took 30 s"
        start = time.monotonic()
        assert caller.request("tools/list").status == 200
        seconds.append(time.monotonic() - start)
    return statistics.quantiles(seconds, n=100)[98]


def test_one_connection_more_is_told_why(capped, fill):
    """It gets 503 and the end, with the setting's name, and the place of one that leaves is given again."""
    held = fill(CAP)
    with Raw(capped) as refused:
        status, fields, body = refused.response()
        assert (status, fields["retry-after"], fields["connection"]) == (503, "1", "close")
        assert json.loads(body)["error"]["message"] == f"The server has {CAP} connections open (http.max_connections)."
        assert refused.is_closed()
    held.pop().close()
    eventually(lambda: refuses_nobody(capped), "a connection is served again")


def refuses_nobody(server):
    """Whether a connection more is served."""
    try:
        return server.get("/health/live")[0] == 200
    except OSError:
        return False


def test_calls_go_on_while_others_are_refused(capped, fill):
    """Refusals are quick, and calls on connections that were there take as long as before, in one round of three."""
    token = capped.token()
    with Caller(capped, token) as caller:
        assert caller.request("tools/list").status == 200
        before = slowest(caller)
        fill(CAP - 1)
        rounds = []
        for _ in range(ROUNDS):
            with Latecomers(capped) as latecomers:
                during = slowest(caller, lambda: len(latecomers.answers) >= REFUSALS)
            assert set(latecomers.answers) <= {503, None}
            rounds.append((during, statistics.median(latecomers.seconds), len(latecomers.answers)))
            if during <= max(FACTOR * before, FLOOR) and rounds[-1][1] <= REFUSAL:
                return
    pytest.fail(f"before: {before}; with latecomers, the time of their refusals, and their number: {rounds}")
