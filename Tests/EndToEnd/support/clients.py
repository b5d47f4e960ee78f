"""The clients that people use: those of `mcp` and `fastmcp`, in both eras, over HTTP and over stdio."""

from contextlib import asynccontextmanager

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from support.binary import GATEHOUSE, clean_environment

MODES = ["2026-07-28", "auto", "legacy"]

DEADLINE = 60.0


def stdio(data, *arguments):
    """How to start a server that serves its starter over standard input and output."""
    return StdioServerParameters(
        command=GATEHOUSE, args=["serve", "--stdio", "--data", str(data), *arguments], env=clean_environment()
    )


@asynccontextmanager
async def http_client(server, token, mode="auto", **options):
    """The client of `mcp`, connected over HTTP with a bearer token."""
    fields = {"Authorization": f"Bearer {token}"} if token else {}
    async with httpx2.AsyncClient(headers=fields, timeout=DEADLINE) as http:
        transport = streamable_http_client(server.url, http_client=http)
        async with Client(transport, mode=mode, cache=None, read_timeout_seconds=DEADLINE, **options) as client:
            yield client


@asynccontextmanager
async def stdio_client(data, mode="auto", **options):
    """The client of `mcp`, connected to a server of its own over stdio."""
    async with Client(stdio(data), mode=mode, cache=None, read_timeout_seconds=DEADLINE, **options) as client:
        yield client
