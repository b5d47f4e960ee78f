"""Every message that leaves a server, held against the schema of its revision and the rules that no schema can say."""

import json
import threading
from collections import Counter

from support import schemas
from support.rules import Rules
from support.vocabulary import ERRORS, MODERN, NOTIFICATIONS, REQUESTS, TASKS, result_definition

_VERSION = "io.modelcontextprotocol/protocolVersion"


class Ledger:
    """What was found wrong with messages, until a test asks; and how many there were of which kind."""

    def __init__(self):
        self.kinds = Counter()
        self._violations = []
        self._lock = threading.Lock()

    def count(self, kind):
        with self._lock:
            self.kinds[kind] += 1

    def report(self, problems, message):
        if problems:
            with self._lock:
                self._violations += [f"{problem}\n    in {json.dumps(message)[:1500]}" for problem in problems]

    def take(self):
        """The violations since the last time."""
        with self._lock:
            taken, self._violations = self._violations, []
            return taken


# All servers of a run report here; a fixture takes what there is after every test.
LEDGER = Ledger()


class Asked:
    """A request of a client's that is not answered yet."""

    def __init__(self, message, revision, capabilities):
        self.method = message.get("method")
        self.params = message.get("params") if isinstance(message.get("params"), dict) else {}
        self.id = message.get("id")
        self.revision = revision
        self.capabilities = capabilities
        self.progress = None
        self.acknowledged = False


class Dialogue:
    """Both sides of what one client and a server say: a process over stdio, a session, or one exchange over HTTP."""

    def __init__(self, revision=None, ledger=LEDGER):
        self.revision = revision
        self.capabilities = {}
        self.ledger = ledger
        self._asked = {}
        # Subscriptions that were answered: over stdio their end is told by a notification as well, in either order.
        self._closed = {}

    def heard(self, message):
        """A message of the client's, as it was sent; whatever is no message is of no interest."""
        for part in message if isinstance(message, list) else [message]:
            if isinstance(part, dict) and "method" in part and "id" in part:
                self._asked[_key(part["id"])] = self._request(part)

    def _request(self, message):
        params = message.get("params") if isinstance(message.get("params"), dict) else {}
        meta = params.get("_meta") if isinstance(params.get("_meta"), dict) else {}
        if message["method"] == "initialize" and isinstance(params.get("capabilities"), dict):
            self.capabilities = params["capabilities"]
        if _VERSION in meta:
            capabilities = meta.get("io.modelcontextprotocol/clientCapabilities")
            return Asked(message, MODERN, capabilities if isinstance(capabilities, dict) else {})
        return Asked(message, self.revision, self.capabilities)

    def said(self, message, origin=None):
        """A message of the server's, on the stream that a request opened where there is one.

        Returns whether it was the answer to a request.
        """
        if isinstance(message, list):
            return any([self.said(part, origin) for part in message])
        if not isinstance(message, dict):
            self.ledger.report(["not a JSON object"], message)
        elif "method" in message:
            self._asks(message, origin) if "id" in message else self._tells(message, origin)
        elif "result" in message:
            self._answers(message)
            return True
        else:
            self._refuses(message)
            return True
        return False

    def _answers(self, message):
        asked = self._asked.pop(_key(message.get("id")), None)
        if asked is None:
            return self.ledger.report(["R004: a result for an id that no open request has"], message)
        if asked.method == "subscriptions/listen":
            self._closed[_key(asked.id)] = asked
        result = message["result"] if isinstance(message["result"], dict) else {}
        if asked.method == "initialize":
            self.revision = asked.revision = result.get("protocolVersion")
        revision = asked.revision or "2025-03-26"
        schema, name = result_definition(revision, asked.method, asked.params, result)
        self.ledger.count(f"{revision} {name}")
        problems = self._violations(message, revision, schemas.result_response) + _schema(result, schema, name)
        self.ledger.report(problems + Rules(asked).result(result), message)

    def _refuses(self, message):
        message = schemas.without_null_id(message)
        asked = self._asked.pop(_key(message["id"]), None) if "id" in message else None
        revision = (asked and asked.revision) or self.revision or MODERN
        problems = self._violations(message, revision, schemas.error_response)
        if "id" not in message and revision < "2025-11-25":
            # These revisions have no word for an error whose request cannot be named.
            problems = []
        error = message.get("error") if isinstance(message.get("error"), dict) else {}
        self.ledger.count(f"{revision} error {error.get('code')}")
        if (revision, error.get("code")) in ERRORS:
            problems += _schema(message, revision, ERRORS[revision, error["code"]])
        self.ledger.report(problems + Rules(asked or Asked({}, revision, {})).error(error), message)

    def _tells(self, message, origin):
        asked = self._origin(origin, message)
        revision = asked.revision if asked else self.revision or MODERN
        name = NOTIFICATIONS.get(message["method"])
        self.ledger.count(f"{revision} {name}")
        if name is None:
            return self.ledger.report([f"the method {message['method']} is no notification of a server's"], message)
        schema = TASKS if revision == MODERN and name == "TaskStatusNotification" else revision
        problems = _schema(message, schema, name)
        self.ledger.report(problems + Rules(asked or Asked({}, revision, {})).notification(message), message)

    def _asks(self, message, origin):
        asked = self._origin(origin, message)
        revision = asked.revision if asked else self.revision or MODERN
        name = REQUESTS.get(message["method"])
        self.ledger.count(f"{revision} {name}")
        if message["method"] in NOTIFICATIONS:
            return self.ledger.report(["R015: a notification with an id"], message)
        if revision == MODERN or name is None:
            return self.ledger.report([f"R059: a server sends no request {message['method']} in {revision}"], message)
        problems = self._violations(message, revision, lambda _: "JSONRPCRequest") + _schema(message, revision, name)
        self.ledger.report(problems + Rules(asked or Asked({}, revision, self.capabilities)).request(message), message)

    def _origin(self, origin, message):
        """The request that a message on its way belongs to: that of the stream, or the one that it names itself."""
        if origin is not None and _key(origin) in self._asked:
            return self._asked[_key(origin)]
        params = message.get("params") if isinstance(message.get("params"), dict) else {}
        meta = params.get("_meta") if isinstance(params.get("_meta"), dict) else {}
        subscription = meta.get("io.modelcontextprotocol/subscriptionId")
        if subscription is not None:
            return self._asked.get(_key(subscription))
        if message["method"] == "notifications/cancelled":
            named = _key(params.get("requestId"))
            return self._asked.get(named) or self._closed.pop(named, None)
        token = params.get("progressToken")
        if message["method"] != "notifications/progress":
            return None
        return next((asked for asked in self._asked.values() if _token(asked) == _key(token)), None)

    @staticmethod
    def _violations(message, revision, definition):
        return _schema(message, revision, definition(revision))


def _schema(value, revision, name):
    if not schemas.available() or name is None:
        return []
    if not schemas.defines(revision, name):
        return [f"{revision} has no {name}"]
    return schemas.violations(value, revision, name)


def _token(asked):
    meta = asked.params.get("_meta")
    return _key(meta.get("progressToken")) if isinstance(meta, dict) else None


def _key(identifier):
    """1 and "1" are two ids; what is no id at all is none that a server may answer."""
    return (type(identifier).__name__, identifier) if isinstance(identifier, (str, int)) else None
