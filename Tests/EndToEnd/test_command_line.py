"""What all commands have in common: help, a version, and how a wrong command line ends."""

import re

import pytest

from support.binary import gatehouse

COMMANDS = ["serve", "call", "tools", "token", "keys"]


def test_help_shows_examples_of_every_command():
    """Each command says what it does and shows itself in use."""
    result = gatehouse("--help")
    assert result.returncode == 0
    for command in COMMANDS:
        assert re.search(rf"^  {command} ", result.stdout, re.MULTILINE)
        shown = gatehouse(command, "--help")
        assert shown.returncode == 0
        assert shown.stdout.count(f"  gatehouse {command}") >= 2
        assert "USAGE: gatehouse " + command in shown.stdout
    for code in ["0 ", "1 ", "2 ", "3 ", "64", "70", "78"]:
        assert re.search(rf"^  {code} +\w", result.stdout, re.MULTILINE)


def test_the_version_is_one_line():
    """A number, and nothing else."""
    result = gatehouse("--version")
    assert (result.returncode, result.stderr) == (0, "")
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", result.stdout)


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["serve", "--no-such-option"],
        ["serve", "--port", "notaport"],
        ["serve", "--port", "65536"],
        ["serve", "--log-level", "loud"],
        ["token"],
        ["token", "--subject", "a", "--expires", "never"],
        ["token", "--subject", "a", "--expires", "400d"],
        ["keys", "burn"],
        ["call"],
        ["call", "list_notes", "--url", "not a url"],
        ["call", "list_notes", "--json", "{}", "limit=1"],
        ["tools", "--timeout", "soon"],
    ],
)
def test_a_wrong_command_line_is_64(arguments, tmp_path):
    """Nothing is done, and the error goes to standard error."""
    result = gatehouse(*arguments, folder=tmp_path)
    assert result.returncode == 64, result
    assert result.stdout == "" and result.stderr.strip()
    assert list(tmp_path.iterdir()) == []
