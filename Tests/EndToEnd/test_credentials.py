"""Credentials beside JSON Web Tokens: API keys, opaque tokens, and tokens that are bound to keys and certificates."""

import base64
import hashlib
import http.client
import json
import ssl
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from support.authority import Authority
from support.binary import gatehouse
from support.clients import http_client
from support.introspection import Endpoint, configuration as introspecting
from support.proofs import ProofKey
from support.rpc import Caller
from support.server import Server
from support.tokens import SECRET, claims, configuration, signed
from support.waiting import eventually

KEYS = "limits:\n  caller: none\nlog:\n  level: trace\nauth:\n  methods: [jwt, api_key]\n"


def listing(server, token=None, fields=None):
    """The answer to a list of tools."""
    with Caller(server, token) as caller:
        return caller.request("tools/list", fields=fields)


def apikey(server, *arguments):
    """What `gatehouse apikey` writes for the server's data folder."""
    result = gatehouse("apikey", *arguments, "--data", server.data)
    assert result.returncode == 0, result.stderr
    return result.stdout


def outside(answer):
    """What a stranger sees of a refusal, but for the number of the request."""
    error = dict(answer.error)
    error["data"] = {name: value for name, value in error.get("data", {}).items() if name != "reference"}
    fields = {name: value for name, value in answer.fields.items() if name not in ("Date", "Content-Length")}
    return answer.status, error, fields


def logged(server, **expected):
    """The line of the log with these values, once it is there."""
    return eventually(
        lambda: next((line for line in server.log_lines if expected.items() <= line.items()), None), f"a line with {expected}"
    )


# API keys


@pytest.fixture(scope="module")
def keyed(tmp_path_factory):
    """A server that takes API keys and tokens."""
    with Server(tmp_path_factory.mktemp("keyed"), KEYS) as server:
        yield server
        assert server.stop() == 0


def test_a_key_is_made_listed_used_and_revoked(keyed):
    """It is shown once, taken in either field, and refused within a second once it is revoked."""
    key = apikey(keyed, "create", "--subject", "backup", "--roles", "editor", "--note", "nightly", "--expires", "90d")
    key = key.strip()
    assert key.startswith("ghk_") and len(key) == 65
    number = key[4:16]
    (listed,) = [entry for entry in json.loads(apikey(keyed, "list")) if entry["id"] == number]
    assert (listed["subject"], listed["state"], listed["note"]) == ("backup", "active", "nightly")
    assert key not in json.dumps(listed) and key[16:] not in json.dumps(listed)
    assert listing(keyed, key).status == 200
    assert listing(keyed, None, {"X-API-Key": key}).status == 200
    logged(keyed, caller="backup", auth="api_key", credential=number, status=200)
    apikey(keyed, "revoke", number)
    end = time.monotonic() + 1.0
    while time.monotonic() < end and listing(keyed, key).status == 200:
        time.sleep(0.02)
    answer = listing(keyed, key)
    assert answer.status == 401 and 'error="invalid_token"' in answer.fields["WWW-Authenticate"]
    reference = answer.error["data"]["reference"]
    assert logged(keyed, request=reference)["reason"] == f"the API key {number} was revoked"
    assert key not in keyed.log and key[16:] not in keyed.log


def test_a_rotated_key_overlaps_with_its_successor(keyed):
    """Both count, until the old one's time is over; it cannot be rotated twice."""
    old = apikey(keyed, "create", "--subject", "job", "--roles", "editor").strip()
    new = apikey(keyed, "rotate", old[4:16], "--overlap", "2s").strip()
    assert listing(keyed, old).status == 200 and listing(keyed, new).status == 200
    again = gatehouse("apikey", "rotate", old[4:16], "--data", keyed.data)
    assert again.returncode == 64 and f"was replaced by {new[4:16]} already" in again.stderr
    eventually(lambda: listing(keyed, old).status == 401, "the old key refused")
    assert listing(keyed, new).status == 200


