"""The clients that people use: those of `mcp` and `fastmcp`, in both eras, over HTTP and over stdio."""

from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from support.binary import GATEHOUSE, clean_environment
from support.lines import Lines, recorded

MODES = ["2026-07-28", "auto", "legacy"]

DEADLINE = 60.0


@contextmanager
def recorded_stdio(record, command=GATEHOUSE, arguments=()):
    """How to start a server over stdio whose lines are held against the schemas when it has ended."""
    program, arguments = recorded(record, command, arguments)
    yield StdioServerParameters(command=program, args=arguments, env=clean_environment())
    Lines().replay(record)


@asynccontextmanager
async def http_client(server, token, mode="auto", **options):
    """The client of `mcp`, connected over HTTP with a bearer token."""
    fields = {"Authorization": f"Bearer {token}"} if token else {}
    async with httpx2.AsyncClient(headers=fields, timeout=DEADLINE) as http:
        transport = streamable_http_client(server.recorded_url, http_client=http)
        async with Client(transport, mode=mode, cache=None, read_timeout_seconds=DEADLINE, **options) as client:
            yield client


@asynccontextmanager
async def stdio_client(data, mode="auto", **options):
    """The client of `mcp`, connected to a server of its own over stdio."""
    arguments = ["serve", "--stdio", "--data", data]
    with recorded_stdio(Path(data).with_name("lines"), arguments=arguments) as parameters:
        options |= {"cache": None, "read_timeout_seconds": DEADLINE}
        async with Client(parameters, mode=mode, **options) as client:
            yield client
