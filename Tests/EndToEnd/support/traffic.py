"""Clients of every kind that do everything at random: they go away in the middle, take calls back, and send rubbish."""

import json
import random
import socket
import threading
import time

from support.rpc import LEGACY, MODERN, Caller, meta

CAPABILITIES = {
    "elicitation": {"form": {}},
    "extensions": {"io.modelcontextprotocol/tasks": {}},
}
_CAPABLE = {"io.modelcontextprotocol/clientCapabilities": CAPABILITIES}


class Traffic:
    """Runs workers in threads until a time, and counts what they did. A worker that fails stops the others."""

    def __init__(self, server, token, seconds, seed):
        self.server = server
        self.token = token
        self.end = time.monotonic() + seconds
        self.seed = seed
        self.counts = {}
        self.failures = []
        self._lock = threading.Lock()

    def run(self, workers):
        """Runs each worker in a thread of its own, over and over."""
        threads = [
            threading.Thread(target=self._repeat, args=(worker, random.Random(f"{self.seed} {number}")), daemon=True)
            for number, worker in enumerate(workers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(max(0.0, self.end - time.monotonic()) + 60)
        assert self.failures == []
        assert not any(thread.is_alive() for thread in threads), "a client did not come to an end"

    def _repeat(self, worker, chance):
        while time.monotonic() < self.end and not self.failures:
            try:
                worker(self, chance)
            except Exception as failure:  # every kind: the test tells of it
                self.failures.append((worker.__name__, failure))
                raise
            with self._lock:
                self.counts[worker.__name__] = self.counts.get(worker.__name__, 0) + 1

    def caller(self, revision=MODERN):
        return Caller(self.server, self.token, revision, is_heard=False)

    def raw(self, body, **fields):
        """A socket on which a request was sent; what comes of it nobody need read."""
        connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=30)
        connection.sendall(self.request(body, **fields))
        return connection

    def stream(self, path, **fields):
        """Asks for a stream of events on a connection of its own, and does not read what comes."""
        head = {
            "Host": self.server.host, "Accept": "text/event-stream", "Authorization": f"Bearer {self.token}", **fields,
        }  # fmt: skip
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=30)
        connection.sendall(f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode())
        return connection

    def request(self, body, **fields):
        body = json.dumps(body).encode()
        head = {
            "Host": self.server.host,
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Accept": "application/json, text/event-stream",
            "Authorization": f"Bearer {self.token}",
            **fields,
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        return f"POST /mcp HTTP/1.1\r\n{lines}\r\n".encode() + body


def _modern(method, name=None, id=1, token=None, **params):
    """A request of 2026-07-28 and the header fields that mirror it."""
    extra = {"progressToken": token} if token else {}
    body = {"jsonrpc": "2.0", "id": id, "method": method, "params": {**params, "_meta": meta(**_CAPABLE, **extra)}}
    fields = {"MCP-Protocol-Version": MODERN, "Mcp-Method": method}
    if name:
        body["params"]["name"] = name
        fields["Mcp-Name"] = name
    return body, fields


def _leave(connection, chance):
    """Goes away, in order or with a reset."""
    if chance.random() < 0.5:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    connection.close()


def calls(traffic, chance):
    """Calls that are right, and some that are not."""
    with traffic.caller() as caller:
        for _ in range(chance.randint(1, 30)):
            a, b = chance.randint(-9, 9), chance.randint(-9, 9)
            assert caller.call("add", a=a, b=b).content == {"result": a + b}
            assert caller.call("add", a="one", b=b).result["isError"]
            assert caller.call("missing").error["code"] == -32602
        answer = caller.request(
            "tools/call",
            {"name": "wait", "arguments": {"milliseconds": 5, "steps": 5}, "_meta": {"progressToken": "p"}},
        )
        assert answer.text == "waited 5 ms"


def deserters(traffic, chance):
    """Clients that go away while their call is under way, with and without a stream."""
    tool, arguments = chance.choice(
        [("hang", {"id": 1}), ("wait", {"milliseconds": 60_000, "steps": 1_000}), ("add", {"a": 1, "b": 2})]
    )
    body, fields = _modern("tools/call", tool, token=chance.choice([None, "t"]), arguments=arguments)
    connection = traffic.raw(body, **fields)
    time.sleep(chance.choice([0, 0.001, 0.02]))
    _leave(connection, chance)


def listeners(traffic, chance):
    """Streams of notifications that are read for a while, or not at all, and left."""
    notifications = {"toolsListChanged": True, "resourceSubscriptions": [f"bench://boxes/{chance.randint(1, 3)}"]}
    body, fields = _modern("subscriptions/listen", notifications=notifications)
    connection = traffic.raw(body, **fields)
    end = time.monotonic() + chance.choice([0, 0.05, 0.5])
    received = b""
    while time.monotonic() < end:
        connection.settimeout(max(0.001, end - time.monotonic()))
        try:
            received += connection.recv(65_536)
        except TimeoutError:
            break
    assert not received or received.startswith(b"HTTP/1.1 200 "), received[:300]
    _leave(connection, chance)


def changes(traffic, chance):
    """Changes of the list of tools and of resources."""
    with traffic.caller() as caller:
        assert caller.call("flap", perSecond=1_000, milliseconds=200).text.endswith(" changes")
        for number in (1, 2, 3):
            assert caller.call("touch", uri=f"bench://boxes/{number}").text == "told"
        time.sleep(0.2)


def sessions(traffic, chance):
    """Sessions of every earlier revision, with calls that are taken back, and streams that are left; not all are closed."""
    revision = chance.choice(LEGACY)
    with traffic.caller(revision) as caller:
        assert caller.call("add", a=1, b=2).text
        fields = caller.fields({})
        # A session's call goes on where its client has gone, so it must not take long.
        call = {"name": "hang", "arguments": {"id": 2, "milliseconds": 2_000}}
        hanging = traffic.raw({"jsonrpc": "2.0", "id": 77, "method": "tools/call", "params": call}, **fields)
        if chance.random() < 0.5:
            time.sleep(0.02)
            caller.post(
                {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 77}}, fields
            )
        standing = traffic.stream("/mcp", **fields)
        time.sleep(chance.choice([0, 0.02]))
        _leave(hanging, chance)
        _leave(standing, chance)
        if chance.random() < 0.7:
            assert caller.post(None, fields, method="DELETE").status == 204


def questions(traffic, chance):
    """Calls that ask their client: answered, declined, or left without an answer."""
    with traffic.caller() as caller:
        params = {"name": "ask", "arguments": {}, "_meta": _CAPABLE}
        interim = caller.request("tools/call", params).result
        assert interim["resultType"] == "input_required", interim
        key = next(iter(interim["inputRequests"]))
        answer = chance.choice([{"action": "accept", "content": {"name": "Ada"}}, {"action": "decline"}, None])
        if answer is None:
            return
        again = {**params, "inputResponses": {key: answer}, "requestState": interim["requestState"]}
        assert caller.request("tools/call", again).text in ("Hello, Ada", "declined")


def tasks(traffic, chance):
    """Tasks that are followed to their end, cancelled, or forgotten."""
    with traffic.caller() as caller:
        params = {"name": "job", "arguments": {"milliseconds": chance.choice([1, 50, 2_000])}, "_meta": _CAPABLE}
        task = caller.request("tools/call", params).result
        assert task["resultType"] == "task", task
        choice = chance.random()
        if choice < 0.4:
            caller.request("tasks/cancel", {"taskId": task["taskId"], "_meta": _CAPABLE})
        elif choice < 0.8:
            answer = caller.request("tasks/get", {"taskId": task["taskId"], "_meta": _CAPABLE})
            assert answer.result["status"] in ("working", "completed"), answer


def rubbish(traffic, chance):
    """Bytes that are no request, and requests that end in the middle."""
    body, fields = _modern("tools/call", "add", arguments={"a": 1, "b": 2})
    whole = traffic.request(body, **fields)
    connection = socket.create_connection(("127.0.0.1", traffic.server.port), timeout=30)
    connection.sendall(
        chance.choice([whole[: chance.randint(1, len(whole) - 1)], chance.randbytes(200), b"\0", b"POST / HTTP/9.9\r\n\r\n"])
    )
    time.sleep(chance.choice([0, 0.01]))
    _leave(connection, chance)


def old_streams(traffic, chance):
    """Clients of the HTTP+SSE transport of 2024-11-05."""
    connection = traffic.stream("/sse")
    received = b""
    while b"\n\n" not in received.partition(b"session_id=")[2]:
        more = connection.recv(65_536)
        assert more, received
        received += more
    path = "/messages?" + received.partition(b"/messages?")[2].split(b"\n")[0].strip().decode()
    information = {"protocolVersion": "2024-11-05", "capabilities": {}, "clientInfo": {"name": "old", "version": "1"}}
    with traffic.caller() as caller:
        answer = caller.post({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": information}, path=path)
        assert answer.status == 202, answer
    time.sleep(chance.choice([0, 0.01]))
    _leave(connection, chance)


EVERYBODY = [
    calls, calls, deserters, deserters, listeners, listeners, changes, sessions, sessions, questions, tasks, rubbish,
    old_streams,
]  # fmt: skip
