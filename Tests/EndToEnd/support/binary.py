"""The built binary, and running its short commands."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

GATEHOUSE = str(Path(os.environ.get("GATEHOUSE", ROOT / ".build/debug/gatehouse")).absolute())

# A command that takes longer than this is stuck, even on a busy machine.
DEADLINE = 30.0


def clean_environment(extra=None):
    """The environment without variables of Gatehouse, so that what is set outside does not reach the tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GATEHOUSE_")}
    environment.update(extra or {})
    return environment


def gatehouse(*arguments, environment=None, folder=None, stdin=None):
    """Runs a command to its end and returns what it wrote and its exit code."""
    return subprocess.run(
        [GATEHOUSE, *map(str, arguments)],
        env=clean_environment(environment),
        cwd=folder,
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )
