"""The servers that the tests use."""

import os

import pytest

from support import schemas
from support.bench import Bench
from support.binary import GATEHOUSE, gatehouse
from support.debts import DEBTS
from support.everything import Everything
from support.jobs import CONFIGURATION, JOBS
from support.ledger import LEDGER
from support.rpc import Caller
from support.server import Server


def pytest_configure(config):
    if not os.access(GATEHOUSE, os.X_OK):
        pytest.exit(f"there is no binary at {GATEHOUSE}: build it, or name another one in GATEHOUSE", returncode=1)


@pytest.fixture(autouse=True)
def every_message_is_valid():
    """Whatever a server said during a test follows the schema of its revision, and the rules that no schema can say."""
    LEDGER.take()
    yield
    violations = LEDGER.take()
    assert not violations, "the server broke the protocol:\n" + "\n".join(violations)


def pytest_terminal_summary(terminalreporter):
    """Says how many messages were held against the schemas, so that nobody believes it of a run without any."""
    checked = sum(LEDGER.kinds.values())
    schemas_ = "" if schemas.available() else f"; the schemas are not there: {schemas.FOLDER}"
    if DEBTS:
        terminalreporter.write_line(f"{len(DEBTS)} requirements are not met yet: {' '.join(DEBTS)}")
    terminalreporter.write_line(f"{checked} messages of {len(LEDGER.kinds)} kinds were checked{schemas_}")


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
        # Whatever the tests did, every line of the log is one of the server's own, and none reports a failure in it.
        assert [line for line in server.log_lines if line["level"] in ("error", "critical")] == []


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
def jobs(tmp_path):
    """Makes servers of the example of jobs on one data folder, which are gone after the test."""
    servers = []

    def make(configuration=CONFIGURATION, **options):
        folder = tmp_path / f"jobs-{len(servers)}"
        folder.mkdir()
        server = Server(folder, configuration, data=tmp_path / "data", binary=JOBS, **options)
        servers.append(server)
        return server.start()

    yield make
    for server in servers:
        if server.process is not None:
            server.kill()


@pytest.fixture(scope="session")
def everything(tmp_path_factory):
    """The server with one of everything, shared by all tests. It asks nobody for a token."""
    with Everything(tmp_path_factory.mktemp("everything")) as server:
        yield server
        assert server.process.poll() is None, server.log
        assert server.stop() == 0


@pytest.fixture
def bench(tmp_path):
    """A server of a test's own with the tool `wait`. If it still runs after the test, it must end in order."""
    with Bench(tmp_path) as bench:
        yield bench
        if bench.process.poll() is None:
            assert bench.stop() == 0, bench.log


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


@pytest.fixture
def run(server, tokens):
    """Runs a command as an editor of the shared server."""

    def run(*arguments, stdin=None, **variables):
        environment = {"GATEHOUSE_URL": server.url, "GATEHOUSE_TOKEN": tokens["editor"], **variables}
        return gatehouse(*arguments, environment=environment, stdin=stdin)

    return run


@pytest.fixture
def token(tokens):
    """The token of an editor of the shared server."""
    return tokens["editor"]


@pytest.fixture
def stays_healthy(server, token):
    """After each test that uses this a new connection is served as before."""
    yield
    assert server.get("/health/ready")[0] == 200
    with Caller(server, token) as caller:
        assert caller.request("tools/list").status == 200
