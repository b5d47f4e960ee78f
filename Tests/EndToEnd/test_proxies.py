"""The server behind nginx and haproxy, and alone: whoever reads a connection reads the same requests on it."""

import json
import random
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from support.events import events
from support.proxies import KINDS, Proxy
from support.raw import Raw, head, modern_body, modern_request
from support.rpc import Caller, meta
from support.smuggling import MARK, hidden, samples
from support.waiting import eventually

ALONE = "alone"


@pytest.fixture
def behind(tmp_path):
    """Puts proxies before servers; they are gone after the test."""
    proxies = []

    def make(kind, server):
        if kind == ALONE:
            return server
        folder = tmp_path / f"proxy-{len(proxies)}"
        folder.mkdir()
        proxies.append(Proxy(kind, folder, server))
        return proxies[-1].start()

    yield make
    for proxy in proxies:
        if proxy.process is not None:
            proxy.stop()


class Pairs:
    """Pairs of requests, of which one has chunks and the other a length, with an answer that is theirs alone."""

    SIZE = 50

    def __init__(self, front, token, name):
        self._front = front
        self._token = token
        self._name = name
        self._random = random.Random(name)

    def run(self, batches):
        """Sends so many batches, each before its first answer is read, and returns what was answered wrongly."""
        wrong = []
        with Raw(self._front, timeout=60.0) as raw:
            raw.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for batch in range(batches):
                names = [f"{self._name}/{batch}/{number}" for number in range(self.SIZE)]
                raw.send(b"".join(self._pair(name) for name in names))
                for name in names:
                    wrong += self._check(raw, 200, f"{name}/chunks", "result")
                    status, message = 404, f"Method not found: method/{name}"
                    wrong += self._check(raw, status, f"{name}/length", "error", message)
        return wrong

    def _pair(self, name):
        padding = b" " * self._random.randrange(200)
        body = modern_body("server/discover", f"{name}/chunks") + padding
        cut = self._random.randrange(1, len(body))
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:cut], body[cut:])) + b"0\r\n\r\n"
        lines = b"Mcp-Method: server/discover\r\nTransfer-Encoding: chunked\r\n"
        first = head(self._front, self._token, lines) + chunks
        return first + modern_request(self._front, self._token, f"method/{name}", f"{name}/length")

    def _check(self, raw, status, identifier, kind, text=None):
        answered, _, body = raw.response()
        message = json.loads(body)
        right = (answered, message["id"], kind in message) == (status, identifier, True)
        if right and (text is None or message["error"]["message"] == text):
            return []
        return [(identifier, answered, body)]


@pytest.mark.parametrize("kind", [ALONE, "nginx without buffering", "haproxy"])
def test_ten_thousand_pipelined_pairs_are_answered_in_order(serve, behind, kind):
    """Each answer belongs to its request, although the proxy's connections to the server are shared."""
    server = serve()
    front = behind(kind, server)
    token = server.token()
    clients = [Pairs(front, token, f"client-{number}") for number in range(8)]
    with ThreadPoolExecutor(len(clients)) as pool:
        wrong = [answer for answers in pool.map(lambda client: client.run(25), clients) for answer in answers]
    assert wrong == []
    assert connections_to(server) < 500, "the connections to the server are not kept alive"


def connections_to(server):
    """How many connections the system remembers at the server's port, on systems that tell."""
    table = Path("/proc/net/tcp")
    rows = table.read_text().splitlines()[1:] if table.exists() else []
    return sum(1 for row in rows if row.split()[1].endswith(f":{server.port:04X}"))


