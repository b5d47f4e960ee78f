"""T22: the machine's time jumps, and nobody is shut out, no call ends early, and no limit begins anew."""

import os
import shutil
import threading
import time

import pytest

from support.rpc import Caller
from support.server import Server
from support.tokens import SECRET, claims, configuration, signed

pytestmark = pytest.mark.skipif(shutil.which("faketime") is None, reason="the program faketime is needed")

LIMITS = "limits:\n  caller: none\n  methods: {prompts/list: 3/hour}\n"


class Clock:
    """The wall clock of a server, which a file sets; the clock that only goes forward stays as it is."""

    def __init__(self, folder):
        self._file = folder / "clock"
        self.jump(0)

    def jump(self, seconds):
        """Lets the machine's time be so much ahead, or behind, from now on."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}s\n")
        fresh.replace(self._file)

    @property
    def environment(self):
        return {
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_RESET": "1",
        }


@pytest.fixture
def clock(tmp_path):
    return Clock(tmp_path)


@pytest.fixture
def server(tmp_path, clock):
    secret = tmp_path / "secret"
    secret.write_bytes(SECRET)
    secret.chmod(0o600)
    text = LIMITS + configuration(secret).replace("leeway: 0s", "leeway: 30s")
    library = next(
        (path for path in ("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
                           "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1") if os.path.exists(path)), None)  # fmt: skip
    if library is None:
        pytest.skip("the library of faketime is not where it is expected")
    server = Server(tmp_path, text, environment={**clock.environment, "LD_PRELOAD": library})
    with server:
        yield server
        assert server.stop() == 0


@pytest.mark.parametrize("seconds", [3_600, -3_600])
def test_a_jump_of_an_hour_shuts_nobody_out(server, clock, seconds):
    """Tokens that are good before and after the jump go on, amongst many requests; limits and idle connections too."""
    now = int(time.time())
    lasting = signed(claims(iat=now - 7_200, exp=now + 7_200))
    statuses, stop = [], threading.Event()

    def work():
        with Caller(server, lasting, is_heard=False) as caller:
            while not stop.is_set():
                statuses.append(caller.request("tools/list").status)

    with Caller(server, lasting) as caller:
        assert [caller.request("prompts/list").status for _ in range(3)] == [200] * 3
        assert caller.request("prompts/list").status == 429
        threads = [threading.Thread(target=work, daemon=True) for _ in range(2)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        clock.jump(seconds)
        time.sleep(1.5)
        # A window of an hour is one of the clock that only goes forward: it has not been reset.
        answer = caller.request("prompts/list")
        assert answer.status == 429
        assert 0 < answer.error["data"]["retryAfterMs"] <= 3_600_000
        # What a token's own time says counts: one that is over by the new time is refused, and one that is good is taken.
        short = signed(claims(iat=now, exp=now + 600))
        with Caller(server, short, is_heard=False) as other:
            assert other.request("tools/list").status == 401
        fresh = signed(claims(iat=now + seconds, exp=now + seconds + 600))
        with Caller(server, fresh, is_heard=False) as other:
            assert other.request("tools/list").status == 200
        clock.jump(0)
        time.sleep(0.5)
        stop.set()
        for thread in threads:
            thread.join(30)
    assert len(statuses) > 10 and set(statuses) == {200}
    lines = [line for line in server.log_lines if line["message"] == "request"]
    assert lines, "requests are logged"
    assert [line for line in server.log_lines if line["level"] in ("error", "critical")] == []


def test_a_stream_outlives_a_jump_that_its_token_outlives(server, clock):
    """And what waits on a clock that only goes forward, as the comment that keeps a stream alive, is neither early nor late."""
    now = int(time.time())
    token = signed(claims(iat=now - 7_200, exp=now + 7_200))
    with Caller(server, token, "2025-11-25", is_heard=False) as caller:
        caller.send(None, {"Accept": "text/event-stream", **caller.fields(None)}, "GET")
        response = caller.response()
        assert response.status == 200
        clock.jump(3_600)
        time.sleep(2)
        clock.jump(-3_600)
        time.sleep(2)
        clock.jump(0)
        with Caller(server, token, is_heard=False) as other:
            assert other.request("tools/list").status == 200
        assert not response.isclosed()
