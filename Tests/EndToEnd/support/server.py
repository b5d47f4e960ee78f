"""A server process with its data folder, its log and its tokens."""

import http.client
import json
import os
import select
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

from support.binary import GATEHOUSE, clean_environment, gatehouse
from support.recorder import Recorder

# A debug build on a busy machine may take long to begin or to end, but not this long.
START_DEADLINE = 30.0
STOP_DEADLINE = 40.0


def free_port():
    """A port that is free now, for servers whose output names another address than the one they listen on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """Runs `gatehouse serve` on a free port of the loopback interface."""

    def __init__(self, folder, configuration=None, arguments=(), environment=None, data=None, port=0, binary=GATEHOUSE):
        self.folder = Path(folder)
        self.data = Path(data) if data else self.folder / "data"
        self.log_path = self.folder / "server.log"
        self.arguments = [str(argument) for argument in arguments]
        self.environment = environment
        self.binary = binary
        self.process = None
        self.url = None
        self._port = port
        self._recorder = None
        if configuration is not None:
            path = self.folder / "gatehouse.yaml"
            path.write_text(configuration, encoding="utf-8")
            self.arguments += ["--config", str(path)]

    def start(self):
        """Starts the process and waits for the line that says where it listens."""
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "serve", "--port", str(self._port), "--data", str(self.data), *self.arguments],
                env=clean_environment(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self.url = self._first_line()
        return self

    def _first_line(self):
        end = time.monotonic() + START_DEADLINE
        line = b""
        descriptor = self.process.stdout.fileno()
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([descriptor], [], [], max(0.0, end - time.monotonic()))
            byte = os.read(descriptor, 1) if ready else b""
            if not byte:
                self.kill()
                raise AssertionError(f"the server said nothing on its standard output; its log:\n{self.log}")
            line += byte
        return line.decode().strip()

    @property
    def log(self):
        """Everything that the server wrote to its standard error so far."""
        return self.log_path.read_text(encoding="utf-8", errors="replace") if self.log_path.exists() else ""

    @property
    def log_lines(self):
        """The complete lines of the log, read as JSON."""
        return [json.loads(line) for line in self.log.splitlines(keepends=True) if line.endswith("\n")]

    @property
    def port(self):
        return self._port or urlsplit(self.url).port

    @property
    def host(self):
        """The value of the Host field that reaches the server."""
        return f"127.0.0.1:{self.port}"

    @property
    def recorded_url(self):
        """The URL of a proxy before the server that holds every message against its schema."""
        if self._recorder is None:
            self._recorder = Recorder(self.port).start()
        return self._recorder.url(self.url)

    def connection(self, timeout=30.0):
        """A connection that is kept alive between requests."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def get(self, path):
        """The status, the header fields and the body of a GET on a connection of its own."""
        connection = self.connection()
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def token(self, subject="alice", roles="editor", *options):
        """A token of the server's own issuer, made by `gatehouse token` for its data folder."""
        result = gatehouse("token", "--data", self.data, "--subject", subject, "--roles", roles, *options)
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def tell(self, number):
        """Sends the process a signal."""
        self.process.send_signal(number)

    def wait(self, deadline=STOP_DEADLINE):
        """Waits for the process to end and returns its exit code, negative where a signal ended it."""
        return self.process.wait(deadline)

    def stop(self, number=signal.SIGTERM):
        """Ends the process in order and returns its exit code."""
        if self.process.poll() is None:
            self.tell(number)
        return self._collect(STOP_DEADLINE)

    def kill(self):
        """Ends the process at once, as a power cut would."""
        if self.process.poll() is None:
            self.process.kill()
        return self._collect(STOP_DEADLINE)

    def _collect(self, deadline):
        try:
            return self.process.wait(deadline)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self.process.stdout.close()
            if self._recorder is not None:
                self._recorder.stop()
                self._recorder = None

    def __enter__(self):
        return self.start() if self.process is None else self

    def __exit__(self, *_):
        if self.process is not None and self.process.poll() is None:
            self.kill()
