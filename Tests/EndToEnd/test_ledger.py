"""The judge of the other tests: it sees what is wrong, and passes what is right."""

import json
import socket
import threading

import pytest

from support import schemas
from support.exchange import Endpoint, Exchange
from support.http_stream import EventReader, HTTPReader
from support.ledger import Dialogue, Ledger
from support.recorder import Recorder
from support.rpc import meta
from support.vocabulary import MODERN

SERVER = {"io.modelcontextprotocol/serverInfo": {"name": "s", "version": "1"}}
TASKS = {"extensions": {"io.modelcontextprotocol/tasks": {}}}


def judged(method, *messages, revision=MODERN, capabilities=None, identifier=1, **params):
    """What is wrong with messages that follow a request."""
    ledger = Ledger()
    dialogue = Dialogue(None if revision == MODERN else revision, ledger)
    dialogue.capabilities = capabilities or {}
    if revision == MODERN:
        extra = params.pop("meta", {})
        params["_meta"] = meta() | {"io.modelcontextprotocol/clientCapabilities": capabilities or {}} | extra
    dialogue.heard({"jsonrpc": "2.0", "id": identifier, "method": method, "params": params})
    for message in messages:
        dialogue.said({"jsonrpc": "2.0"} | message, identifier)
    return [text.partition("\n")[0] for text in ledger.take()]


def complete(**members):
    """A result of 2026-07-28."""
    return {"id": 1, "result": {"resultType": "complete", "_meta": SERVER, **members}}


def asking(method, **params):
    """A result that asks for something."""
    questions = {"q": {"method": method, "params": params}}
    return {"id": 1, "result": {"resultType": "input_required", "_meta": SERVER, "inputRequests": questions}}


FORM = {"message": "Who?", "requestedSchema": {"type": "object", "properties": {}}}
EMPTY_LIST = complete(tools=[], ttlMs=0, cacheScope="private")
PROGRESS = {"method": "notifications/progress", "params": {"progressToken": "t", "progress": 1}}
LOG = {"method": "notifications/message", "params": {"level": "info", "data": "x"}}
SUBSCRIPTION = {"_meta": {"io.modelcontextprotocol/subscriptionId": 1}}
ACKNOWLEDGED = {
    "method": "notifications/subscriptions/acknowledged",
    "params": {"notifications": {"toolsListChanged": True}} | SUBSCRIPTION,
}
CHANGED = {"method": "notifications/tools/list_changed", "params": SUBSCRIPTION}
TASK = {
    "taskId": "t",
    "status": "working",
    "createdAt": "2026-01-01T00:00:00Z",
    "lastUpdatedAt": "2026-01-01T00:00:00Z",
    "ttlMs": None,
}


@pytest.mark.parametrize(
    ("problem", "found"),
    [
        ("R004", judged("ping", {"id": "1", "result": {}}, revision="2025-11-25")),
        ("R004", judged("tools/list", EMPTY_LIST, EMPTY_LIST)),
        ("R006", judged("tools/call", {"id": 1, "result": {"content": [], "_meta": SERVER}})),
        ("R007", judged("tools/call", complete(resultType="other", content=[]))),
        ("R010", judged("tools/call", {"id": 1, "error": {"code": 1, "message": "two\nlines"}})),
        ("R011", judged("tools/call", {"id": 1, "error": {"code": -32001, "message": "m"}})),
        ("R012", judged("tools/call", {"id": 1, "error": {"code": -32050, "message": "m"}})),
        ("R013", judged("resources/read", {"id": 1, "error": {"code": -32002, "message": "m"}})),
        ("R015", judged("tools/call", PROGRESS | {"id": 1})),
        ("R025", judged("tools/list", complete(tools=[], ttlMs=0, cacheScope="private", _meta={}))),
        ("R059", judged("tools/call", {"id": 5, "method": "roots/list"}, capabilities={"roots": {}})),
        ("R063", judged("subscriptions/listen", LOG, notifications={}, meta={"io.modelcontextprotocol/logLevel": "info"})),
        ("R063", judged("tools/call", CHANGED)),
        ("R094", judged("tools/call", {"method": "notifications/cancelled", "params": {"requestId": 1}})),
        ("R100", judged("tools/call", PROGRESS)),
        ("R101", judged("tools/call", PROGRESS, PROGRESS, meta={"progressToken": "t"})),
        ("R104", judged("subscriptions/listen", ACKNOWLEDGED, CHANGED, notifications={})),
        ("R105", judged("subscriptions/listen", CHANGED, notifications={"toolsListChanged": True})),
        ("R106", judged("subscriptions/listen", ACKNOWLEDGED, notifications={})),
        ("R107", judged("subscriptions/listen", complete())),
        ("R111", judged("tools/list", asking("roots/list"), capabilities={"roots": {}})),
        ("R113", judged("tools/call", asking("ping"))),
        ("R121", judged("tools/call", {"id": 1, "result": {"resultType": "input_required", "_meta": SERVER}})),
        ("R122", judged("tools/call", asking("roots/list"))),
        ("R129", judged("tools/call", asking("elicitation/create", **FORM), capabilities={"elicitation": {"url": {}}})),
        ("R178", judged("tools/list", complete(tools=[]))),
        ("R183", judged("tools/call", LOG)),
        ("R183", judged("tools/call", LOG, meta={"io.modelcontextprotocol/logLevel": "error"})),
        ("R210", judged("tools/call", {"id": 1, "result": {"resultType": "task", "_meta": SERVER} | TASK})),
        ("R234", judged("tools/call", {"id": 9, "method": "roots/list"}, revision="2025-06-18")),
        ("R234", judged("ping", {"id": 1, "result": {"resultType": "complete"}}, revision="2025-11-25")),
    ],
)
def test_a_broken_rule_is_named_by_its_number(problem, found):
    """Each rule that no schema can say."""
    assert problem in {text.partition(":")[0] for text in found}, found


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("$.content", judged("tools/call", complete(content="text"))),
        ("$.tools[0].inputSchema", judged("tools/list", complete(tools=[{"name": "t", "inputSchema": 1}]))),
        ("$.error.code", judged("tools/call", {"id": 1, "error": {"code": "x", "message": "m"}})),
        ("$.content[0]", judged("tools/call", complete(content=[{"type": "image", "data": "?", "mimeType": "image/png"}]))),
        ("$: 'params'", judged("tools/call", {"method": "notifications/progress"}, revision="2025-11-25")),
        ("2024-11-05 has no", judged("x", {"method": "notifications/tasks/status"}, revision="2024-11-05")),
        ("$.id", judged("tools/call", {"id": None, "error": {"code": -32600, "message": "m"}})),
    ],
)
def test_a_violation_of_the_schema_is_told_with_its_place(place, found):
    """Of the revision that the request was made in."""
    if not schemas.available():
        pytest.skip(f"the schemas of the protocol are not there: {schemas.FOLDER}")
    assert any(text.startswith(place) for text in found), found


