"""`gatehouse call` and `gatehouse tools`: what goes in, what comes out on a terminal and elsewhere, and the exit codes."""

import json
import re
import socket

import pytest

from support.binary import gatehouse
from support.rpc import Caller
from support.scenario import READING, WRITING
from support.server import free_port
from support.terminal import on_terminal


def test_a_pipe_gets_json(run):
    """The tools as the server describes them, on one line."""
    result = run("tools")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.count("\n") == 1
    assert {tool["name"] for tool in json.loads(result.stdout)} == READING | WRITING


def test_a_terminal_gets_a_list(server, tokens):
    """A line for each tool and for each argument, optional ones with a question mark."""
    text, code = on_terminal("tools", "--url", server.url, "--token", tokens["reader"], environment={"NO_COLOR": "1"})
    assert code == 0
    assert re.search(r"^search_notes  Finds notes by their text", text, re.MULTILINE)
    assert re.search(r"^  query +string +Words to look for\.", text, re.MULTILINE)
    assert re.search(r"^  limit +integer\? ", text, re.MULTILINE)
    assert "\x1b" not in text


def test_a_pipe_gets_the_whole_result(run):
    """As one line of JSON; arguments have the types that the tool's schema gives them."""
    result = run("call", "create_note", "title=42", 'tags=["a","b"]', "body=true")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.count("\n") == 1
    note = json.loads(result.stdout)["structuredContent"]
    assert (note["title"], note["tags"], note["body"]) == ("42", ["a", "b"], "true")
    result = run("call", "list_notes", "limit=1")
    assert len(json.loads(result.stdout)["structuredContent"]["notes"]) == 1


def test_a_terminal_gets_text(server, tokens):
    """Indented and in colours, unless they are not wanted."""
    arguments = ["call", "list_notes", "limit=1", "--url", server.url, "--token", tokens["admin"]]
    with Caller(server, tokens["admin"]) as caller:
        caller.create("On \x1b[31ma terminal".replace("\x1b", ""), "text \x1b[31m with a control character")
    text, code = on_terminal(*arguments)
    assert code == 0
    assert text.startswith("{\n  ") and "\x1b[3" in text
    plain, _ = on_terminal(*arguments, environment={"NO_COLOR": "1"})
    assert "\x1b" not in plain
    assert json.loads(plain.replace("\ufffd", ""))["notes"][0]["title"] == "On [31ma terminal"


def test_a_format_can_be_asked_for(run, server, tokens):
    """Text in a pipe, and JSON on a terminal."""
    assert run("call", "list_notes", "limit=1", "--output", "text").stdout.startswith("{\n")
    text, _ = on_terminal("call", "list_notes", "--output", "json", "--url", server.url, "--token", tokens["reader"])
    assert "structuredContent" in json.loads(text)


def test_values_come_from_files_and_standard_input(run, tmp_path):
    """key=@file, key=@- and, for a text that begins so, key=@@."""
    (tmp_path / "note.md").write_text("# Ünïcode\n", encoding="utf-8")
    result = run("call", "create_note", "title=@@me", f"body=@{tmp_path / 'note.md'}")
    note = json.loads(result.stdout)["structuredContent"]
    assert (note["title"], note["body"]) == ("@me", "# Ünïcode\n")
    result = run("call", "create_note", "title=Piped", "body=@-", stdin="from a pipe")
    assert json.loads(result.stdout)["structuredContent"]["body"] == "from a pipe"
    assert run("call", "create_note", "title=x", "body=@/no/such/file").returncode == 64


def test_arguments_may_be_one_object(run):
    """For whoever has them as JSON already."""
    result = run("call", "create_note", "--json", '{"title": "One object", "tags": ["x"]}')
    assert json.loads(result.stdout)["structuredContent"]["tags"] == ["x"]
    assert run("call", "create_note", "--json", "{").returncode == 64
    assert run("call", "create_note", "--json", "[]").returncode == 64


def test_a_note_is_changed_with_the_version_that_was_read(run):
    """Numbers in key=value are numbers where the tool wants them."""
    note = json.loads(run("call", "create_note", "title=Versioned").stdout)["structuredContent"]
    result = run("call", "update_note", f"id={note['id']}", "version=1", "body=new")
    assert json.loads(result.stdout)["structuredContent"]["version"] == 2


def test_an_error_of_the_tool_is_1(run):
    """The result is there for scripts; people get its text on standard error."""
    result = run("call", "read_note", "id=0000000000000000")
    assert result.returncode == 1
    assert json.loads(result.stdout)["isError"] is True
    result = run("call", "read_note", "id=0000000000000000", "--output", "text")
    assert (result.returncode, result.stdout) == (1, "")
    assert "There is no note with the id" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "variables", "text"),
    [
        (["call", "delete_note", "id=x"], {}, "it lacks the permission notes:delete"),
        (["call", "list_note"], {}, "Did you mean list_notes?"),
        (["tools"], {"GATEHOUSE_TOKEN": ""}, "the server wants a token, and none was given"),
        (["tools"], {"GATEHOUSE_TOKEN": "a.b.c"}, "the server does not accept the token"),
    ],
)
def test_a_refusal_of_the_server_is_2(run, arguments, variables, text):
    """With a sentence that says what to do, and nothing on standard output."""
    result = run(*arguments, **variables)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("gatehouse: ") and text in result.stderr


def test_a_limit_is_2_and_says_when_to_come_back(serve):
    """As 429 does."""
    server = serve("limits:\n  caller: 2/hour\n")
    arguments = ["tools", "--url", server.url, "--token", server.token()]
    assert [gatehouse(*arguments).returncode for _ in range(2)] == [0, 0]
    result = gatehouse(*arguments)
    assert result.returncode == 2
    assert re.search(r"the limit of calls is reached; try again in \d+ seconds", result.stderr)


def test_a_server_that_is_not_there_is_3(run):
    """The sentence names the address and how to start a server."""
    url = f"http://127.0.0.1:{free_port()}/mcp"
    result = run("call", "list_notes", GATEHOUSE_URL=url)
    assert (result.returncode, result.stdout) == (3, "")
    assert f"cannot connect to {url}" in result.stderr and "gatehouse serve" in result.stderr


def test_a_server_that_does_not_answer_is_3(run):
    """After the time that was given."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/mcp"
        result = run("tools", "--timeout", "200ms", GATEHOUSE_URL=url)
    assert result.returncode == 3
    assert "did not answer within 200ms" in result.stderr


def test_an_argument_that_the_tool_does_not_have_is_64(run):
    """With the name that was probably meant."""
    result = run("call", "create_note", "titel=Hello")
    assert result.returncode == 64
    assert "did you mean title?" in result.stderr
    assert run("call", "list_notes", "limit=many").returncode == 64
    assert run("call", "list_notes", "limit").returncode == 64
