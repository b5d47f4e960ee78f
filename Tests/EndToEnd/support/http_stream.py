"""HTTP/1.1 as it passes by: messages are read from bytes while they are on their way, and nothing is changed."""


class HTTPReader:
    """Reads the messages of one direction of a connection, however their bytes are cut.

    `listener` is told `head(first_line, fields)`, which returns whether a body may follow, then `body(data)` for each
    piece of it, and `end()`. Names of fields are in lower case.
    """

    def __init__(self, listener):
        self._listener = listener
        self._received = b""
        self._reading = self._messages()
        next(self._reading)

    def feed(self, data):
        """Takes the next bytes; those after something that is no HTTP are ignored."""
        self._received += data
        try:
            next(self._reading)
        except StopIteration:
            self._received = b""

    def close(self):
        """The connection has ended: a body that no length bounds ends with it."""
        self._reading.close()

    def _messages(self):
        yield
        while True:
            lines = (yield from self._until(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
            if self._listener.head(lines[0], fields):
                yield from self._body(fields)
                self._listener.end()

    def _body(self, fields):
        if "chunked" in fields.get("transfer-encoding", ""):
            while size := int((yield from self._until(b"\r\n")).partition(b";")[0], 16):
                yield from self._pass_on(size)
                yield from self._until(b"\r\n")
            while (yield from self._until(b"\r\n")):
                pass
        else:
            yield from self._pass_on(int(fields.get("content-length", "0")))

    def _until(self, end):
        while end not in self._received:
            yield
        found, _, self._received = self._received.partition(end)
        return found

    def _pass_on(self, count):
        while count:
            while not self._received:
                yield
            piece, self._received = self._received[:count], self._received[count:]
            count -= len(piece)
            self._listener.body(piece)


class EventReader:
    """Reads Server-Sent Events, however their bytes are cut, and gives each event as its fields."""

    def __init__(self, receive):
        self._receive = receive
        self._received = b""

    def feed(self, data):
        self._received += data
        while b"\n\n" in self._received:
            block, _, self._received = self._received.partition(b"\n\n")
            fields = {}
            for line in block.decode().split("\n"):
                name, _, value = line.partition(":")
                value = value.removeprefix(" ")
                if name == "data" and "data" in fields:
                    value = fields["data"] + "\n" + value
                if name:
                    fields[name] = value
            if fields:
                self._receive(fields)
