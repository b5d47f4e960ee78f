"""Messages over HTTP without a client library, so that every byte of an answer can be looked at."""

import base64
import itertools
import json
from dataclasses import dataclass, field

from support.events import events
from support.exchange import ENDPOINT, Exchange
from support.vocabulary import MODERN

LEGACY = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]

_VERSION = "io.modelcontextprotocol/protocolVersion"
_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities"
_CLIENT = "io.modelcontextprotocol/clientInfo"

_NAMED_BY = {
    "tools/call": "name",
    "prompts/get": "name",
    "resources/read": "uri",
    "tasks/get": "taskId",
    "tasks/update": "taskId",
    "tasks/cancel": "taskId",
}


@dataclass
class Answer:
    """An HTTP response."""

    status: int
    fields: dict = field(repr=False)
    body: bytes

    @property
    def message(self):
        """The body as JSON: of a stream, the message that ends it."""
        if self.fields["Content-Type"] == "text/event-stream":
            return events(self.body)[-1]
        return json.loads(self.body)

    @property
    def result(self):
        assert self.status == 200, (self.status, self.body)
        assert "result" in self.message, self.message
        return self.message["result"]

    @property
    def error(self):
        assert "error" in self.message, self.message
        return self.message["error"]

    @property
    def content(self):
        """The structured content of a tool's result that is no error."""
        assert not self.result.get("isError"), self.result
        return self.result["structuredContent"]

    @property
    def text(self):
        """The first text of a tool's result."""
        return self.result["content"][0]["text"]


def meta(version=MODERN, **others):
    """The `_meta` by which a request of 2026-07-28 explains itself."""
    return {_VERSION: version, _CAPABILITIES: {}, _CLIENT: {"name": "end-to-end", "version": "1"}, **others}


def header_text(value):
    """A header field's value for a text: as it is where it may be, and else in Base64."""
    if value.isascii() and value.isprintable() and value == value.strip() and not value.startswith("=?base64?"):
        return value
    return f"=?base64?{base64.b64encode(value.encode()).decode()}?="


class Heard:
    """A response that is told to the ledger as it is read."""

    def __init__(self, response, exchange):
        self._response = response
        self._exchange = exchange
        fields = {name.lower(): value for name, value in response.headers.items()}
        self._has_body = exchange.answered(response.status, fields)

    def __getattr__(self, name):
        return getattr(self._response, name)

    def read(self, *size):
        return self._tell(self._response.read(*size))

    def read1(self, *size):
        return self._tell(self._response.read1(*size))

    def readline(self, *size):
        return self._tell(self._response.readline(*size))

    def _tell(self, data):
        if self._has_body:
            self._exchange.came(data)
            if self._response.isclosed():
                self._has_body = False
                self._exchange.ended()
        return data


class Unheard:
    """What a caller uses in an exchange's place whose messages are too many to be looked at."""

    def asked(self, body):
        pass

    def answered(self, status, fields):
        return False


class Caller:
    """One caller on one connection, in one revision of the protocol. What it is told is held against the schemas."""

    def __init__(self, server, token=None, revision=MODERN, is_heard=True):
        self.server = server
        self.token = token
        self.revision = revision
        self.session = None
        self.answers = []
        self._connection = server.connection()
        self._ids = itertools.count(1)
        self._is_heard = is_heard
        self._exchange = None

    def send(self, body, fields=None, method="POST", path="/mcp"):
        """Sends bytes, or a value as JSON, with the fields that every client sends, changed by those given."""
        if not isinstance(body, (bytes, type(None))):
            body = json.dumps(body, ensure_ascii=False).encode()
        sent = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        sent |= fields or {}
        sent = {name: value for name, value in sent.items() if value is not None}
        lower = {name.lower(): value for name, value in sent.items()}
        self._exchange = Exchange(ENDPOINT, method, path, lower) if self._is_heard else Unheard()
        self._exchange.asked(body or b"")
        self._connection.request(method, path, body, sent)

    @property
    def socket(self):
        """The socket of the connection, once something was sent on it."""
        return self._connection.sock

    def response(self):
        """The response to what was sent, whose body may still be on its way."""
        return Heard(self._connection.getresponse(), self._exchange)

    def post(self, body, fields=None, method="POST", path="/mcp"):
        """Sends what `send` takes and returns the answer."""
        self.send(body, fields, method, path)
        response = self.response()
        answer = Answer(response.status, response.headers, response.read())
        self.answers.append(answer)
        return answer

    def message(self, method, params=None):
        """A request of the caller's revision, as a value."""
        params = dict(params or {})
        if self.revision == MODERN:
            params["_meta"] = meta() | params.get("_meta", {})
        return {"jsonrpc": "2.0", "id": next(self._ids), "method": method, "params": params}

    def fields(self, message):
        """The header fields that mirror a request."""
        if self.revision != MODERN:
            fields = {"Mcp-Session-Id": self.session} if self.session else {}
            return fields | {"MCP-Protocol-Version": self.revision} if self.session else fields
        fields = {"MCP-Protocol-Version": MODERN, "Mcp-Method": message["method"]}
        named = message["params"].get(_NAMED_BY.get(message["method"]))
        if isinstance(named, str):
            fields["Mcp-Name"] = header_text(named)
        return fields

    def request(self, method, params=None, fields=None):
        """Sends a request and returns its answer."""
        message = self.message(method, params)
        return self.post(message, self.fields(message) | (fields or {}))

    def begin(self, method, params=None):
        """Sends a request and does not wait for its answer."""
        message = self.message(method, params)
        self.send(message, self.fields(message))

    def notify(self, method):
        """Sends a notification and returns the answer, which has no body."""
        message = {"jsonrpc": "2.0", "method": method, "params": {}}
        return self.post(message, self.fields(message))

    def initialize(self):
        """Opens a session of the caller's revision, and returns the handshake's answer."""
        information = {"name": "end-to-end", "version": "1"}
        answer = self.request(
            "initialize", {"protocolVersion": self.revision, "capabilities": {}, "clientInfo": information}
        )
        self.session = answer.fields["Mcp-Session-Id"]
        self.revision = answer.result["protocolVersion"]
        assert self.notify("notifications/initialized").status == 202
        return answer

    def call(self, tool, **arguments):
        """Calls a tool."""
        return self.request("tools/call", {"name": tool, "arguments": arguments})

    def create(self, title, body="", **others):
        """Creates a note and returns it."""
        return self.call("create_note", title=title, body=body, **others).content

    def close(self):
        self._connection.close()

    def __enter__(self):
        if self.revision != MODERN:
            self.initialize()
        return self

    def __exit__(self, *_):
        self.close()
