"""Server-Sent Events, as far as a stream of messages needs them."""

import json


def events(body):
    """The messages of a whole stream, each of which must be one event of the type `message`."""
    text = body.decode()
    assert text.endswith("\n\n"), f"the last event is cut off: {text[-200:]!r}"
    return [_message(block) for block in text[:-2].split("\n\n") if not block.startswith(":")]


def _message(block):
    kind, data = block.split("\n")
    assert kind == "event: message" and data.startswith("data: "), block
    return json.loads(data.removeprefix("data: "))
