"""Many callers at once, and a ledger of what the server has acknowledged."""

import http.client
import threading
from dataclasses import dataclass

from support.rpc import Caller


@dataclass(frozen=True)
class Written:
    """A version of a note that the server said it has written."""

    note: str
    version: int
    body: str


class Writers:
    """Threads that create notes and change them as fast as they can, each on a connection of its own."""

    def __init__(self, server, token, count=8):
        self.written = []
        # Requests that were sent and not answered, with what happened instead.
        self.unanswered = []
        self.refused = []
        self._server = server
        self._token = token
        self._progress = threading.Condition()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(number,), daemon=True) for number in range(count)]

    def start(self):
        for thread in self._threads:
            thread.start()
        return self

    def wait_for(self, count, deadline=60.0):
        """Waits until so many writes were acknowledged."""
        with self._progress:
            assert self._progress.wait_for(lambda: len(self.written) >= count, deadline), "the writers make no progress"

    def join(self, deadline=60.0):
        """Lets every writer finish its request and end."""
        self._stop.set()
        for thread in self._threads:
            thread.join(deadline)
            assert not thread.is_alive(), "a writer is stuck"

    def _run(self, number):
        caller = Caller(self._server, self._token, is_heard=False)
        try:
            round_ = 0
            while not self._stop.is_set():
                round_ += 1
                body = f"{number} {round_} " * 50
                answer = self._write(caller, "create_note", title=f"Writer {number}, round {round_}", body=body)
                if answer is None:
                    return
                note = answer["id"]
                for version in (2, 3):
                    body = f"{number} {round_} {version} " * 50
                    if self._write(caller, "update_note", id=note, version=version - 1, body=body) is None:
                        return
        except ConnectionRefusedError:
            # The server is gone between two requests.
            return
        finally:
            caller.close()

    def _write(self, caller, tool, **arguments):
        """The note as it was written; nothing where the connection is over."""
        try:
            answer = caller.call(tool, **arguments)
        except (http.client.HTTPException, OSError) as error:
            if not isinstance(error, ConnectionRefusedError):
                self.unanswered.append(repr(error))
            return None
        if answer.status != 200:
            self.refused.append((answer.status, answer.body))
            return None
        note = answer.content
        with self._progress:
            self.written.append(Written(note["id"], note["version"], arguments["body"]))
            self._progress.notify_all()
        # The server asks for an end of the connection while it drains.
        return None if answer.fields.get("Connection") == "close" else note


def missing(caller, written):
    """What of the acknowledged writes cannot be read any more, version by version."""
    return [
        write
        for write in written
        if caller.call("read_note", id=write.note, version=write.version).content["body"] != write.body
    ]