def test_the_last_use_is_written_down(keyed):
    """Within seconds, and not with the request."""
    key = apikey(keyed, "create", "--subject", "seen", "--roles", "editor").strip()
    assert listing(keyed, key).status == 200
    eventually(lambda: [e for e in json.loads(apikey(keyed, "list")) if e["id"] == key[4:16]][0].get("lastUsed"), "a last use")


def test_two_kinds_of_credentials_are_a_malformed_request(keyed):
    """Whichever of them is good."""
    key = apikey(keyed, "create", "--subject", "two", "--roles", "editor").strip()
    for fields in ({"X-API-Key": key, "Authorization": f"Bearer {keyed.token()}"}, {"X-API-Key": key, "Authorization": "Basic eDp5"}):
        answer = listing(keyed, None, fields)
        assert answer.status == 400
        assert 'error="invalid_request"' in answer.fields["WWW-Authenticate"]


def test_refused_credentials_of_all_kinds_look_alike(keyed):
    """Neither the body nor the header fields tell what was wrong; the log does."""
    good = apikey(keyed, "create", "--subject", "alike", "--roles", "editor").strip()
    other = "A" if good[30] != "A" else "B"
    refused = [
        good[:-1] + ("0" if good[-1] != "0" else "1"), good[:30] + other + good[31:], "ghk_", "garbage", "a.b.c",
        keyed.token()[:-4], signed(claims()), signed(claims(), kid="unknown"),
    ]
    answers = [listing(keyed, token) for token in refused]
    seen = [outside(answer) for answer in answers]
    assert all(one == seen[0] for one in seen), seen
    assert seen[0][0] == 401
    reasons = {logged(keyed, request=answer.error["data"]["reference"])["reason"] for answer in answers}
    assert len(reasons) >= 4, reasons


def test_a_key_makes_no_sense(keyed):
    """What is wrong with the command is said."""
    for arguments, text in [
        (["create", "--subject", "a", "--expires", "never"], "--expires: expected a duration"),
        (["create", "--subject", ""], "the subject must have 1 to 256 bytes"),
        (["revoke", "nobody"], "there is no API key nobody"),
    ]:
        result = gatehouse("apikey", *arguments, "--data", keyed.data)
        assert result.returncode == 64 and text in result.stderr, result.stderr


@pytest.mark.anyio
async def test_other_people_s_clients_use_a_key(keyed):
    """The client of `mcp` sends it as it sends a token."""
    key = apikey(keyed, "create", "--subject", "client", "--roles", "editor").strip()
    async with http_client(keyed, key) as client:
        assert [tool.name for tool in (await client.list_tools()).tools]


# Opaque tokens


@pytest.fixture
def asking(serve, tmp_path):
    """An endpoint over TLS, and a server that asks it."""
    authority = Authority(tmp_path)
    secret = tmp_path / "client.secret"
    secret.write_text(Endpoint.SECRET + "\n")
    secret.chmod(0o600)
    with Endpoint(authority.certificate) as endpoint:
        yield endpoint, serve(introspecting(endpoint, secret, authority))


def test_an_opaque_token_is_asked_about_once(asking):
    """By an authenticated POST; the answer counts for its time, and the token stands in no log."""
    endpoint, server = asking
    endpoint.grant("opaque-token-1")
    endpoint.fault = "slow"
    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(lambda _: listing(server, "opaque-token-1").status, range(20))) == {200}
    assert [question[:3] for question in endpoint.questions] == [("POST", "/introspect", endpoint.basic)]
    assert endpoint.questions[0][3] == {"token": "opaque-token-1", "token_type_hint": "access_token"}
    logged(server, caller="opal", auth="introspection")
    assert "opaque-token-1" not in server.log and Endpoint.SECRET not in server.log
    assert listing(server, server.token()).status == 200, "tokens of the local issuer are still taken"
    assert len(endpoint.questions) == 1


