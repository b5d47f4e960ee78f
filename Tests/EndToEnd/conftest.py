"""The servers that the tests use."""

import os

import pytest

from support.binary import GATEHOUSE
from support.rpc import Caller
from support.server import Server


def pytest_configure(config):
    if not os.access(GATEHOUSE, os.X_OK):
        pytest.exit(f"there is no binary at {GATEHOUSE}: build it, or name another one in GATEHOUSE", returncode=1)


@pytest.fixture(scope="session")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A server that many tests share, without a limit of calls. It must be alive when the tests are over."""
    with Server(tmp_path_factory.mktemp("shared"), "limits:\n  caller: none\n") as server:
        yield server
        assert server.process.poll() is None, server.log
        assert server.stop() == 0


@pytest.fixture(scope="session")
def tokens(server):
    """A token for each role, of a subject that is called like it."""
    return {role: server.token(role, role) for role in ("reader", "editor", "admin")}


@pytest.fixture
def serve(tmp_path):
    """Makes servers of a test's own, which are gone after it."""
    servers = []

    def make(configuration="limits:\n  caller: none\n", data=None, **options):
        folder = tmp_path / f"server-{len(servers)}"
        folder.mkdir()
        servers.append(Server(folder, configuration, data=data, **options))
        return servers[-1].start()

    yield make
    for server in servers:
        if server.process is not None:
            server.kill()


@pytest.fixture
def editor(server, tokens):
    """A caller of the shared server who may read and write, in the latest revision."""
    with Caller(server, tokens["editor"]) as caller:
        yield caller


@pytest.fixture
def admin(server, tokens):
    """A caller of the shared server who may do everything, in the latest revision."""
    with Caller(server, tokens["admin"]) as caller:
        yield caller


@pytest.fixture
def anonymous(server):
    """A caller of the shared server without a token."""
    with Caller(server) as caller:
        yield caller
