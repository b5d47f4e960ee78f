"""Frames of HTTP/2 as bytes (RFC 9113), well made or not, for tests of what a server takes."""

import socket
import ssl
import struct
import time

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, PRIORITY, RESET, SETTINGS, PUSH, PING, GOAWAY, WINDOW, CONTINUATION = range(10)
END_STREAM, ACK, END_HEADERS = 1, 1, 4


def frame(kind, flags=0, stream=0, payload=b""):
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def number(value, prefix, first=0):
    """An integer of HPACK (RFC 7541, section 5.1)."""
    most = (1 << prefix) - 1
    if value < most:
        return bytes([first | value])
    parts = bytearray([first | most])
    value -= most
    while value >= 128:
        parts.append(value % 128 + 128)
        value //= 128
    parts.append(value)
    return bytes(parts)


def field(name, value, indexed=False):
    """A field as a literal with a new name; `indexed` puts it into the peer's table."""
    name, value = name.encode(), value.encode()
    return bytes([0x40 if indexed else 0]) + number(len(name), 7) + name + number(len(value), 7) + value


def head(method="GET", path="/health/live", **others):
    fields = {":method": method, ":scheme": "https", ":authority": "localhost", ":path": path, **others}
    return b"".join(field(name, value) for name, value in fields.items())


def request(stream, ends=True, **how):
    return frame(HEADERS, END_HEADERS | (END_STREAM if ends else 0), stream, head(**how))


class Connection:
    """A connection of HTTP/2 under TLS that sends whatever it is given."""

    def __init__(self, port, authority):
        context = ssl.create_default_context(cafile=str(authority.file))
        context.set_alpn_protocols(["h2"])
        plain = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.socket = context.wrap_socket(plain, server_hostname="localhost")
        assert self.socket.selected_alpn_protocol() == "h2"
        self.socket.sendall(PREFACE + frame(SETTINGS))
        self._rest = b""

    def send(self, data):
        """Sends, and says whether the peer still takes it."""
        try:
            self.socket.sendall(data)
            return True
        except OSError:
            return False

    def flood(self, make, seconds=10.0):
        """Sends what `make` gives for each number, until the peer has closed or the time is over; gives how often it sent."""
        end = time.monotonic() + seconds
        count = 0
        while time.monotonic() < end:
            if not self.send(b"".join(make(count + index) for index in range(50))):
                return count
            count += 50
            if self._is_closed():
                return count
        return count

    def _is_closed(self):
        """Takes what has come, without waiting."""
        self.socket.settimeout(0)
        try:
            while True:
                data = self.socket.recv(65536)
                if not data:
                    return True
        except (ssl.SSLWantReadError, BlockingIOError):
            return False
        except OSError:
            return True
        finally:
            self.socket.settimeout(10)

    def is_closed(self, seconds=10.0):
        """Whether the peer closes in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self._is_closed():
                return True
            time.sleep(0.02)
        return False

    def frames(self, seconds=10.0):
        """The frames that come, as (kind, flags, stream, payload), until the peer closes or nothing comes in time."""
        self.socket.settimeout(seconds)
        while True:
            while len(self._rest) >= 9:
                length = int.from_bytes(self._rest[:3], "big")
                if len(self._rest) < 9 + length:
                    break
                kind, flags, stream = self._rest[3], self._rest[4], struct.unpack(">I", self._rest[5:9])[0]
                payload, self._rest = self._rest[9 : 9 + length], self._rest[9 + length :]
                yield kind, flags, stream, payload
            try:
                data = self.socket.recv(65536)
            except OSError:
                return
            if not data:
                return
            self._rest += data

    def close(self):
        self.socket.close()
