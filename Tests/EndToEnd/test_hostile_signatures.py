"""Tokens that try to get past each algorithm's signature, sent to a server that fetches its issuer's public keys."""

import json

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from support.issuer import ALGORITHMS, Issuer, SigningKey, configuration
from support.rpc import Caller
from support.server import Server
from support.tokens import claims, decode, encode, flipped, signed

_SIBLINGS = {"RS": "PS", "PS": "RS", "ES": "RS", "Ed": "ES"}


@pytest.fixture(scope="module")
def keys():
    """A key for each algorithm, called like it."""
    return {algorithm: SigningKey(algorithm, algorithm) for algorithm in ALGORITHMS}


@pytest.fixture(scope="module")
def strangers():
    """The same of somebody whom nobody trusts."""
    strange = {algorithm: SigningKey(algorithm, algorithm) for algorithm in ALGORITHMS}
    private = rsa.generate_private_key(65537, 2048)
    for key in strange.values():
        if key.algorithm[:2] in ("RS", "PS"):
            key.private = private
    return strange


@pytest.fixture(scope="module")
def trusting(tmp_path_factory, keys):
    with Issuer(keys.values()) as issuer:
        with Server(tmp_path_factory.mktemp("trusting"), configuration(issuer)) as server:
            yield server
            assert server.stop() == 0


def listing(server, token):
    """The answer to a list of tools."""
    with Caller(server, token) as caller:
        return caller.request("tools/list")


def public(key, encoding, form=PublicFormat.SubjectPublicKeyInfo):
    """The public half as an attacker may feed it to HMAC."""
    return key.private.public_key().public_bytes(encoding, form)


def with_header(token, **changes):
    """The token with another header before its old signature."""
    head, content, signature = token.split(".")
    header = json.loads(decode(head)) | changes
    return ".".join((encode(header), content, signature))


def with_signature(token, signature):
    return f"{token.rpartition('.')[0]}.{encode(signature)}"


def signature(token):
    return decode(token.rpartition(".")[2])


def sibling(algorithm):
    """An algorithm of another family with a digest as long."""
    return _SIBLINGS[algorithm[:2]] + (algorithm[2:] if algorithm != "EdDSA" else "256")


def another(algorithm):
    """Another key of the set."""
    return ALGORITHMS[(ALGORITHMS.index(algorithm) + 1) % len(ALGORITHMS)]


# Each makes a token of the issuer's key and a stranger's of the same algorithm.
ATTACKS = {
    "no algorithm": lambda key, _: with_signature(with_header(key.sign(), alg="none"), b""),
    "no algorithm, its signature": lambda key, _: with_header(key.sign(), alg="none"),
    "HMAC with the public key as PEM": lambda key, _: signed(claims(), public(key, Encoding.PEM), kid=key.kid),
    "HMAC with the public key as DER": lambda key, _: signed(claims(), public(key, Encoding.DER), kid=key.kid),
    "HMAC with the public key as JWK": lambda key, _: signed(
        claims(), json.dumps(key.public).encode(), kid=key.kid
    ),
    "HMAC with nothing": lambda key, _: signed(claims(), b"", kid=key.kid),
    "said to be HMAC": lambda key, _: with_header(key.sign(), alg="HS256"),
    "said to be of another family": lambda key, _: with_header(key.sign(), alg=sibling(key.algorithm)),
    "said to be by another key": lambda key, _: key.sign(kid=another(key.algorithm)),
    "by a key that nobody has": lambda key, _: key.sign(kid="nobody's"),
    "by a stranger": lambda _, stranger: stranger.sign(),
    "by a stranger, with its key": lambda _, stranger: stranger.sign(jwk=stranger.public),
    "by a stranger, with its key and no name": lambda _, stranger: jwt.encode(
        claims(), stranger.private, algorithm=stranger.algorithm, headers={"typ": "at+jwt", "jwk": stranger.public}
    ),
    "by a stranger, whose keys are elsewhere": lambda _, stranger: stranger.sign(jku="http://127.0.0.1:9/keys"),
    "by a stranger, whose certificate is elsewhere": lambda _, stranger: stranger.sign(x5u="http://127.0.0.1:9/c"),
    "by a stranger, with a certificate": lambda _, stranger: stranger.sign(x5c=["MIIB"]),
    "another token's signature": lambda key, _: with_signature(
        key.sign(), signature(key.sign(claims(sub="mallory")))
    ),
    "no signature": lambda key, _: with_signature(key.sign(), b""),
    "a signature of zeros": lambda key, _: with_signature(key.sign(), bytes(len(signature(key.sign())))),
    "a signature of ones": lambda key, _: with_signature(key.sign(), b"\xff" * len(signature(key.sign()))),
    "half a signature": lambda key, _: with_signature(key.sign(), signature(key.sign())[:10]),
    "more than a signature": lambda key, _: with_signature(token := key.sign(), signature(token) + b"\0"),
    "two signatures": lambda key, _: with_signature(token := key.sign(), signature(token) * 2),
    "a bit of the header": lambda key, _: flipped(key.sign(), 0),
    "a bit of the claims": lambda key, _: flipped(key.sign(), 1),
    "a bit of the signature": lambda key, _: flipped(key.sign(), 2),
    "a header that must be understood": lambda key, _: key.sign(crit=["magic"], magic=True),
    "claims that are not encoded": lambda key, _: key.sign(crit=["b64"], b64=True),
}


