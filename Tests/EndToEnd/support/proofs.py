"""Proofs of possession (RFC 9449), made by PyJWT."""

import base64
import hashlib
import json
import time
import uuid

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm


class ProofKey:
    """A key that signs proofs."""

    def __init__(self):
        self.private = ec.generate_private_key(ec.SECP256R1())
        whole = ECAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        self.public = {name: whole[name] for name in ("crv", "kty", "x", "y")}

    @property
    def thumbprint(self):
        """The thumbprint (RFC 7638), as tokens are bound to."""
        text = json.dumps(self.public, separators=(",", ":"), sort_keys=True)
        return _encode(hashlib.sha256(text.encode()).digest())

    def proof(self, token, url, header=None, **changes):
        """A proof for a POST; what is changed to None is left out."""
        claims = {
            "jti": str(uuid.uuid4()),
            "htm": "POST",
            "htu": url,
            "iat": int(time.time()),
            "ath": _encode(hashlib.sha256(token.encode()).digest()),
        }
        claims = {name: value for name, value in (claims | changes).items() if value is not None}
        fields = {"typ": "dpop+jwt", "jwk": self.public} | (header or {})
        return jwt.encode(claims, self.private, algorithm="ES256", headers=fields)


def _encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
