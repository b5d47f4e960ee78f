"""Issuers whose keys are fetched, and tokens that other people's libraries make."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
from joserfc import jwk as jose_keys
from joserfc import jwt as jose_tokens

from support.authority import Authority
from support.binary import gatehouse
from support.issuer import ALGORITHMS, FAULTS, Issuer, SigningKey, configuration
from support.rpc import Caller
from support.server import Server
from support.tokens import AUDIENCE, ISSUER, claims, decode
from support.waiting import eventually


def listing(server, token):
    """The answer to a list of tools."""
    with Caller(server, token) as caller:
        return caller.request("tools/list")


@pytest.fixture(scope="module")
def keys():
    """A key for each algorithm, called like it."""
    return {algorithm: SigningKey(algorithm, algorithm) for algorithm in ALGORITHMS}


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def issuer(keys, authority):
    """An issuer over TLS."""
    with Issuer(keys.values(), authority.certificate) as issuer:
        yield issuer


@pytest.fixture(scope="module")
def trusting(tmp_path_factory, issuer, authority):
    """A server that fetches that issuer's keys over TLS, from a private address that a setting allows."""
    with Server(tmp_path_factory.mktemp("trusting"), configuration(issuer, authority)) as server:
        yield server
        assert server.stop() == 0


@pytest.fixture
def flaky():
    """An issuer of a test's own without TLS, which may fail."""
    with Issuer([SigningKey("first")]) as issuer:
        yield issuer


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_tokens_of_pyjwt_are_taken(trusting, keys, algorithm):
    """In every algorithm, and a token with another key's name is refused."""
    assert listing(trusting, keys[algorithm].sign()).status == 200
    other = "ES256" if algorithm != "ES256" else "RS256"
    assert listing(trusting, keys[algorithm].sign(kid=other)).status == 401


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_tokens_of_joserfc_are_taken(trusting, keys, algorithm):
    """Another library's form of the same thing."""
    key = keys[algorithm]
    own = jose_keys.import_key(jose(key))
    header = {"alg": algorithm, "kid": algorithm, "typ": "application/at+jwt"}
    token = jose_tokens.encode(header, claims(), own, algorithms=[algorithm])
    assert listing(trusting, token).status == 200


def jose(key):
    """The private key as a JWK."""
    algorithm = jwt.algorithms.get_default_algorithms()[key.algorithm]
    private = algorithm.to_jwk(key.private, as_dict=True)
    return {name: value for name, value in private.items() if name != "key_ops"}


@pytest.mark.parametrize(("algorithm", "size"), [("HS256", 32), ("HS384", 48), ("HS512", 64)])
def test_tokens_under_a_shared_secret_are_taken(serve, tmp_path, algorithm, size):
    """By both libraries, in each of HMAC's algorithms."""
    secret = tmp_path / "secret"
    secret.write_bytes(bytes(range(size)))
    secret.chmod(0o600)
    server = serve(
        f"""
auth:
  issuers:
    - issuer: {ISSUER}
      audiences: {AUDIENCE}
      algorithms: {algorithm}
      secret_file: {secret}
"""
    )
    key = secret.read_bytes()
    by_pyjwt = jwt.encode(claims(), key, algorithm=algorithm, headers={"typ": "at+jwt"})
    own = jose_keys.OctKey.import_key(key)
    by_joserfc = jose_tokens.encode({"alg": algorithm, "typ": "at+jwt"}, claims(), own, algorithms=[algorithm])
    assert listing(server, by_pyjwt).status == 200
    assert listing(server, by_joserfc).status == 200


def test_pyjwt_verifies_our_own_tokens(tmp_path):
    """Strictly: algorithm, issuer, audience, times and the claims of RFC 9068."""
    data = tmp_path / "data"
    token = gatehouse("token", "--data", data, "--subject", "alice", "--roles", "editor").stdout.strip()
    (file,) = (data / "keys").glob("key-*.json")
    stored = json.loads(file.read_text())
    public = jwt.PyJWK({name: stored[name] for name in ("kty", "crv", "x", "kid", "alg")})
    content = jwt.decode(
        token,
        public.key,
        algorithms=["EdDSA"],
        issuer="urn:gatehouse:local",
        audience="urn:gatehouse:server",
        options={"require": ["iss", "sub", "aud", "exp", "iat", "nbf", "jti", "client_id"]},
    )
    assert content["sub"] == "alice" and content["roles"] == ["editor"]
    with pytest.raises(jwt.InvalidAudienceError):
        jwt.decode(token, public.key, algorithms=["EdDSA"], audience="https://other.test")