def refused(server, token):
    """Refused in the very words in which everything else is."""
    answer = listing(server, token)
    assert answer.status == 401
    challenge = answer.fields["WWW-Authenticate"]
    assert challenge.startswith("Bearer ") and 'error="invalid_token"' in challenge
    assert "resource_metadata=" in challenge
    assert answer.error["message"] == "the access token is not valid for this server"
    assert set(answer.error["data"]) == {"reference"}
    assert token not in server.log


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_no_signature_but_the_issuer_s_own_is_taken(trusting, keys, strangers, algorithm, attack):
    """401 whatever is tried, while the issuer's own token of that algorithm is taken."""
    token = ATTACKS[attack](keys[algorithm], strangers[algorithm])
    refused(trusting, token)
    assert listing(trusting, keys[algorithm].sign()).status == 200


@pytest.mark.parametrize("algorithm", ["ES256", "ES384", "ES512"])
def test_a_signature_has_one_form(trusting, keys, algorithm):
    """RFC 7518, section 3.4: two numbers of fixed length, not the DER that X.509 has for the same signature."""
    token = keys[algorithm].sign()
    both = signature(token)
    first, second = (int.from_bytes(both[place : place + len(both) // 2]) for place in (0, len(both) // 2))
    refused(trusting, with_signature(token, encode_dss_signature(first, second)))


def test_a_token_that_is_too_long_is_refused(trusting, keys):
    """Before anything of it is worked out: by step 2 up to what a header field may have, and by step 1 beyond."""
    assert listing(trusting, keys["ES256"].sign(claims(note="x" * 14_000))).status == 401
    assert listing(trusting, keys["ES256"].sign(claims(note="x" * 200_000))).status == 431


@pytest.mark.parametrize(
    ("scopes", "status"),
    [
        ({"scope": "notes:rea"}, 403),
        ({"scope": "notes:readonly"}, 403),
        ({"scope": "NOTES:READ"}, 403),
        ({"scope": ""}, 403),
        ({"scope": "notes:read"}, 200),
        ({"scope": "other notes:read more"}, 200),
        ({"scp": ["other", "notes:read"]}, 200),
        ({"scp": ["notes:read other"]}, 403),
    ],
)
def test_scopes_are_whole_words(tmp_path, keys, scopes, status):
    """Neither the beginning of a scope, nor more than it, nor another case is that scope."""
    rules = """
access:
  rules:
    - name: readers
      effect: allow
      tools: [list_notes]
      scopes: [notes:read]
"""
    with Issuer([keys["ES256"]]) as issuer:
        with Server(tmp_path, configuration(issuer, extra=rules)) as server:
            with Caller(server, keys["ES256"].sign(claims(roles=None, **scopes))) as caller:
                assert caller.call("list_notes").status == status
