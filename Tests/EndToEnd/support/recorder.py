"""A proxy on the loopback interface that passes every byte on unchanged and reads what passes by.

Clients that other people wrote are pointed at it in the server's place. Streams flow through it as they come.
"""

import asyncio
import threading
from collections import deque

from support.exchange import ENDPOINT, Exchange
from support.http_stream import HTTPReader


class Recorder:
    """Listens on a free port and passes connections on to a server on another."""

    def __init__(self, port):
        self._upstream = port
        self._loop = asyncio.new_event_loop()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"recorder of {port}", daemon=True)
        self.port = None

    def start(self):
        self._thread.start()
        assert self._listening.wait(10), "the recorder does not listen"
        return self

    def stop(self):
        """Closes every connection."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def url(self, url):
        """The server's URL, with the recorder's port in the place of its own."""
        return url.replace(f":{self._upstream}/", f":{self.port}/")

    def _run(self):
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._listening.set()
        try:
            self._loop.run_forever()
        finally:
            server.close()
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.run_until_complete(asyncio.sleep(0))
            self._loop.close()

    async def _serve(self, reader, writer):
        try:
            upstream_reader, upstream_writer = await asyncio.open_connection("127.0.0.1", self._upstream)
        except OSError:
            writer.close()
            return
        connection = _Connection()
        try:
            await asyncio.gather(
                _pass_requests(reader, upstream_writer, connection.requests.feed),
                _pass_responses(upstream_reader, writer, connection.responses.feed, upstream_writer),
            )
        finally:
            writer.close()
            upstream_writer.close()


async def _pass_requests(reader, writer, listen):
    """Passes requests on. A server that reads no more may still answer, so what it does not take is thrown away."""
    is_read = True
    try:
        while data := await reader.read(65_536):
            listen(data)
            try:
                writer.write(data if is_read else b"")
                await writer.drain()
            except OSError:
                is_read = False
        writer.write_eof()
    except OSError:
        writer.transport.abort()


async def _pass_responses(reader, writer, listen, upstream):
    """Passes responses on. A client that is gone is gone for the server as well."""
    try:
        while data := await reader.read(65_536):
            # What is read is known before it arrives, so that nobody can have it and ask before.
            listen(data)
            writer.write(data)
            await writer.drain()
        writer.write_eof()
    except OSError:
        upstream.transport.abort()


class _Connection:
    """Pairs the requests and responses of one connection, in their order."""

    def __init__(self):
        self._open = deque()
        self.requests = HTTPReader(_Requests(self))
        self.responses = HTTPReader(_Responses(self))

    def begin(self, method, target, fields):
        exchange = Exchange(ENDPOINT, method, target, fields)
        self._open.append(exchange)
        return exchange

    def oldest(self):
        return self._open[0] if self._open else None

    def finish(self):
        self._open.popleft()


class _Requests:
    def __init__(self, connection):
        self._connection = connection
        self._exchange = None
        self._body = b""

    def head(self, line, fields):
        method, target, *_ = line.split(" ")
        self._exchange = self._connection.begin(method, target, fields)
        self._body = b""
        return True

    def body(self, data):
        self._body += data

    def end(self):
        self._exchange.asked(self._body)


class _Responses:
    def __init__(self, connection):
        self._connection = connection
        self._exchange = None

    def head(self, line, fields):
        status = int(line.split(" ")[1])
        self._exchange = self._connection.oldest()
        if self._exchange is None or 100 <= status < 200:
            return False
        has_body = self._exchange.answered(status, fields)
        if not has_body:
            self._connection.finish()
        return has_body

    def body(self, data):
        self._exchange.came(data)

    def end(self):
        self._exchange.ended()
        self._connection.finish()