@pytest.mark.parametrize("changes", [
    {"active": False}, {"active": "true"}, {"aud": "https://other.test"}, {"aud": None}, {"iss": "https://evil.test/"},
    {"exp": 1_600_000_000}, {"nbf": 4_000_000_000}, {"sub": None}, {"token_type": "refresh_token"}, {"cnf": {"jkt": "x"}},
], ids=str)
def test_an_opaque_token_that_does_not_hold_is_refused(asking, changes):
    """An answer that is no plain yes lets nobody in."""
    endpoint, server = asking
    endpoint.grant("opaque-token-2", **changes)
    assert listing(server, "opaque-token-2").status == (503 if changes == {"active": "true"} else 401)


def test_a_revoked_opaque_token_is_refused_once_its_answer_is_old(asking):
    """It takes the configured time, and no longer."""
    endpoint, server = asking
    endpoint.grant("opaque-token-3")
    assert listing(server, "opaque-token-3").status == 200
    del endpoint.active["opaque-token-3"]
    eventually(lambda: listing(server, "opaque-token-3").status == 401, "the token refused")


@pytest.mark.parametrize("fault", ["down", "html"])
def test_while_the_endpoint_fails_nobody_is_let_in(asking, fault):
    """503 tells when to come back, and the endpoint is left alone after some failures."""
    endpoint, server = asking
    endpoint.fault = fault
    for number in range(12):
        answer = listing(server, f"opaque-{number}")
        assert answer.status == 503 and int(answer.fields["Retry-After"]) >= 1
        assert "WWW-Authenticate" not in answer.fields
    assert len(endpoint.questions) == 5
    endpoint.fault = None
    endpoint.grant("opaque-again")
    eventually(lambda: listing(server, "opaque-again").status == 200, "the endpoint asked again")


def test_an_endpoint_without_tls_is_refused_at_the_start(tmp_path):
    """Tokens and the secret would travel in the clear."""
    path = tmp_path / "gatehouse.yaml"
    secret = tmp_path / "client.secret"
    secret.write_text("x")
    secret.chmod(0o600)
    path.write_text(
        "auth:\n  methods: [introspection]\n  introspection:\n    url: http://login.example.com/introspect\n"
        f"    client_id: a\n    client_secret_file: {secret}\n    audience: b\n"
    )
    result = gatehouse("serve", "--port", "0", "--data", tmp_path / "data", "--config", path)
    assert result.returncode == 78
    assert "the endpoint http://login.example.com/introspect is without TLS" in result.stderr


# Tokens that are bound to a key


@pytest.fixture
def bound(serve, tmp_path):
    """A server that takes proofs, and how to ask it with one."""
    secret = tmp_path / "secret"
    secret.write_bytes(SECRET)
    secret.chmod(0o600)
    extra = "  dpop:\n    mode: optional\n    nonce: {nonce}\nlog:\n  level: trace\nlimits:\n  caller: none\n"
    return lambda nonce="false": serve(configuration(secret, extra.format(nonce=nonce)))


def with_proof(server, token, proof):
    return listing(server, None, {"Authorization": f"DPoP {token}", "DPoP": proof})


def test_a_bound_token_needs_its_proof(bound):
    """Each proof counts once, for this request, token and key."""
    server, key = bound(), ProofKey()
    token = signed(claims(cnf={"jkt": key.thumbprint}))
    proof = key.proof(token, server.url)
    assert with_proof(server, token, proof).status == 200
    replayed = with_proof(server, token, proof)
    assert replayed.status == 401
    challenges = replayed.fields.get_all("WWW-Authenticate")
    assert challenges[0].startswith("Bearer resource_metadata=") and "error" not in challenges[0]
    assert 'error="invalid_dpop_proof"' in challenges[1]
    assert 'algs="ES256 ES384 EdDSA PS256"' in challenges[1]
    for wrong in [
        key.proof(token, server.url, htm="GET"), key.proof(token, "http://evil.test/mcp"), key.proof("other", server.url),
        key.proof(token, server.url, iat=1_600_000_000), key.proof(token, server.url, header={"typ": "JWT"}), "x",
    ]:
        answer = with_proof(server, token, wrong)
        assert answer.status == 401 and "invalid_dpop_proof" in answer.fields.get_all("WWW-Authenticate")[1]
    stolen = with_proof(server, token, ProofKey().proof(token, server.url))
    assert stolen.status == 401 and 'error="invalid_token"' in stolen.fields.get_all("WWW-Authenticate")[1]
    assert listing(server, token).status == 401, "not as a bearer token"
    assert listing(server, signed(claims())).status == 200, "others are taken as before"
    assert proof not in server.log and token not in server.log
    metadata = json.loads(server.get("/.well-known/oauth-protected-resource/mcp")[2])
    assert metadata["dpop_signing_alg_values_supported"] == ["ES256", "ES384", "EdDSA", "PS256"]


