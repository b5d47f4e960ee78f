"""The server of the load tests, whose tool `wait` takes as long as a test wants."""

import json
import os
import subprocess
from pathlib import Path

from support.binary import GATEHOUSE, clean_environment
from support.server import Server

BENCH = str(Path(GATEHOUSE).with_name("gatehouse-bench"))


class Bench(Server):
    """Runs `gatehouse-bench` on a free port of the loopback interface, with a token that it gave out itself."""

    def __init__(self, folder, *options):
        super().__init__(folder)
        self._token = None
        self._options = options

    def start(self):
        """Starts the process and waits for the lines that say where it listens and which token it takes."""
        assert os.access(BENCH, os.X_OK), f"there is no binary at {BENCH}: build it"
        self.data.mkdir(mode=0o700)
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [BENCH, "--port", "0", "--data", str(self.data), *self._options],
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self.url = self._first_line()
        self._token = self._first_line()
        return self

    def token(self):
        """The token that the process printed, of a caller who may use every tool."""
        return self._token

    @property
    def log_lines(self):
        """The complete lines of JSON in the log: one for each request. Its other lines are plain text."""
        lines = self.log.splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("\n")]

    def calls(self, tool="wait"):
        """What the log says of the calls of a tool that are over."""
        return [line for line in self.log_lines if line.get("name") == tool]
