"""`gatehouse call` with servers of either era, over either transport, and what they ask for."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from support.binary import DEADLINE, GATEHOUSE, clean_environment, gatehouse

ASKING = Path(__file__).parent / "support/asking_server.py"


def command(era):
    """What stands behind the other arguments to start the server that asks."""
    return ["--stdio", "--", sys.executable, ASKING, era]


def text(result):
    """What the tool was told, out of the command's output."""
    return json.loads(json.loads(result.stdout)["content"][0]["text"])


@pytest.mark.parametrize("era", ["modern", "legacy"])
def test_the_tools_of_a_command_are_listed(era):
    """Whichever era its server is of."""
    result = gatehouse("tools", *command(era))
    assert (result.returncode, result.stderr) == (0, "")
    assert [tool["name"] for tool in json.loads(result.stdout)] == ["book"]


@pytest.mark.parametrize("era", ["modern", "legacy"])
def test_answers_of_the_command_line_are_given(era):
    """With the types of the form."""
    result = gatehouse("call", "book", "day=Monday", "--answer", "guests=4", *command(era))
    assert (result.returncode, result.stderr) == (0, "")
    assert text(result) == {"action": "accept", "content": {"guests": 4}}


@pytest.mark.parametrize("era", ["modern", "legacy"])
def test_without_an_answer_and_a_terminal_it_is_declined(era):
    """And said so."""
    result = gatehouse("call", "book", *command(era))
    assert result.returncode == 0
    assert text(result) == {"action": "decline"}
    assert "gatehouse: declined what the server asks for: For how many?" in result.stderr


@pytest.mark.parametrize("era", ["modern", "legacy"])
def test_whoever_sits_at_the_terminal_is_asked(era):
    """Until the answer fits; the question goes to standard error, the result to standard output."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [GATEHOUSE, "call", "book", *map(str, command(era))],
        env=clean_environment(), stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    os.close(follower)
    os.write(leader, b"none\n3\n")
    output, errors = process.communicate(timeout=DEADLINE)
    os.close(leader)
    assert process.returncode == 0, errors
    assert json.loads(json.loads(output)["content"][0]["text"]) == {"action": "accept", "content": {"guests": 3}}
    assert "The server asks: For how many?" in errors and "  guests [integer]: " in errors


def test_an_answer_that_does_not_fit_is_told():
    """By the name of the field."""
    result = gatehouse("call", "book", "--answer", "guests=many", *command("modern"))
    assert result.returncode == 64
    assert "guests: must be an integer" in result.stderr
    assert gatehouse("call", "book", "--answer", "guests", *command("modern")).returncode == 64


def test_the_wrong_era_is_told():
    """A server of an earlier one does not answer requests of the latest."""
    result = gatehouse("tools", "--era", "legacy", *command("legacy"))
    assert result.returncode == 0
    result = gatehouse("call", "book", "--era", "modern", "--answer", "guests=2", *command("modern"))
    assert result.returncode == 0


def test_a_command_that_does_not_start_is_3():
    """With what is wrong with it."""
    result = gatehouse("tools", "--stdio", "--", "no-such-program")
    assert (result.returncode, result.stdout) == (3, "")
    assert 'cannot start the server: there is no program "no-such-program"' in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--stdio", "--"],
        ["--", "python3"],
        ["--url", "http://a/mcp", "--stdio", "--", "python3"],
        ["--era", "ancient"],
    ],
)
def test_options_that_make_no_sense_are_64(arguments):
    """Each is explained."""
    assert gatehouse("tools", *arguments).returncode == 64


@pytest.mark.parametrize("era", ["auto", "modern", "legacy"])
def test_the_server_of_this_project_is_called_in_every_era(run, era):
    """Over HTTP."""
    result = run("call", "create_note", "title=Era", "--era", era)
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["structuredContent"]["title"] == "Era"