@pytest.mark.parametrize(
    "found",
    [
        judged("tools/list", EMPTY_LIST),
        judged("tools/call", PROGRESS, complete(content=[]), meta={"progressToken": "t"}),
        judged("tools/call", LOG, meta={"io.modelcontextprotocol/logLevel": "debug"}),
        judged("tools/call", asking("elicitation/create", **FORM), capabilities={"elicitation": {}}),
        judged("subscriptions/listen", ACKNOWLEDGED, CHANGED, notifications={"toolsListChanged": True}),
        judged("tools/call", {"id": 1, "result": {"resultType": "task", "_meta": SERVER} | TASK}, capabilities=TASKS),
        judged("ping", {"id": 1, "result": {}}, revision="2025-11-25"),
        judged("x", {"id": 4, "method": "roots/list"}, revision="2025-06-18", capabilities={"roots": {}}),
        judged("x", {"error": {"code": 503, "message": "m", "data": {"reason": "r"}}, "id": None}),
    ],
)
def test_what_is_right_is_passed(found):
    """In every era."""
    assert found == []


@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
def test_bytes_may_be_cut_anywhere(size):
    """Messages of HTTP and events are the same however their bytes come."""
    seen = []

    class Listener:
        def head(self, line, fields):
            seen.append((line, fields))
            return True

        def body(self, data):
            events.feed(data)

        def end(self):
            seen.append("end")

    events = EventReader(seen.append)
    reader = HTTPReader(Listener())
    data = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"12\r\nevent: message\nid:\r\n10\r\n 7\ndata: {}\n\n:x\n\r\n1\r\n\n\r\n0\r\n\r\n"
        b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
    )
    for start in range(0, len(data), size):
        reader.feed(data[start : start + size])
    assert seen == [
        ("HTTP/1.1 200 OK", {"transfer-encoding": "chunked"}),
        {"event": "message", "id": "7", "data": "{}"},
        "end",
        ("HTTP/1.1 202 Accepted", {"content-length": "0"}),
        "end",
    ]


def answered(fields, body, status=200):
    """What is wrong with a response over HTTP to a list of tools."""
    ledger = Ledger()
    request = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": meta()}}
    exchange = Exchange(Endpoint(ledger), "POST", "/mcp", {})
    exchange.asked(json.dumps(request).encode())
    exchange.answered(status, fields)
    exchange.came(body)
    exchange.ended()
    return [text.partition(":")[0] for text in ledger.take()]


def test_what_is_wrong_with_http_is_seen():
    """Media types, texts, streams that go on, and bodies where there should be none."""
    event = b"event: message\ndata: " + json.dumps({"jsonrpc": "2.0"} | EMPTY_LIST).encode() + b"\n\n"
    assert answered({"content-type": "text/plain"}, b"{}") == ["R056"]
    assert answered({"content-type": "application/json"}, b"\xff") == ["R048"]
    assert answered({"content-type": "application/json"}, b"{") == ["R002"]
    assert "R060" in answered({"content-type": "text/event-stream"}, event + event)
    assert answered({"content-type": "text/event-stream"}, event) == []
    assert answered({"content-type": "application/json", "content-length": "2"}, b"", status=202) == ["R054"]


def test_the_recorder_changes_nothing():
    """Every byte arrives, in both directions, and a response reaches a client whose request is not read."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        sent = b"HTTP/1.1 413 Too much\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno\n"
        received = []

        def serve():
            connection, _ = listener.accept()
            with connection:
                while b"\r\n\r\n" not in b"".join(received):
                    received.append(connection.recv(65_536))
                connection.sendall(sent)
                connection.shutdown(socket.SHUT_WR)

        thread = threading.Thread(target=serve)
        thread.start()
        recorder = Recorder(listener.getsockname()[1]).start()
        with socket.create_connection(("127.0.0.1", recorder.port), timeout=10) as client:
            client.sendall(b"POST /health/x HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n" + b"x" * 100_000)
            got = b""
            while data := client.recv(65_536):
                got += data
        thread.join(10)
        recorder.stop()
    assert got == sent
    assert b"".join(received).startswith(b"POST /health/x HTTP/1.1\r\nContent-Length: 9000000\r\n\r\nx")
