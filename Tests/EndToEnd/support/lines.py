"""Dialogues over stdio, from the lines that the tee wrote down or that a test itself read."""

import json
import sys
from pathlib import Path

from support.ledger import LEDGER, Dialogue

_TEE = str(Path(__file__).with_name("tee.py"))


def recorded(record, command, arguments):
    """The command and the arguments that run a server with a record of its lines."""
    return sys.executable, [_TEE, str(record), command, *map(str, arguments)]


class Lines:
    """The dialogue of one process."""

    def __init__(self, ledger=LEDGER):
        self._dialogue = Dialogue(ledger=ledger)
        self._ledger = ledger

    def heard(self, line):
        """A line of the client's, whatever it is."""
        try:
            self._dialogue.heard(json.loads(line))
        except (ValueError, RecursionError):
            pass

    def said(self, line):
        """A line of the server's, which has to be a message."""
        try:
            message = json.loads(line)
        except ValueError as error:
            return self._ledger.report([f"R087: {error}"], line.decode(errors="replace"))
        if isinstance(message, dict) and "id" in message and "method" in message and self._dialogue.revision is None:
            self._ledger.report(["R088: a request to a client that opened no session"], message)
        self._dialogue.said(message)

    def replay(self, record):
        """Reads a record of the tee from its beginning."""
        for line in Path(record).read_bytes().split(b"\n")[:-1]:
            (self.heard if line[:1] == b">" else self.said)(line[1:])
