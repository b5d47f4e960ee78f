"""Running a command with its output on a terminal."""

import os
import pty
import subprocess
import time

from support.binary import DEADLINE, GATEHOUSE, clean_environment


def on_terminal(*arguments, environment=None):
    """Runs a command whose standard output is a terminal; returns what it wrote there and its exit code."""
    leader, follower = pty.openpty()
    try:
        process = subprocess.Popen(
            [GATEHOUSE, *map(str, arguments)],
            env=clean_environment({"TERM": "xterm", **(environment or {})}),
            stdin=subprocess.DEVNULL,
            stdout=follower,
            stderr=subprocess.DEVNULL,
        )
        os.close(follower)
        text = _read(leader, time.monotonic() + DEADLINE)
        return text.decode().replace("\r\n", "\n"), process.wait(DEADLINE)
    finally:
        os.close(leader)


def _read(descriptor, end):
    text = b""
    while time.monotonic() < end:
        try:
            data = os.read(descriptor, 65_536)
        except OSError:
            # The other side was closed: on Linux that is an error of the terminal.
            break
        if not data:
            break
        text += data
    return text
