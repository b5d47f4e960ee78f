"""Six hundred slow clients at once, made by slowhttptest, against the default configuration."""

import re
import subprocess
import time

import pytest

from support.proxies import installed
from support.rpc import Caller

COUNT = 600

# By when the default configuration, whose times are five seconds, has closed every one of them.
DEADLINE = 12.0

# A piece of data each second, for twenty seconds: the program ends earlier when no connection is left.
OPTIONS = ["-c", str(COUNT), "-r", str(COUNT), "-i", "1", "-l", "20", "-x", "10", "-p", "5"]

_COLOR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_AVAILABLE = re.compile(r"^service available: *(\w+)", re.MULTILINE)


@pytest.fixture
def defaults(serve):
    """A server as it is without a configuration. It must end in order after the attack."""
    server = serve("")
    yield server
    assert server.get("/health/ready")[0] == 200
    assert server.stop() == 0
    assert [line for line in server.log_lines if line["level"] in ("error", "critical")] == []


def attack(server, token, output, *options):
    """Lets the program attack while a caller who was there before goes on, and returns how long its attack took."""
    program = installed("slowhttptest")
    with Caller(server, token) as caller, open(output, "wb") as file:
        assert caller.request("tools/list").status == 200
        start = time.monotonic()
        process = subprocess.Popen(
            [program, *options, *OPTIONS, "-u", server.url], stdin=subprocess.DEVNULL, stdout=file, stderr=file
        )
        try:
            while process.poll() is None:
                assert caller.request("tools/list").status == 200
                assert time.monotonic() - start < 60, "the attack does not end"
                time.sleep(0.1)
        finally:
            process.kill()
            process.wait()
        return time.monotonic() - start


def check(output, seconds):
    """Fails where a connection was left open for long, or the program could not reach the server in the end."""
    text = _COLOR.sub("", output.read_text(errors="replace"))
    assert "No open connections left" in text, text
    assert _AVAILABLE.findall(text)[-1] == "YES", text
    assert seconds < DEADLINE, text


def test_slow_headers_are_closed_in_time(defaults, tmp_path):
    """Clients that send a field a second; those over the cap are refused at once."""
    output = tmp_path / "attack.log"
    check(output, attack(defaults, defaults.token(), output, "-H"))


def test_slow_bodies_are_closed_in_time(defaults, tmp_path):
    """Known callers who send a few bytes a second of the four thousand that they announced."""
    token = defaults.token()
    fields = [f"Authorization: Bearer {token}", "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/list"]
    # The program takes no fields but a few, and passes on what stands behind one of them.
    content_type = "\r\n".join(["application/json", *fields])
    output = tmp_path / "attack.log"
    check(output, attack(defaults, token, output, "-B", "-f", content_type))
