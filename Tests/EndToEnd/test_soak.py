"""A server under everything at once: when the clients have gone, nothing is left of them.

`GATEHOUSE_SOAK_SECONDS=3600` soaks for an hour; where `CI` is set it is a minute, and else a few seconds.
"""

import os
import random
import re
import time
from pathlib import Path

import pytest

from support.bench import Bench
from support.rpc import Caller
from support.traffic import EVERYBODY, Traffic
from support.waiting import eventually

SECONDS = float(os.environ.get("GATEHOUSE_SOAK_SECONDS", "60" if os.environ.get("CI") else "8"))

# What one call of `status` on one connection is itself.
QUIET = {
    "connections": 1,
    "requests": 1,
    "streams": 0,
    "runningCalls": 1,
    "waitingCalls": 0,
    "runningTasks": 0,
    "sessions": 0,
    "subscriptions": 0,
    "eventStreams": 0,
}


@pytest.fixture
def soaked(tmp_path):
    with Bench(tmp_path, "--connections", "500", "--session-idle", "2") as server:
        yield server


def status(server):
    with Caller(server, server.token(), is_heard=False) as caller:
        return caller.call("status").content


def descriptors(server):
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def resident(server):
    """The server's memory in MiB."""
    text = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) / 1_024


def wait_until_quiet(server):
    """Waits until nothing is under way, and fails with what still is."""
    end = time.monotonic() + 30
    while (found := status(server)) != QUIET:
        left = {name: value for name, value in found.items() if value != QUIET[name]}
        assert time.monotonic() < end, f"still under way: {left}; the log:\n{server.log[-20_000:]}"
        time.sleep(0.2)


def test_nothing_is_left_when_everybody_has_gone(soaked):
    seed = os.environ.get("GATEHOUSE_SOAK_SEED") or str(random.randrange(1_000_000))
    print(f"GATEHOUSE_SOAK_SEED={seed}")
    # One round first: what a process opens once and keeps is no leak.
    warm = Traffic(soaked, soaked.token(), 1, seed + " first")
    warm.run(EVERYBODY)
    wait_until_quiet(soaked)
    before = descriptors(soaked)
    traffic = Traffic(soaked, soaked.token(), SECONDS, seed)
    traffic.run(EVERYBODY)
    print(traffic.counts, f"{resident(soaked):.0f} MiB")
    assert traffic.failures == []
    assert set(traffic.counts) == {worker.__name__ for worker in EVERYBODY}
    wait_until_quiet(soaked)
    eventually(lambda: descriptors(soaked) <= before, "every descriptor closed", 10)
    assert [line for line in soaked.log_lines if line.get("level") in ("error", "critical")] == []
    assert soaked.process.poll() is None
    assert soaked.stop() == 0
