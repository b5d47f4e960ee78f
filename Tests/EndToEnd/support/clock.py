"""A process's clock on the wall, which a test sets while the process runs; see clock.c."""

import mmap
import shutil
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("clock.c")


def library(folder):
    """Compiles the library that a process is started with; skips the test where that cannot be."""
    compiler = shutil.which("clang") or shutil.which("cc")
    if not sys.platform.startswith("linux") or compiler is None:
        pytest.skip("a clock that a test sets needs Linux and a C compiler")
    built = Path(folder) / "clock.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-pthread", "-o", str(built), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True, timeout=120)
    return built


class Clock:
    """The time of day of one process."""

    def __init__(self, folder, built):
        path = Path(folder) / "clock.control"
        path.write_bytes(bytes(8))
        with open(path, "r+b") as file:
            self._page = mmap.mmap(file.fileno(), 0)
        self.environment = {"LD_PRELOAD": str(built), "TEST_CLOCK_CONTROL": str(path)}

    def set(self, ahead):
        """The time of day is so many seconds ahead from now on, or behind."""
        struct.pack_into("=q", self._page, 0, ahead)

    @property
    def ahead(self):
        return struct.unpack_from("=q", self._page, 0)[0]

    @property
    def now(self):
        """The process's time of day, in whole seconds."""
        return int(time.time()) + self.ahead