@pytest.mark.parametrize("kind", [ALONE, *KINDS])
def test_no_request_is_smuggled(serve, behind, kind):
    """A request in or behind another is never run unless the proxy has seen it, and nobody gets another's answer."""
    server = serve()
    front = behind(kind, server)
    token = server.token()
    attacks = samples(server, token)
    with ThreadPoolExecutor(72) as pool:
        over = threading.Event()
        victims = [pool.submit(misled, front, token, over) for _ in range(4)]
        try:
            answers = list(pool.map(lambda sample: exchange(front, sample.data), attacks))
        finally:
            over.set()
        assert [victim.result() for victim in victims] == [[]] * len(victims)
    pairs = list(zip(attacks, answers, strict=True))
    assert [(sample.name, answer) for sample, answer in pairs if MARK.encode() in answer] == []
    if kind == ALONE:
        # A proxy may repair what it understood, or pass on as a second request what it saw as one.
        assert [(sample.name, answer) for sample, answer in pairs if not as_expected(sample, answer)] == []
    assert notes_made(server) == []
    check_the_mark(server, front, token)


def exchange(front, data):
    """Everything that is answered on a connection until it is closed."""
    answer = b""
    with Raw(front, timeout=20.0) as raw:
        try:
            raw.send(data)
            while received := raw.socket.recv(65_536):
                answer += received
        except (ConnectionResetError, BrokenPipeError):
            # The rest of what was sent is not read any more.
            pass
    return answer


def as_expected(sample, answer):
    """Whether a malformed request was refused, or a right one answered; then comes the end, or the last answer."""
    final = answer.replace(b"HTTP/1.1 100 Continue\r\n\r\n", b"")
    first, *others = final.split(b"HTTP/1.1 ")[1:]
    if not others:
        # A body that nobody wants is not read, so the connection cannot be used again.
        return b"\r\nConnection: close\r\n" in first and (first.startswith(b"4") or not sample.malformed)
    return not sample.malformed and len(others) == 1 and others[0].endswith(b'{"status":"live"}')


def misled(front, token, over):
    """What somebody else was answered, until it is over and a little later, that was not the answer to a request."""
    wrong = []
    last = False
    while not last:
        last = over.is_set()
        with Caller(front, token) as caller:
            for number in range(1, 11):
                answer = caller.request("server/discover")
                if answer.status != 200 or answer.message["id"] != number:
                    wrong.append((answer.status, answer.body))
    return wrong


def notes_made(server):
    """The log's lines of calls that make a note."""
    return [line for line in server.log_lines if line.get("name") == "create_note"]


def check_the_mark(server, front, token):
    """The hidden request does make a note where it is sent openly, unless a proxy refuses it: the test would see it."""
    with Raw(front) as raw:
        raw.send(hidden(server, token, "openly"))
        assert raw.response()[0] == (200 if front is server else 403)
    if front is server:
        eventually(lambda: notes_made(server), "the log names the note that was made")
    else:
        assert notes_made(server) == []


@pytest.fixture(params=["nginx", "haproxy"])
def front(request, behind, bench):
    """The server with the tool `wait` behind a proxy."""
    return behind(request.param, bench)


def waiting(caller, milliseconds, steps):
    """Calls `wait` and asks for its progress."""
    params = {"name": "wait", "arguments": {"milliseconds": milliseconds, "steps": steps}}
    caller.begin("tools/call", params | {"_meta": meta() | {"progressToken": "progress"}})
    return caller.response()


def test_progress_passes_a_proxy_at_once(bench, front):
    """The first notification is there while the call goes on, and when its reader goes away the call ends."""
    with Caller(front, bench.token()) as caller:
        response = waiting(caller, 20_000, 100)
        assert response.headers["Content-Type"] == "text/event-stream"
        while b"notifications/progress" not in (line := response.readline()):
            assert line, "the stream has ended"
        assert bench.calls() == []
        response.close()
    (call,) = eventually(bench.calls, "the call is over")
    assert (call["outcome"], call["status"]) == ("abandoned", 499)


def test_a_stream_passes_a_proxy_whole(bench, front):
    """Every notification and the answer, and the connection goes on."""
    with Caller(front, bench.token()) as caller:
        for _ in range(2):
            *notifications, answer = events(waiting(caller, 250, 5).read())
            assert [notification["params"]["progress"] for notification in notifications] == [1, 2, 3, 4, 5]
            assert answer["result"]["content"] == [{"type": "text", "text": "waited 250 ms"}]
        assert caller.call("add", a=1, b=2).content == {"result": 3}
