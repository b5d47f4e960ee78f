"""Waiting for events, with deadlines."""

import time


def eventually(condition, what, deadline=10.0):
    """Returns the first true value of a condition, and fails where there is none before the deadline."""
    end = time.monotonic() + deadline
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() >= end:
            raise AssertionError(f"after {deadline} s there was still not: {what}")
        time.sleep(0.01)
