"""Runs a server over stdio and writes down, in a file, every line that passes between it and its client.

Usage: tee.py FILE COMMAND ARGUMENT… Each line of the file begins with `>` for the client's or `<` for the server's.
The exit code is the server's; a signal that is meant for the server is passed on to it.
"""

import os
import signal
import subprocess
import sys
import threading


def pump(source, target, mark, record, lock):
    """Passes lines on as they come until there are none, and then ends the other side."""
    for line in source:
        with lock:
            record.write(mark + line)
        try:
            target.write(line)
            target.flush()
        except OSError:
            break
    try:
        target.close()
    except OSError:
        pass


def main():
    record = open(sys.argv[1], "ab", buffering=0)
    lock = threading.Lock()
    server = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: server.send_signal(number))
    client = sys.stdin.buffer
    threading.Thread(target=pump, args=(client, server.stdin, b">", record, lock), daemon=True).start()
    pump(server.stdout, sys.stdout.buffer, b"<", record, lock)
    code = server.wait()
    # The thread that reads the client's lines may still wait for one.
    os._exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":
    main()
