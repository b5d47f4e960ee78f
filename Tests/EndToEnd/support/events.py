"""Server-Sent Events, as far as a stream of messages needs them."""

import json

from support.http_stream import EventReader


def events(body):
    """The messages of a whole stream, each of which must be one event of the type `message`."""
    assert body.endswith(b"\n\n"), f"the last event is cut off: {body[-200:]!r}"
    found = []
    EventReader(found.append).feed(body)
    # An event without data only tells its id, or when to come back.
    found = [fields for fields in found if fields.get("data")]
    assert all(fields.get("event") == "message" for fields in found), found
    return [json.loads(fields["data"]) for fields in found]
