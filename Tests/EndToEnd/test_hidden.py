"""Every path to something forbidden, over every transport and revision: it is answered to the byte as what is not there.

What is hidden and what never was have names of the same length, so that even lengths are compared."""

import contextlib
import http.client
import json

import pytest

from support.rpc import LEGACY, MODERN, Caller, meta
from test_sessions import read_event
from test_stdio import Conversation

CONFIGURATION = """
limits: {caller: none}
access:
  hidden: everywhere
  rules:
    - name: nothing of these
      effect: deny
      tools: [delete_note]
      prompts: [weekly_review]
      resources: ["notebook://recent", "note://{id}"]
"""

# What is hidden, and what is not there at all.
TOOL = ("delete_note", "delite_note")
PROMPT = ("weekly_review", "weekly_revyew")
RESOURCE = ("notebook://recent", "notebook://recint")
TEMPLATE = ("note://7", "nota://7")
PATTERN = ("note://{id}", "nota://{id}")


def requests(revision):
    """The methods that lead to a component by its name, each with its parameters for one of a pair of names."""
    found = [
        ("tools/call", TOOL, lambda name: {"name": name, "arguments": {"id": "7"}}),
        ("tools/call", TOOL, lambda name: {"name": name, "arguments": {"wrong": [1]}}),
        ("tools/call", TOOL, lambda name: {"name": name}),
        ("prompts/get", PROMPT, lambda name: {"name": name, "arguments": {}}),
        ("resources/read", RESOURCE, lambda uri: {"uri": uri}),
        ("resources/read", TEMPLATE, lambda uri: {"uri": uri}),
        ("completion/complete", PROMPT,
         lambda name: {"ref": {"type": "ref/prompt", "name": name}, "argument": {"name": "x", "value": ""}}),
        ("completion/complete", PATTERN,
         lambda uri: {"ref": {"type": "ref/resource", "uri": uri}, "argument": {"name": "id", "value": ""}}),
    ]  # fmt: skip
    if revision != MODERN:
        found += [("resources/subscribe", pair, lambda uri: {"uri": uri}) for pair in (RESOURCE, TEMPLATE)]
    return found


LISTS = [("tools/list", "tools"), ("prompts/list", "prompts"), ("resources/list", "resources"),
         ("resources/templates/list", "resourceTemplates")]  # fmt: skip


def stripped(message, pair):
    """An answer without the name that was asked for, as text."""
    message = {name: value for name, value in message.items() if name != "id"}
    text = json.dumps(message, sort_keys=True)
    for name in pair:
        text = text.replace(name, "NAME")
    return text


class OverHTTP:
    """Streamable HTTP in one revision."""

    def __init__(self, server, revision):
        self.revision = revision
        self._caller = Caller(server, server.token("eve", "admin"), revision, is_heard=False)
        if revision != MODERN:
            self._caller.initialize()

    def ask(self, method, params):
        answer = self._caller.request(method, params)
        # Of the header fields none may differ but the time, and the length, in which the request's own id counts.
        fields = {name.lower(): value for name, value in answer.fields.items()}
        fields = {name: value for name, value in fields.items() if name not in ("date", "content-length")}
        return {"status": answer.status, "fields": fields, **answer.message}

    def close(self):
        self._caller.close()