def test_keys_are_found_by_the_issuer_s_metadata(serve, tmp_path, flaky):
    """RFC 8414's place first, then OpenID's; the metadata must name exactly the configured issuer."""
    flaky.name = f"{flaky.origin}/realms/a"
    server = serve(configuration(flaky, keys="discovery: auto"))
    assert flaky.paths == ["/.well-known/oauth-authorization-server/realms/a", "/keys"]
    assert listing(server, flaky.keys[0].sign(claims(iss=flaky.name))).status == 200
    assert listing(server, flaky.keys[0].sign(claims(iss=ISSUER))).status == 401


def test_metadata_of_another_issuer_is_not_followed(serve, flaky):
    """Its keys are not asked for, and its tokens are answered with 503 rather than judged."""
    flaky.name = f"{flaky.origin}/a"
    text = configuration(flaky, keys="discovery: openid")
    flaky.name = f"{flaky.origin}/b"
    server = serve(text)
    assert flaky.fetches == 0
    assert listing(server, flaky.keys[0].sign(claims(iss=f"{flaky.origin}/a"))).status == 503
    eventually(lambda: "does not name the issuer" in server.log, "the reason in the log")


@pytest.mark.parametrize("fault", FAULTS)
def test_known_keys_stay_while_the_issuer_fails(serve, flaky, fault):
    """T20, whatever it answers: genuine tokens are taken and unknown keys refused without waiting, and it is asked once."""
    server = serve(configuration(flaky))
    genuine = flaky.keys[0].sign()
    assert listing(server, genuine).status == 200
    flaky.fault = fault
    time.sleep(10.5)  # The time between two fetches that unknown keys may cause.
    before = flaky.fetches
    stranger = SigningKey("stranger")
    times = []
    for number in range(20):
        token = stranger.sign(kid=f"unknown-{number}")
        start = time.monotonic()
        assert listing(server, token).status == 401
        times.append(time.monotonic() - start)
        assert listing(server, flaky.keys[0].sign(claims(jti=str(number)))).status == 200
    # The first waits for the fetch that it causes; the machine may be busy while a few others are answered.
    assert max(times) < 2
    assert sorted(times[1:])[9] <= 0.01, times
    assert flaky.fetches - before <= 1
    assert "/elsewhere" not in flaky.paths
    eventually(lambda: "cannot be fetched; the known ones stay" in server.log, "the failure in the log")
    assert genuine not in server.log


def test_a_flood_of_unknown_keys_causes_one_fetch(serve, flaky):
    """From many connections at once, each with a name of its own."""
    server = serve(configuration(flaky))
    assert flaky.fetches == 1
    time.sleep(10.5)
    stranger = SigningKey("stranger")

    def flood(worker):
        with Caller(server) as caller:
            message = caller.message("tools/list")
            statuses = set()
            for number in range(100):
                token = stranger.sign(kid=f"{worker}-{number}")
                fields = caller.fields(message) | {"Authorization": f"Bearer {token}"}
                statuses.add(caller.post(message, fields).status)
            return statuses

    with ThreadPoolExecutor(8) as pool:
        assert set().union(*pool.map(flood, range(8))) == {401}
    assert flaky.fetches == 2
    assert listing(server, flaky.keys[0].sign()).status == 200


def test_a_new_key_is_taken_and_an_old_one_refused(serve, flaky):
    """Amongst many requests, of which none with a key that the issuer publishes is refused."""
    server = serve(configuration(flaky, extra="      jwks_refresh: 10s\n"))
    old, new = flaky.keys[0], SigningKey("second")
    refused, end = [], threading.Event()

    def load():
        number = 0
        while not end.is_set():
            number += 1
            answer = listing(server, old.sign(claims(jti=str(number))))
            if answer.status != 200:
                refused.append(answer.status)

    thread = threading.Thread(target=load)
    thread.start()
    try:
        flaky.keys = [old, new]
        start = time.monotonic()
        eventually(lambda: listing(server, new.sign()).status == 200, "the new key is taken", deadline=15)
        assert time.monotonic() - start < 11
    finally:
        end.set()
        thread.join()
    assert refused == []
    flaky.keys = [new]
    token = old.sign()
    eventually(lambda: listing(server, token).status == 401, "the old key is refused", deadline=15)
    assert listing(server, new.sign()).status == 200


