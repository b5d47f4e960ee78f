"""A disk for one process that fails and loses power when a test says so; see disk.c."""

import mmap
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("disk.c")
# What a disk writes at once, or not at all.
SECTOR = 512
UNDO = struct.Struct("=QQQQ")
ALWAYS = 1_000_000


def library(folder):
    """Compiles the library that a process is started with; skips the test where that cannot be."""
    compiler = shutil.which("clang") or shutil.which("cc")
    if not sys.platform.startswith("linux") or compiler is None:
        pytest.skip("a disk that fails needs Linux and a C compiler")
    built = Path(folder) / "disk.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-pthread", "-o", str(built), str(SOURCE)]
    subprocess.run(command, check=True, timeout=120)
    return built


class Disk:
    """The files of one store, of which the names contain a word."""

    FIELDS = ("writes", "syncs", "error", "forgets", "seed", "failed", "synced", "written")

    def __init__(self, folder, built, files, seed):
        self.folder = Path(folder)
        self.files = files
        path = self.folder / "disk.control"
        path.write_bytes(bytes(4 * len(self.FIELDS)))
        with open(path, "r+b") as file:
            self._page = mmap.mmap(file.fileno(), 0)
        self._set(seed=seed & 0xFFFF_FFFF)
        self.environment = {"LD_PRELOAD": str(built), "TEST_DISK_CONTROL": str(path), "TEST_DISK_FILES": files}

    def _set(self, **fields):
        for name, value in fields.items():
            struct.pack_into("=I", self._page, 4 * self.FIELDS.index(name), value)

    def count(self, name):
        """How often something happened: failed, synced or written."""
        return struct.unpack_from("=I", self._page, 4 * self.FIELDS.index(name))[0]

    def fail(self, error, writes=ALWAYS, syncs=ALWAYS):
        """Of a million writes, and of a million fsyncs, so many fail from now on."""
        self._set(error=error, writes=writes, syncs=syncs)

    def heal(self):
        """Nothing fails from now on."""
        self._set(writes=0, syncs=0)

    def forget(self):
        """An fsync does nothing from now on, and says that it did."""
        self._set(forgets=1)

    def lose_power(self, data, chance, kept=0.0):
        """Takes back what was written and not synchronised, after the process is gone.

        Each sector of it is kept even so with a probability: a disk writes what it likes of what it was given.
        Gives how many bytes were taken back.
        """
        lost = 0
        for journal in sorted(Path(data).glob("*.undo")):
            if self.files in journal.name:
                lost += self._undo(journal.with_suffix(""), read_undo(journal), chance, kept)
            journal.unlink()
        return lost

    def _undo(self, path, steps, chance, kept):
        if not steps or not path.exists():
            return 0
        now = path.read_bytes()
        before = bytearray(now)
        touched = set()
        for offset, length, size, old in reversed(steps):
            del before[max(size, offset + len(old)) :]
            before.extend(bytes(max(0, size - len(before))))
            before[offset : offset + len(old)] = old
            touched.update(range(offset // SECTOR, (offset + length - 1) // SECTOR + 1))
        lost = 0
        for sector in sorted(touched):
            start, end = sector * SECTOR, (sector + 1) * SECTOR
            if now[start:end] == bytes(before[start:end]):
                continue
            if chance.random() < kept:
                before.extend(bytes(max(0, start - len(before))))
                before[start:end] = now[start:end]
            else:
                lost += len(now[start:end])
        path.write_bytes(before)
        return lost


def read_undo(path):
    """What stood at which place before each write, the oldest first, with the file's size then."""
    data = path.read_bytes()
    steps, place = [], 0
    while place + UNDO.size <= len(data):
        offset, length, size, count = UNDO.unpack_from(data, place)
        place += UNDO.size
        if place + count > len(data):
            # The process was killed before it had written this down; the write had not begun then.
            break
        steps.append((offset, length, size, data[place : place + count]))
        place += count
    return steps
