"""The server with one of everything, and clients of other people for each way to reach it."""

import os
import subprocess
from contextlib import asynccontextmanager
from pathlib import Path

from fastmcp import Client as FastClient
from fastmcp.client.transports import StdioTransport, StreamableHttpTransport
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from support.binary import GATEHOUSE, clean_environment
from support.clients import DEADLINE, recorded_stdio
from support.server import Server

EVERYTHING = str(Path(GATEHOUSE).with_name("gatehouse-everything"))

# Era and transport. `modern` is 2026-07-28, `legacy` is the latest revision before it.
WAYS = ["modern http", "legacy http", "modern stdio", "legacy stdio"]
# In which of them the server asks its client for something.
ASKING_WAYS = ["modern http", "modern stdio"]

_MODES = {"modern": "2026-07-28", "legacy": "legacy"}


class Everything(Server):
    """Runs `gatehouse-everything` on a free port of the loopback interface. It asks nobody for a token."""

    def start(self):
        """Starts the process and waits for the line that says where it listens."""
        assert os.access(EVERYTHING, os.X_OK), f"there is no binary at {EVERYTHING}: build it"
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [EVERYTHING, "--port", "0"],
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self.url = self._first_line()
        return self


@asynccontextmanager
async def connected(way, server, record, **options):
    """The client of `mcp`, connected in one of the ways; `record` is a file for what passes over stdio."""
    era, transport = way.split()
    options |= {"mode": _MODES[era], "cache": None, "read_timeout_seconds": DEADLINE}
    if transport == "http":
        async with Client(streamable_http_client(server.recorded_url), **options) as client:
            yield client
    else:
        with recorded_stdio(record, EVERYTHING, ["--stdio"]) as parameters:
            async with Client(parameters, **options) as client:
                yield client


@asynccontextmanager
async def fast_connected(way, server, record, **options):
    """The client of FastMCP, connected in one of the ways."""
    era, transport = way.split()
    options |= {"mode": _MODES[era], "cache": False}
    if transport == "http":
        async with FastClient(StreamableHttpTransport(server.recorded_url), **options) as client:
            yield client
    else:
        with recorded_stdio(record, EVERYTHING, ["--stdio"]) as parameters:
            process = StdioTransport(parameters.command, parameters.args, env=parameters.env, keep_alive=False)
            async with FastClient(process, **options) as client:
                yield client
