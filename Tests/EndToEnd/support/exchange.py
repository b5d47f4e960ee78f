"""Requests and responses over HTTP, as far as the ledger needs them: which message belongs to which dialogue."""

import json
import threading
from urllib.parse import urlsplit

from support.http_stream import EventReader
from support.ledger import LEDGER, Dialogue
from support.vocabulary import MODERN

# What is no endpoint of the protocol: health, and documents of authorization.
_OTHERS = ("/health", "/.well-known", "/metrics")


class Endpoint:
    """The dialogues of sessions over HTTP."""

    def __init__(self, ledger=LEDGER):
        self.ledger = ledger
        self._sessions = {}
        self._lock = threading.Lock()

    def session(self, key):
        """The dialogue of a session, by its id or by the address that it posts to."""
        with self._lock:
            return self._sessions.setdefault(key, Dialogue(ledger=self.ledger))

    def open(self, key, dialogue):
        with self._lock:
            self._sessions[key] = dialogue


# Ids of sessions are random, so all servers of a run can share it.
ENDPOINT = Endpoint()


class Exchange:
    """One request over HTTP and its response."""

    def __init__(self, endpoint, method, target, fields):
        self._endpoint = endpoint
        self._method = method
        self._target = urlsplit(target)
        self._fields = fields
        self._message = None
        self._dialogue = None
        self._status = None
        self._type = ""
        self._received = b""
        self._events = None
        self._is_over = False

    def asked(self, body):
        """The body of the request, once it is whole."""
        try:
            self._message = json.loads(body) if body else None
        except (ValueError, RecursionError):
            self._message = None
        key = self._key()
        session = self._endpoint.session(key) if key else Dialogue(ledger=self._endpoint.ledger)
        if _is_modern(self._message, self._fields):
            session = Dialogue(MODERN, self._endpoint.ledger)
        self._dialogue = session
        if self._method == "POST":
            session.heard(self._message)

    def _key(self):
        if "mcp-session-id" in self._fields:
            return self._fields["mcp-session-id"]
        return self._target.query if "session" in self._target.query.lower() else None

    def answered(self, status, fields):
        """The head of the response; returns whether a body follows."""
        if self._dialogue is None:
            self.asked(b"")
        self._status = status
        self._type = fields.get("content-type", "").partition(";")[0].strip()
        if "mcp-session-id" in fields:
            self._endpoint.open(fields["mcp-session-id"], self._dialogue)
        if self._type == "text/event-stream":
            self._events = EventReader(self._event)
        empty = self._method == "HEAD" or status in (204, 304) or 100 <= status < 200
        if status == 202 and fields.get("content-length", "0") != "0":
            self._report("R054: 202 with a body")
        return not empty

    def came(self, data):
        """A piece of the response's body."""
        if self._events:
            self._events.feed(data)
        else:
            self._received += data

    def ended(self):
        """The response is whole."""
        concerns_messages = not self._target.path.startswith(_OTHERS)
        if self._events or not self._received or not concerns_messages:
            return
        if self._type != "application/json":
            return self._report(f"R056: the media type is {self._type!r}")
        try:
            text = self._received.decode("utf-8")
        except UnicodeDecodeError as error:
            return self._report(f"R048: {error}")
        try:
            message = json.loads(text)
        except ValueError as error:
            return self._report(f"R002: {error}")
        if self._status == 404 and isinstance(message, dict) and "jsonrpc" not in message:
            # Nothing of the protocol is at that path.
            return
        self._dialogue.said(message, self._id())

    def _event(self, fields):
        kind = fields.get("event", "message")
        if kind == "endpoint":
            return self._endpoint.open(urlsplit(fields["data"]).query, self._dialogue)
        if kind != "message" or not fields.get("data"):
            return None
        if self._is_over:
            self._report("R060: something came after the answer")
        is_answer = self._dialogue.said(json.loads(fields["data"]), self._id())
        if is_answer and self._method == "POST":
            self._is_over = True

    def _id(self):
        return self._message.get("id") if isinstance(self._message, dict) else None

    def _report(self, problem):
        self._endpoint.ledger.report([problem], self._received.decode(errors="replace"))


def _is_modern(message, fields):
    if fields.get("mcp-protocol-version", "") >= MODERN:
        return True
    params = message.get("params") if isinstance(message, dict) else None
    meta = params.get("_meta") if isinstance(params, dict) else None
    return isinstance(meta, dict) and "io.modelcontextprotocol/protocolVersion" in meta
