"""What the log does when somebody wants to fill it, or to write into it."""

import json
import re
import time
from collections import Counter

import pytest

from support.binary import gatehouse
from support.raw import Raw
from support.rpc import Caller
from support.waiting import eventually

LINES = 20
BOUNDED = f"limits:\n  caller: none\nlog:\n  level: trace\n  lines_per_second: {LINES}\n"

# Line breaks of every kind, a line that looks like one of the server's, and sequences that steer terminals.
FORGED = 'x\r\n{"level":"critical","message":"forged"}\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\x1b[2J\x9b2J\u202eevil'


def left_out(server):
    """How many lines were left out, as the log says."""
    lines = [line for line in server.log_lines if line["message"] == "lines of the log were left out"]
    return sum(int(line["count"]) for line in lines)


def strangers(server):
    """The lines about requests of callers that nobody knows."""
    return [line for line in server.log_lines if line["message"] == "request" and "caller" not in line]


def lines_of(server, caller):
    """The lines about requests of somebody who is known."""
    return [line for line in server.log_lines if line.get("caller") == caller]


def test_a_flood_of_refusals_is_bounded_and_counted(serve):
    """So many lines of one kind a second and no more; of a known caller's requests none is missing."""
    server = serve(BOUNDED)
    refused, served = 0, 0
    with Caller(server, "no-token", is_heard=False) as stranger, Caller(server, server.token(), is_heard=False) as alice:
        end = time.monotonic() + 4
        while time.monotonic() < end:
            for _ in range(20):
                assert stranger.request("tools/list").status in (401, 429)
                refused += 1
            assert alice.request("tools/list").status == 200
            served += 1
    eventually(lambda: len(strangers(server)) + left_out(server) == refused, "every refusal in a line or a count")
    # A line is written behind its reply, and the last one is hers.
    eventually(lambda: len(lines_of(server, "alice")) >= served, "a line for each of her requests")
    assert left_out(server) > 0, "the flood was too slow to be one"
    seconds = Counter((line["time"][:19], line["step"], line.get("code", line["status"])) for line in strangers(server))
    # A second of the calendar may hold parts of two of the log's.
    assert max(seconds.values()) <= 2 * LINES
    told = Counter(line["time"][:19] for line in server.log_lines if line["message"] == "lines of the log were left out")
    assert max(told.values()) <= 2
    assert len(lines_of(server, "alice")) == served
    assert "request refused by authenticate" in server.log


def test_peers_that_drip_and_peers_that_talk_nonsense_leave_few_lines(serve):
    """Whatever reaches the connection only, the log stays small."""
    server = serve(BOUNDED + "http:\n  header_timeout: 1s\n")
    before = len(server.log_lines)
    slow = [Raw(server) for _ in range(30)]
    for peer in slow:
        peer.send(b"POST /mcp HTTP/1.1\r\nHost: ")
    for _ in range(150):
        with Raw(server) as peer:
            peer.send(b"\x16\x03\x01\x1b[2J nonsense\r\n\r\n")
    time.sleep(2)
    for peer in slow:
        peer.close()
    assert server.get("/health/ready")[0] == 200
    assert len(server.log_lines) - before <= 4 * LINES
    assert "\x1b" not in server.log and "nonsense" not in server.log


def say(server):
    """Sends the forged text in every field that a client has in its hands."""
    with Caller(server, server.token(), is_heard=False) as caller:
        for method in ("tools/call", "prompts/get", "resources/read", FORGED):
            named = "uri" if method == "resources/read" else "name"
            fields = {"Mcp-Method": "x"} if method == FORGED else None
            caller.request(method, {named: FORGED, "arguments": {FORGED: FORGED}}, fields)
        caller.request("tools/list", {"cursor": FORGED})
        caller.request("completion/complete", {"ref": {"type": FORGED, "name": FORGED}, "argument": {"name": FORGED, "value": FORGED}})
        caller.request("logging/setLevel", {"level": FORGED})
        caller.request("tools/list", {"_meta": {FORGED: FORGED, "io.modelcontextprotocol/clientInfo": {"name": FORGED, "version": FORGED}}})
        caller.request("tools/list", {"_meta": {"io.modelcontextprotocol/protocolVersion": FORGED}})
        caller.call("search_notes", query=FORGED)
        caller.call("create_note", title=FORGED, body=FORGED, **{FORGED: FORGED})
        caller.post({"jsonrpc": FORGED, "id": FORGED, "method": FORGED, "params": FORGED})
        caller.post(FORGED.encode())
        latin = "\x85\x9b2J\x1b[2J"
        for field in ("Origin", "Mcp-Name", "Mcp-Method", "MCP-Protocol-Version", "Mcp-Session-Id", "Last-Event-ID", "User-Agent",
                      "Authorization", "X-Forwarded-For", "Forwarded", "Traceparent", "Accept", "Content-Type", "X-API-Key", "DPoP"):
            with Caller(server, None if field == "Authorization" else caller.token, is_heard=False) as other:
                other.request("tools/list", fields={field: latin})
    with Caller(server, server.token("eve\u2028\u202eforged"), is_heard=False) as caller:
        caller.request("tools/list")
    for line in (b"GET /\x1b[2J HTTP/1.1", b"\x1b[2J / HTTP/1.1", b"GET /mcp?token=\r HTTP/1.1", b"GET /health HTTP/1.1\r\nHost: a\nforged: b"):
        with Raw(server) as peer:
            peer.send(line + b"\r\nHost: x\r\n\r\n")
            time.sleep(0.05)


UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def test_every_event_is_one_line_of_json(serve):
    """For readers that end lines wherever Unicode lets them, too."""
    server = serve("limits:\n  caller: none\n", arguments=["--log-level", "trace"])
    say(server)
    assert server.stop() == 0
    assert not UNSAFE.search(server.log)
    lines = [json.loads(line) for line in server.log.splitlines()]
    assert len(lines) > 15
    assert not [line for line in lines if line["message"] == "forged" or line["level"] == "critical"]


def test_every_event_is_one_line_of_text(serve):
    """A person's terminal does what the server says, and nothing else."""
    server = serve("limits:\n  caller: none\n", arguments=["--log-level", "trace", "--log-format", "text"])
    say(server)
    assert server.stop() == 0
    assert not UNSAFE.search(server.log)
    lines = server.log.splitlines()
    assert len(lines) > 15
    start = re.compile(r"\d\d:\d\d:\d\d(\.\d+)?Z? (trace|debug|info|notice|warning|error) ")
    assert [line for line in lines if not start.match(line)] == []


@pytest.mark.parametrize("value", ["0", "100001", "many"])
def test_a_bound_that_makes_no_sense_is_refused(tmp_path, value):
    """Before anything is opened."""
    path = tmp_path / "gatehouse.yaml"
    path.write_text(f"log:\n  lines_per_second: {value}\n")
    result = gatehouse("serve", "--port", "0", "--data", tmp_path / "data", "--config", path)
    assert result.returncode == 78 and "log.lines_per_second" in result.stderr