class OverEventStream:
    """HTTP with SSE of 2024-11-05."""

    revision = "2024-11-05"

    def __init__(self, server):
        self._server, self._token, self._id = server, server.token("eve", "admin"), 0
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        self._connection.request("GET", "/sse", headers=self._fields(Accept="text/event-stream"))
        self._stream = self._connection.getresponse()
        self._path = read_event(self._stream)["data"]
        self.ask("initialize", {"protocolVersion": self.revision, "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}})
        self._post({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def _fields(self, **others):
        return {"Authorization": f"Bearer {self._token}", **others}

    def _post(self, message):
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("POST", self._path, json.dumps(message), self._fields(**{"Content-Type": "application/json"}))
            assert connection.getresponse().status == 202

    def ask(self, method, params):
        self._id += 1
        self._post({"jsonrpc": "2.0", "id": self._id, "method": method, "params": params})
        while True:
            message = json.loads(read_event(self._stream)["data"])
            if message.get("id") == self._id:
                return message

    def close(self):
        self._connection.close()


class OverStandardStreams:
    """Standard input and output, in one revision."""

    def __init__(self, server, folder, revision):
        self.revision, self._id = revision, 0
        self._conversation = Conversation(folder / "stdio", "--config", str(server.folder / "gatehouse.yaml"))
        if revision != MODERN:
            self.ask("initialize", {"protocolVersion": revision, "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}})
            self._conversation.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def ask(self, method, params):
        self._id += 1
        if self.revision == MODERN:
            params = {**params, "_meta": meta()}
        self._conversation.send({"jsonrpc": "2.0", "id": self._id, "method": method, "params": params})
        while True:
            message = self._conversation.receive()
            if message.get("id") == self._id:
                return message

    def close(self):
        self._conversation.end()
        self._conversation.__exit__()


WAYS = [f"http {revision}" for revision in [*LEGACY, MODERN]] + ["sse 2024-11-05"] + [
    f"stdio {revision}" for revision in [*LEGACY, MODERN]
]  # fmt: skip


@pytest.fixture(scope="module")
def hiding(tmp_path_factory):
    from support.server import Server

    with Server(tmp_path_factory.mktemp("hiding"), CONFIGURATION) as server:
        yield server
        assert server.stop() == 0


@pytest.fixture(params=WAYS)
def way(request, hiding, tmp_path):
    transport, revision = request.param.split()
    if transport == "http":
        way = OverHTTP(hiding, revision)
    elif transport == "sse":
        way = OverEventStream(hiding)
    else:
        way = OverStandardStreams(hiding, tmp_path, revision)
    yield way
    way.close()


def test_what_is_hidden_is_answered_as_what_is_not_there(way):
    """By direct calls, reads, completions and subscriptions, with right and with wrong arguments."""
    for method, pair, params in requests(way.revision):
        hidden, absent = (way.ask(method, params(name)) for name in pair)
        assert "error" in hidden, (method, hidden)
        assert stripped(hidden, pair) == stripped(absent, pair), method


def test_no_list_shows_what_is_hidden(way):
    """Nor anything that has its name in it: lists, and pages behind cursors of other callers, too."""
    for method, member in LISTS:
        answer = way.ask(method, {})
        text = json.dumps(answer)
        assert member in answer["result"]
        for name in (TOOL[0], PROMPT[0], RESOURCE[0], PATTERN[0]):
            assert f'"{name}"' not in text, (method, name)


def test_a_batch_hides_it_too(hiding):
    """Of 2025-03-26, the one revision with batches over HTTP: each message is answered as it would be alone."""
    caller = OverHTTP(hiding, "2025-03-26")._caller
    with contextlib.closing(caller):
        for method, pair, params in requests("2025-03-26"):
            batch = [{"jsonrpc": "2.0", "id": id, "method": method, "params": params(name)} for id, name in enumerate(pair)]
            answer = caller.post(batch, caller.fields(batch))
            messages = answer.message if isinstance(answer.message, list) else [answer.message]
            if len(messages) < 2:  # A stream has one event for each.
                from support.events import events

                messages = events(answer.body)
            hidden, absent = sorted(messages, key=lambda message: message["id"])
            assert stripped(hidden, pair) == stripped(absent, pair), method


def test_a_stream_does_not_agree_to_it(hiding):
    """Neither to a resource that is hidden, nor to what only a hidden template has, nor to a task of nobody's."""
    with Caller(hiding, hiding.token("eve", "admin"), is_heard=False) as caller:
        filter = {"resourceSubscriptions": [*RESOURCE, *TEMPLATE], "toolsListChanged": True}
        message = caller.message("subscriptions/listen", {"notifications": filter})
        caller.send(message, caller.fields(message))
        lines = iter(caller.response().readline, b"")
        acknowledgment = next(json.loads(line[5:]) for line in lines if line.startswith(b"data:"))
        honoured = acknowledgment["params"]["notifications"]
        assert honoured.get("resourceSubscriptions", []) == []
        assert honoured["toolsListChanged"] is True


@pytest.mark.parametrize("revision", ["2025-11-25", MODERN])
def test_tasks_of_others_are_unknown(hiding, revision):
    """An id that somebody guessed is answered as one that never was, whatever is asked about it."""
    methods = ["tasks/get", "tasks/cancel"] + (["tasks/update"] if revision == MODERN else ["tasks/result"])
    way = OverHTTP(hiding, revision)
    with contextlib.closing(way):
        for method in methods:
            answers = [way.ask(method, {"taskId": id, "inputResponses": {}}) for id in ("0" * 32, "f" * 32)]
            assert "error" in answers[0]
            assert stripped(answers[0], ("0" * 32,)) == stripped(answers[1], ("f" * 32,))
