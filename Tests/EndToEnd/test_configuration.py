"""What `gatehouse serve` says about a wrong configuration, before anything is opened, and which source wins."""

import re

import pytest

from support.binary import gatehouse
from support.rpc import Caller
from support.waiting import eventually


@pytest.fixture
def refused(tmp_path):
    """Serves with a configuration file, and returns what was said when it was refused."""

    def refused(text, *arguments, **variables):
        path = tmp_path / "wrong.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        data = tmp_path / "data"
        result = gatehouse("serve", "--port", "0", "--data", data, "--config", path, *arguments, environment=variables)
        assert (result.returncode, result.stdout) == (78, ""), result
        assert not data.exists()
        assert result.stderr.startswith("gatehouse: ")
        return result.stderr.replace(str(path), "wrong.yaml").removeprefix("gatehouse: ")

    return refused


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("server:\n  prot: 9000\n", 'wrong.yaml:2: unknown key "server.prot"; did you mean server.port?'),
        ("server:\n  port: 99999\n", "wrong.yaml:2: server.port: expected an integer from 0 to 65535"),
        ("\nhttp:\n  idle_timeout: 60\n", "wrong.yaml:3: http.idle_timeout: expected a duration from 1s to 1d"),
        ("limits:\n  caller: often\n", "wrong.yaml:2: limits.caller: expected"),
        ("log:\n\tlevel: info\n", "wrong.yaml:2: the line is indented with a tab"),
        ("log:\n  level: info\n  level: debug\n", "is set more than once in one mapping"),
        ("- log\n", "wrong.yaml:1: expected a mapping"),
        ("roles:\n  a:\n    inherits: [b]\n", 'there is no role "b"'),
        ("auth:\n  local_issuer: false\n", "no token would be accepted"),
        (b"\xff\xfe", "the file is not UTF-8"),
    ],
)
def test_the_mistake_is_shown_with_its_line(refused, text, said):
    """And with what would have been right."""
    assert said in refused(text)


def test_all_mistakes_are_shown_at_once(refused):
    """One run is enough to find them."""
    said = refused("server:\n  prot: 1\nlog:\n  level: loud\njson:\n  max_depth: 1\n")
    assert [line.split(":")[1] for line in said.splitlines()] == ["2", "4", "6"]


def test_an_unknown_variable_is_named(refused):
    """A misspelt variable would otherwise do nothing, silently."""
    said = refused("", GATEHOUSE_SERVER_PROT="9000")
    assert "GATEHOUSE_SERVER_PROT: unknown variable; did you mean GATEHOUSE_SERVER_PORT?" in said


def test_a_limit_of_no_tool_is_refused(tmp_path):
    """The tools there are are named."""
    path = tmp_path / "tools.yaml"
    path.write_text("limits:\n  tools:\n    no_tool: 1/hour\n")
    result = gatehouse("serve", "--port", "0", "--data", tmp_path / "data", "--config", path)
    assert result.returncode == 78
    assert "limits.tools.no_tool: there is no tool \"no_tool\"; there are " in result.stderr


def test_a_missing_file_is_named(tmp_path):
    """Whether by the option or by the variable."""
    for arguments, variables in [
        (["--config", "/no/such.yaml"], None),
        ([], {"GATEHOUSE_CONFIG": "/no/such.yaml"}),
    ]:
        result = gatehouse("serve", *arguments, environment=variables, folder=tmp_path)
        assert result.returncode == 78
        assert "/no/such.yaml: there is no such file" in result.stderr


def test_an_open_data_folder_is_refused(tmp_path):
    """It holds keys."""
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    data.chmod(0o755)
    result = gatehouse("serve", "--port", "0", "--data", data)
    assert result.returncode == 78
    assert f"chmod 700 {data}" in result.stderr


def test_flags_are_above_variables_and_variables_above_the_file(serve):
    """The log says what came of it."""
    server = serve(
        "server:\n  name: from the file\nlog:\n  level: info\n  format: json\n",
        environment={"GATEHOUSE_SERVER_NAME": "from a variable", "GATEHOUSE_LOG_LEVEL": "error"},
        arguments=["--log-level", "debug"],
    )
    with Caller(server, server.token()) as caller:
        information = caller.request("server/discover").result["_meta"]["io.modelcontextprotocol/serverInfo"]
    assert information["name"] == "from a variable"
    eventually(
        lambda: any(line["level"] == "debug" or "ms_decode" in line for line in server.log_lines),
        "a line that only the level debug has",
    )


def test_a_port_in_use_is_told(server, tmp_path):
    """The address is named, and the exit code is not that of a defect in gatehouse."""
    result = gatehouse("serve", "--port", server.port, "--data", tmp_path / "data")
    assert result.returncode == 78
    assert result.stdout == ""
    assert str(server.port) in result.stderr and "in use" in result.stderr


def test_the_log_is_text_where_it_is_asked_for(serve):
    """A line has a time, a level and a message."""
    server = serve(arguments=["--log-format", "text"])
    server.stop()
    assert re.search(
        r"^\d\d:\d\d:\d\d\.\d+Z notice +listening .*url=http://127\.0\.0\.1:\d+/mcp", server.log, re.MULTILINE
    )
