"""What holds for every message of a server's and no schema can say, each by the number of its requirement."""

from support.vocabulary import CACHEABLE, CAPABILITIES, EXTENSION, LEVELS, MODERN

_SERVER = "io.modelcontextprotocol/serverInfo"
_SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId"
_LOG_LEVEL = "io.modelcontextprotocol/logLevel"

# Only these may end in a question (basic/patterns/mrtr, 2026-07-28).
_MAY_ASK = {"tools/call", "prompts/get", "resources/read"}

# What a listener's filter has to name before it is sent (basic/patterns/subscriptions, 2026-07-28).
_FILTERS = {
    "notifications/tools/list_changed": "toolsListChanged",
    "notifications/prompts/list_changed": "promptsListChanged",
    "notifications/resources/list_changed": "resourcesListChanged",
}


class Rules:
    """The rules for what answers a request, or belongs to it. Each method returns what is broken."""

    def __init__(self, asked):
        self._asked = asked
        self._modern = asked.revision == MODERN

    def result(self, result):
        """Of a result."""
        if not self._modern:
            later = [name for name in ("resultType", "ttlMs", "cacheScope") if name in result]
            return _broken(
                (f"R234: {', '.join(later)} came with 2026-07-28", bool(later)),
                ("R234: results name the server since 2026-07-28", _SERVER in (result.get("_meta") or {})),
            )
        kind = result.get("resultType")
        return _broken(
            ("R006: the result has no resultType", kind is None),
            ("R007: no such resultType was agreed on", kind not in ("complete", "input_required", "task")),
            ("R025: the result does not name the server", _SERVER not in (result.get("_meta") or {})),
            *self._question(result, kind),
            *self._task(kind),
            *self._caching(result, kind),
            *self._end_of_subscription(result),
        )

    def error(self, error):
        """Of an error."""
        code = error.get("code")
        if not self._modern or not isinstance(code, int):
            return []
        return _broken(
            ("R011: the code is one that must not be allotted", -32019 <= code <= -32000),
            ("R012: the specification does not define the code", -32099 <= code <= -32023),
            ("R013: the code belongs to older revisions", code in (-32002, -32042)),
            ("R010: the message is not one line", "\n" in error.get("message", "") and code != -32602),
        )

    def notification(self, message):
        """Of a notification."""
        method, params = message["method"], message.get("params") or {}
        check = {
            "notifications/progress": self._progress,
            "notifications/message": self._log,
            "notifications/cancelled": self._cancelled,
        }
        return check.get(method, self._of_subscription)(method, params)

    def request(self, message):
        """Of a request to a client of an older revision."""
        method, params = message["method"], message.get("params") or {}
        capability = CAPABILITIES.get(method)
        problems = _broken((f"R234: the client did not declare {capability}", capability and not self._can(capability)))
        return problems + (_broken(*self._mode(params)) if method == "elicitation/create" else [])

    def _question(self, result, kind):
        if kind != "input_required":
            return []
        questions = result.get("inputRequests") or {}
        asked = [entry for entry in questions.values() if isinstance(entry, dict)]
        rules = [
            ("R111: only tools/call, prompts/get and resources/read may ask", self._asked.method not in _MAY_ASK),
            ("R121: it neither asks nor carries a state", not questions and "requestState" not in result),
        ]
        for entry in asked:
            capability = CAPABILITIES.get(entry.get("method"))
            rules.append((f"R113: {entry.get('method')} cannot be asked", capability is None))
            rules.append((f"R122: the client did not declare {capability}", capability and not self._can(capability)))
            if entry.get("method") == "elicitation/create":
                rules += self._mode(entry.get("params") or {})
        return rules

    def _mode(self, params):
        declared = self._asked.capabilities.get("elicitation") or {}
        mode = params.get("mode", "form")
        able = mode in declared or (mode == "form" and not declared)
        return [(f"R129: the client did not declare elicitation in the mode {mode}", not able)]

    def _task(self, kind):
        extensions = self._asked.capabilities.get("extensions") or {}
        return [("R210: the client did not declare the extension", kind == "task" and EXTENSION not in extensions)]

    def _caching(self, result, kind):
        hints = [name for name in ("ttlMs", "cacheScope") if name in result]
        needed = kind == "complete" and self._asked.method in CACHEABLE
        return [
            ("R178: the result does not say how it may be kept", needed and len(hints) < 2),
            ("R178: ttlMs is negative", needed and result.get("ttlMs", 0) < 0),
            ("R179: an unfinished result cannot be kept", kind == "input_required" and bool(hints)),
        ]

    def _end_of_subscription(self, result):
        listens = self._asked.method == "subscriptions/listen"
        named = (result.get("_meta") or {}).get(_SUBSCRIPTION)
        return [("R107: the result does not name its subscription", listens and not _same(named, self._asked.id))]

    def _progress(self, _, params):
        token = ((self._asked.params or {}).get("_meta") or {}).get("progressToken")
        value, last = params.get("progress"), self._asked.progress
        self._asked.progress = value
        return _broken(
            ("R100: no open request has that progress token", not _same(params.get("progressToken"), token)),
            ("R101: progress does not grow", last is not None and value <= last),
            ("R063: progress on a subscription", self._asked.method == "subscriptions/listen"),
        )

    def _log(self, _, params):
        if not self._modern:
            return []
        level = ((self._asked.params or {}).get("_meta") or {}).get(_LOG_LEVEL)
        heard = level in LEVELS and params.get("level") in LEVELS
        return _broken(
            ("R183: the request asked for no log", level is None),
            ("R183: below the level", heard and LEVELS.index(params["level"]) < LEVELS.index(level)),
            ("R063: a log on a subscription", self._asked.method == "subscriptions/listen"),
        )

    def _cancelled(self, _, params):
        listens = self._asked.method == "subscriptions/listen"
        return _broken(
            ("R094: only a subscription is cancelled by a server", self._modern and not listens),
            ("R093: it names another request", self._modern and not _same(params.get("requestId"), self._asked.id)),
        )

    def _of_subscription(self, method, params):
        if not self._modern:
            return []
        if self._asked.method != "subscriptions/listen":
            return [f"R063: {method} belongs to a subscription"]
        wanted = self._asked.params.get("notifications") or {}
        first = not self._asked.acknowledged
        self._asked.acknowledged = True
        named = (params.get("_meta") or {}).get(_SUBSCRIPTION)
        is_first = method == "notifications/subscriptions/acknowledged"
        uris, tasks = wanted.get("resourceSubscriptions") or [], wanted.get("taskIds") or []
        return _broken(
            ("R107: it does not name its subscription", not _same(named, self._asked.id)),
            ("R105: the acknowledgement comes first, and once", first != is_first),
            ("R104: nobody asked for it", method in _FILTERS and not wanted.get(_FILTERS[method])),
            (
                "R104: nobody asked for that resource",
                method == "notifications/resources/updated" and not _covered(params.get("uri"), uris),
            ),
            ("R104: nobody asked for that task", method == "notifications/tasks" and params.get("taskId") not in tasks),
            *_subset(params.get("notifications") or {}, wanted, is_first),
        )

    def _can(self, capability):
        return capability in self._asked.capabilities


def _subset(granted, wanted, is_first):
    """What is acknowledged was asked for."""
    if not is_first:
        return []
    rules = []
    for name, value in granted.items():
        asked = wanted.get(name)
        more = set(value) - set(asked or []) if isinstance(value, list) else value and not asked
        rules.append((f"R106: {name} was not asked for", bool(more)))
    return rules


def _covered(uri, subscribed):
    """An update may also be of a part of what is subscribed to (server/resources, 2026-07-28)."""
    return any(isinstance(uri, str) and uri.startswith(one.rstrip("/")) for one in subscribed)


def _same(one, other):
    return type(one) is type(other) and one == other


def _broken(*rules):
    return [text for text, is_broken in rules if is_broken]

