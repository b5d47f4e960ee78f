"""`gatehouse serve --stdio` without a client library: lines in, lines out, and an end."""

import json
import signal
import subprocess

import pytest

from support.binary import DEADLINE, GATEHOUSE, clean_environment
from support.lines import Lines
from support.rpc import LEGACY, MODERN, meta
from support.schemas import check_error, check_result
from support.system import user_name


class Conversation:
    """A server over stdio, to which lines are written and whose lines are read."""

    def __init__(self, data, *arguments):
        self._heard = Lines()
        self.process = subprocess.Popen(
            [GATEHOUSE, "serve", "--stdio", "--data", str(data), *arguments],
            env=clean_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def send(self, *lines):
        """Writes lines, values as JSON."""
        for line in lines:
            data = line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()
            self._heard.heard(data)
            self.process.stdin.write(data + b"\n")
        self.process.stdin.flush()

    def receive(self):
        """The next line, as JSON."""
        line = self.process.stdout.readline()
        self._heard.said(line)
        return json.loads(line)

    def end(self):
        """Ends the input; returns the messages that still came, the log and the exit code."""
        output, log = self.process.communicate(timeout=DEADLINE)
        assert output == b"" or output.endswith(b"\n")
        for line in output.splitlines():
            self._heard.said(line)
        return [json.loads(line) for line in output.splitlines()], log.decode(), self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()


@pytest.fixture
def conversation(tmp_path):
    with Conversation(tmp_path / "data") as conversation:
        yield conversation


def modern(identifier, method, **params):
    """A request of 2026-07-28."""
    return {"jsonrpc": "2.0", "id": identifier, "method": method, "params": params | {"_meta": meta()}}


def call(identifier, tool, **arguments):
    """A call of a tool in 2026-07-28."""
    return modern(identifier, "tools/call", name=tool, arguments=arguments)


def test_nothing_but_messages_is_on_the_output(conversation):
    """Every line is a message of the revision; the log is on standard error, and the end of input is an end with 0."""
    conversation.send(
        modern(1, "server/discover"),
        modern("two", "tools/list"),
        call(3, "create_note", title="Over stdio", body="line\nbreak\u2028"),
        modern(4, "no/such/method"),
    )
    messages, log, code = conversation.end()
    assert code == 0
    answers = {message["id"]: message for message in messages}
    assert set(answers) == {1, "two", 3, 4}
    check_result(answers[1], MODERN, "DiscoverResult")
    check_result(answers["two"], MODERN, "ListToolsResult")
    check_result(answers[3], MODERN, "CallToolResult")
    check_error(answers[4], MODERN)
    assert answers[3]["result"]["structuredContent"]["body"] == "line\nbreak\u2028"
    assert '"message":"request"' in log


def test_the_caller_is_the_user_who_started_it(conversation):
    """With every role there is."""
    conversation.send(call(1, "create_note", title="Mine"))
    note = conversation.receive()["result"]["structuredContent"]
    assert note["createdBy"] == user_name()
    conversation.send(call(2, "delete_note", id=note["id"]))
    assert conversation.receive()["result"]["structuredContent"]["action"] == "deleted"


@pytest.mark.parametrize("revision", LEGACY)
def test_a_legacy_client_shakes_hands(conversation, revision):
    """Then its requests need no session id, because the process is the session."""
    information = {"name": "end-to-end", "version": "1"}
    conversation.send(
        {
            "jsonrpc": "2.0",
            "id": 0,
            "method": "initialize",
            "params": {"protocolVersion": revision, "capabilities": {}, "clientInfo": information},
        },
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 1, "method": "ping"},
    )
    handshake = conversation.receive()
    check_result(handshake, revision, "InitializeResult")
    assert handshake["result"]["protocolVersion"] == revision
    check_result(conversation.receive(), revision, "EmptyResult")
    conversation.send({"jsonrpc": "2.0", "id": 2, "method": "tools/list", "params": {}})
    check_result(conversation.receive(), revision, "ListToolsResult")
    assert conversation.end()[2] == 0


