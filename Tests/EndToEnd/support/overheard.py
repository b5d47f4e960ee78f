"""Answers whose requests nobody could read: they are held against what every answer is."""

import json

from support import schemas
from support.ledger import LEDGER
from support.vocabulary import MODERN


def overhear(body, fields):
    """Tells the ledger of the body of a response of 2026-07-28 to bytes that were written by hand."""
    if not body or not fields.get("content-type", "").startswith("application/json") or not schemas.available():
        return
    message = json.loads(body)
    if not isinstance(message, dict) or "jsonrpc" not in message:
        # Health and metadata are JSON as well.
        return
    name = schemas.result_response(MODERN) if "result" in message else schemas.error_response(MODERN)
    LEDGER.count(f"{MODERN} overheard {name}")
    LEDGER.report(schemas.violations(schemas.without_null_id(message), MODERN, name), message)