@pytest.mark.parametrize("fault", ["status_500", "hang"])
def test_a_server_starts_without_its_issuer(serve, flaky, fault):
    """Its tokens are answered with 503 and Retry-After until the keys are there."""
    flaky.fault = fault
    start = time.monotonic()
    server = serve(configuration(flaky))
    assert time.monotonic() - start < 10
    answer = listing(server, flaky.keys[0].sign())
    assert answer.status == 503 and int(answer.fields["Retry-After"]) >= 1
    assert listing(server, server.token()).status == 200
    flaky.fault = None
    eventually(lambda: listing(server, flaky.keys[0].sign()).status == 200, "the keys are fetched", deadline=20)


def test_a_private_address_is_not_asked(serve, issuer, authority, keys):
    """Unless a setting allows it: nothing reaches the port."""
    text = configuration(issuer, authority).replace("    networks: [127.0.0.0/8, '::1']\n", "")
    before = len(issuer.paths)
    server = serve(text)
    assert listing(server, keys["ES256"].sign()).status == 503
    assert len(issuer.paths) == before
    eventually(lambda: "leads to no address that may be asked" in server.log, "the reason in the log")


def test_an_unknown_authority_is_not_believed(serve, tmp_path, issuer, authority, keys):
    """The certificate leads to an authority that nobody named."""
    (tmp_path / "other").mkdir()
    server = serve(configuration(issuer, Authority(tmp_path / "other")))
    assert listing(server, keys["ES256"].sign()).status == 503
    eventually(lambda: "TLS handshake failed" in server.log, "the reason in the log")


@pytest.mark.parametrize("name", ["jku", "x5u"])
def test_a_place_of_keys_in_a_token_is_not_asked(trusting, keys, name, flaky):
    """Neither the header's nor the claims' one."""
    for place in (f"{flaky.origin}/keys", "file:///etc/passwd"):
        assert listing(trusting, keys["ES256"].sign(**{name: place})).status == 401
        assert listing(trusting, keys["ES256"].sign(claims(**{name: place}), kid=place)).status == 401
    assert flaky.paths == []


def test_a_token_is_taken_back(serve):
    """By its number, and by its subject; a running server knows it within two seconds, and so does the next one."""
    server = serve()
    one, other = server.token("alice"), server.token("alice")
    assert listing(server, one).status == 200
    number = json.loads(decode(one.split(".")[1]))["jti"]
    result = gatehouse("token", "revoke", "--jti", number, "--data", server.data)
    assert result.returncode == 0, result.stderr
    eventually(lambda: listing(server, one).status == 401, "the token is refused", deadline=5)
    assert listing(server, other).status == 200
    time.sleep(1.1)  # Times in tokens are whole seconds.
    result = gatehouse("token", "revoke", "--subject", "alice", "--data", server.data)
    assert result.returncode == 0, result.stderr
    eventually(lambda: listing(server, other).status == 401, "the subject's tokens are refused", deadline=5)
    eventually(lambda: "the token has been taken back" in server.log, "the reason in the log")
    assert listing(server, server.token("alice")).status == 200
    assert listing(server, server.token("bob")).status == 200
    again = serve(data=server.data)
    assert listing(again, one).status == 401


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ([], "expected one of --jti, --subject and --certificate"),
        (["--jti", "a", "--subject", "b"], "expected one of --jti, --subject and --certificate"),
        (["--certificate", "a"], "--certificate: expected a SHA-256 thumbprint, 43 characters"),
        (["--jti", "a", "--not-before", "5"], "--not-before: it goes with --subject"),
        (["--subject", "a", "--not-before", "soon"], "--not-before: expected a time"),
        (["--jti", ""], "--jti: expected a text of 1 to 1024 bytes"),
        (["--jti", "a", "--keep", "long"], "--keep: expected a duration from 1s to 3650d"),
    ],
)
def test_a_revocation_that_makes_no_sense_is_refused(tmp_path, arguments, text):
    """With what would be right, and nothing is written."""
    result = gatehouse("token", "revoke", *arguments, "--data", tmp_path / "data")
    assert (result.returncode, result.stdout) == (64, "")
    assert text in result.stderr
    assert not (tmp_path / "data").exists()


def test_clients_are_led_to_the_issuers(serve, flaky):
    """Without configured authorization servers the metadata names the issuers that are URLs."""
    flaky.name = flaky.origin
    server = serve(configuration(flaky, keys="discovery: auto"))
    metadata = json.loads(server.get("/.well-known/oauth-protected-resource/mcp")[2])
    assert metadata["authorization_servers"] == [flaky.origin]