def test_both_eras_are_served_on_one_stream(conversation):
    """Each request says in which revision it is; the session is for those that do not."""
    conversation.send({"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
    refused = conversation.receive()
    assert refused["error"]["code"] == -32602 and "send initialize first" in refused["error"]["message"]
    parameters = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
    conversation.send({"jsonrpc": "2.0", "id": 2, "method": "initialize", "params": parameters})
    assert "serverInfo" in conversation.receive()["result"]
    conversation.send(modern(3, "tools/list"))
    assert conversation.receive()["result"]["resultType"] == "complete"
    conversation.send({"jsonrpc": "2.0", "id": 4, "method": "tools/list"})
    assert "resultType" not in conversation.receive()["result"]


def test_many_requests_in_flight_are_all_answered_before_the_end(conversation):
    """The input may end right behind the last request."""
    conversation.send(*(call(number, "create_note", title=f"Note {number}") for number in range(200)))
    messages, _, code = conversation.end()
    assert code == 0
    titles = {message["id"]: message["result"]["structuredContent"]["title"] for message in messages}
    assert titles == {number: f"Note {number}" for number in range(200)}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", -32700),
        (b"\xff\xfe", -32700),
        (b"[" * 100, -32700),
        (b"[]", -32600),
        (b"{}", -32600),
        (b'"text"', -32600),
        (b" " * (4 * 1024 * 1024 + 1), -32600),
    ],
    ids=["half an object", "no UTF-8", "too deep", "an array", "no members", "a text", "too long"],
)
def test_a_line_that_is_no_message_is_answered_with_an_error(conversation, line, code):
    """And the next one is read as if nothing had been."""
    conversation.send(line, modern(1, "tools/list"))
    messages = [conversation.receive(), conversation.receive()]
    refused = next(message for message in messages if "error" in message)
    assert refused["error"]["code"] == code
    assert refused.get("id") is None
    assert next(message for message in messages if "result" in message)["id"] == 1


def test_empty_lines_and_windows_line_ends_are_taken(conversation):
    """Lines without anything in them are no messages."""
    conversation.send(b"", b"\r", json.dumps(modern(1, "tools/list")).encode() + b"\r", b"")
    messages, _, code = conversation.end()
    assert ([message["id"] for message in messages], code) == ([1], 0)


def test_notifications_and_responses_are_not_answered(conversation):
    """Neither what the server does not know nor what it never asked for."""
    conversation.send(
        {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 99}},
        {"jsonrpc": "2.0", "method": "notifications/of/nothing"},
        {"jsonrpc": "2.0", "id": 5, "result": {}},
        modern(6, "tools/list"),
    )
    messages, _, code = conversation.end()
    assert ([message["id"] for message in messages], code) == ([6], 0)


def test_no_input_at_all_is_an_end_as_well(conversation):
    """A client may change its mind."""
    assert conversation.end()[::2] == ([], 0)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(conversation, number):
    """With exit code 0, as the end of the input does."""
    conversation.send(modern(1, "tools/list"))
    conversation.receive()
    conversation.process.send_signal(number)
    assert conversation.process.wait(DEADLINE) == 0


def test_a_client_that_stops_reading_does_not_hang_the_server(conversation):
    """A closed output ends the process once its input ends."""
    conversation.process.stdout.close()
    conversation.send(*(modern(number, "tools/list") for number in range(20)))
    conversation.process.stdin.close()
    assert conversation.process.wait(DEADLINE) == 0


def test_a_wrong_configuration_says_nothing_on_the_output(tmp_path):
    """The client sees an end, and the log why."""
    path = tmp_path / "wrong.yaml"
    path.write_text("server:\n  prot: 1\n")
    with Conversation(tmp_path / "data", "--config", path) as conversation:
        messages, log, code = conversation.end()
    assert (messages, code) == ([], 78)
    assert "did you mean server.port?" in log
