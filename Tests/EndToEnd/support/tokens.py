"""Tokens of an issuer of our own, good and bad ones, and taking tokens apart."""

import base64
import hashlib
import hmac
import json
import time

ISSUER = "https://login.test/"
AUDIENCE = "https://notes.test/mcp"
SECRET = b"a shared secret of thirty-two bytes and more"


def configuration(secret_file, extra=""):
    """A configuration that trusts the issuer, to the second."""
    return f"""
auth:
  leeway: 0s
  issuers:
    - issuer: {ISSUER}
      audiences: {AUDIENCE}
      algorithms: [HS256]
      secret_file: {secret_file}
{extra}"""


def encode(value):
    """Base64url without padding, of bytes or of a value's JSON."""
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(part):
    """The bytes behind Base64url."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def claims(**changes):
    """The claims of a good token, changed; what is changed to None is left out."""
    now = int(time.time())
    good = {
        "iss": ISSUER,
        "sub": "carol",
        "aud": AUDIENCE,
        "exp": now + 600,
        "iat": now,
        "jti": "1",
        "client_id": "end-to-end",
        "roles": ["editor"],
    }
    return {name: value for name, value in (good | changes).items() if value is not None}


def signed(claims, secret=SECRET, **header):
    """A token with these claims, signed with HMAC and SHA-256 whatever its header says."""
    head = {"typ": "at+jwt", "alg": "HS256"} | header
    text = f"{encode(head)}.{encode(claims)}"
    return f"{text}.{encode(hmac.new(secret, text.encode(), hashlib.sha256).digest())}"


def flipped(token, part, position=5):
    """The token with one bit of one of its three parts changed."""
    parts = token.split(".")
    data = bytearray(decode(parts[part]))
    data[position] ^= 1
    parts[part] = encode(bytes(data))
    return ".".join(parts)