def test_a_proof_needs_the_server_s_nonce(bound):
    """The refusal brings it."""
    server, key = bound("true"), ProofKey()
    token = signed(claims(cnf={"jkt": key.thumbprint}))
    asked = with_proof(server, token, key.proof(token, server.url))
    assert asked.status == 401 and 'error="use_dpop_nonce"' in asked.fields.get_all("WWW-Authenticate")[1]
    nonce = asked.fields["DPoP-Nonce"]
    assert with_proof(server, token, key.proof(token, server.url, nonce=nonce)).status == 200
    assert with_proof(server, token, key.proof(token, server.url, nonce="made-up")).status == 401


# Certificates


def client_certificate(authority, folder, name):
    """A file with a certificate of the tests' authority for a client of that name, and its key."""
    path = folder / f"{name}.pem"
    authority.issue(path, name)
    return path


def over_tls(server, authority, certificate=None, token=None):
    """The status and the error of a list of tools, over TLS with a client's certificate."""
    context = ssl.create_default_context(cafile=str(authority.file))
    if certificate:
        context.load_cert_chain(certificate)
    connection = http.client.HTTPSConnection("localhost", server.port, context=context, timeout=30)
    with Caller(server, token) as caller:
        caller._connection = connection
        return caller.request("tools/list")


def test_certificates_bind_tokens_and_name_callers(serve, tmp_path):
    """A bound token is its client's alone; without a token the certificate says who calls."""
    authority = Authority(tmp_path)
    agent = client_certificate(authority, tmp_path, "one.agents.example")
    stranger = client_certificate(authority, tmp_path, "stranger.example")
    secret = tmp_path / "secret"
    secret.write_bytes(SECRET)
    secret.chmod(0o600)
    own = authority.certificate
    server = serve(
        configuration(
            secret,
            "  methods: [jwt, certificate]\n  certificates:\n    rules:\n      - dns: '*.agents.example'\n        roles: [editor]\n"
            f"http:\n  tls:\n    certificate: {own}\n    key: {own}\n    client_certificates: optional\n    client_ca: {authority.file}\n",
        )
    )
    assert over_tls(server, authority, agent).status == 200
    logged(server, caller="one.agents.example", auth="certificate")
    assert over_tls(server, authority, stranger).status == 401
    assert over_tls(server, authority).status == 401
    der = x509.load_pem_x509_certificate(agent.read_bytes()).public_bytes(serialization.Encoding.DER)
    thumbprint = base64.urlsafe_b64encode(hashlib.sha256(der).digest()).rstrip(b"=").decode()
    token = signed(claims(cnf={"x5t#S256": thumbprint}))
    assert over_tls(server, authority, agent, token).status == 200
    assert over_tls(server, authority, stranger, token).status == 401
    assert over_tls(server, authority, None, token).status == 401
    assert over_tls(server, authority, agent, "bad").status == 401, "a bad token is not made good by a certificate"


# Streams


@pytest.mark.parametrize("path", ["/mcp", "/sse"])
def test_a_stream_of_an_earlier_revision_ends_with_its_token(keyed, path):
    """In order, so that the client can come again with a new one."""
    token = keyed.token("short", "editor", "--expires", "3s")
    with Caller(keyed, token, "2025-11-25") as caller:
        if path == "/mcp":
            caller.initialize()
        caller.send(None, {"Accept": "text/event-stream", **({"Mcp-Session-Id": caller.session} if caller.session else {})}, "GET", path)
        begin = time.monotonic()
        response = caller.response()
        assert response.status == 200
        response.read()
        assert time.monotonic() - begin < 20
