"""Tokens over the wire: the challenge, other issuers, and hostile tokens."""

import json
from urllib.parse import urlsplit

import pytest

from support.rpc import Caller
from support.server import Server, free_port
from support.tokens import ISSUER, SECRET, claims, configuration, decode, encode, flipped, signed
from support.waiting import eventually


@pytest.fixture(scope="module")
def trusting(tmp_path_factory):
    """A server that trusts an issuer whose secret the tests know."""
    folder = tmp_path_factory.mktemp("trusting")
    secret = folder / "secret"
    secret.write_bytes(SECRET)
    secret.chmod(0o600)
    with Server(folder, configuration(secret, "limits:\n  caller: none\n")) as server:
        yield server
        assert server.stop() == 0


def listing(server, token=None, fields=None):
    """The answer to a list of tools."""
    with Caller(server, token) as caller:
        return caller.request("tools/list", fields=fields)


def test_a_request_without_a_token_is_told_where_to_get_one(server):
    """401 names the metadata, and the metadata names this server and its authorization server (RFC 9728)."""
    answer = listing(server)
    assert answer.status == 401
    assert answer.fields["Cache-Control"] == "no-store"
    challenge = answer.fields["WWW-Authenticate"]
    assert challenge.startswith("Bearer ") and "error=" not in challenge
    url = challenge.split('resource_metadata="')[1].split('"')[0]
    assert urlsplit(url).netloc == server.host
    status, fields, body = server.get(urlsplit(url).path)
    assert (status, fields["Content-Type"]) == (200, "application/json")
    metadata = json.loads(body)
    assert metadata["resource"] == server.url
    assert metadata["bearer_methods_supported"] == ["header"]
    assert metadata["authorization_servers"]
    assert fields["Access-Control-Allow-Origin"] == "*"


def test_the_metadata_has_the_public_url_and_the_configured_servers(serve):
    """Behind a proxy the client knows another name; the Host field of a request cannot change it."""
    server = serve(
        "server:\n  public_url: https://notes.example.com\nauth:\n  authorization_servers: [https://login.example.com/]\n",
        port=free_port(),
    )
    assert server.url == "https://notes.example.com/mcp"
    status, _, body = server.get("/.well-known/oauth-protected-resource/mcp")
    assert status == 200
    metadata = json.loads(body)
    assert metadata["resource"] == "https://notes.example.com/mcp"
    assert metadata["authorization_servers"] == ["https://login.example.com/"]
    url = "https://notes.example.com/.well-known/oauth-protected-resource/mcp"
    assert f'resource_metadata="{url}"' in listing(server).fields["WWW-Authenticate"]


def test_clients_are_told_which_scopes_to_ask_for(serve):
    """In the challenge and in the metadata; one that names everything is told as configured, and warned of."""
    server = serve("auth:\n  scopes: [notes:read, notes:write, offline_access, 'notes:*']\n")
    answer = listing(server)
    assert answer.status == 401
    assert 'scope="notes:read notes:write notes:*"' in answer.fields["WWW-Authenticate"]
    metadata = json.loads(server.get("/.well-known/oauth-protected-resource/mcp")[2])
    assert metadata["scopes_supported"] == ["notes:read", "notes:write", "notes:*"]
    (warning,) = (line for line in server.log_lines if line["level"] == "warning")
    assert warning["scopes"] == "notes:*"


def test_no_scopes_are_told_where_none_are_configured(server):
    """A client then asks for none, or for what its authorization server gives."""
    assert "scope=" not in listing(server).fields["WWW-Authenticate"]
    assert "scopes_supported" not in json.loads(server.get("/.well-known/oauth-protected-resource/mcp")[2])


def test_a_public_url_without_tls_is_warned_of(serve):
    """Tokens would travel in the clear; somebody who knows better may still serve so."""
    server = serve("server:\n  public_url: http://notes.example.com\n", port=free_port())
    (warning,) = (line for line in server.log_lines if line["level"] == "warning")
    assert warning["urls"] == "http://notes.example.com/mcp http://notes.example.com"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 10_000, b"\xff" * 1_000], ids=["nothing", "half an object", "deep", "no UTF-8"]
)
def test_the_body_of_an_unknown_caller_is_not_read(server, body):
    """Whoever has no token gets 401 for whatever it sends, not an opinion on it."""
    with Caller(server) as caller:
        assert caller.post(body).status == 401
        assert caller.post(body, method="DELETE").status == 401


def test_a_good_token_of_another_issuer_is_taken(trusting):
    """The tokens below are refused for what is wrong with them alone."""
    assert listing(trusting, signed(claims())).status == 200
    assert listing(trusting, signed(claims(), typ="application/at+JWT")).status == 200
    assert listing(trusting, signed(claims(aud=["https://other.test/", claims()["aud"]]))).status == 200
    assert listing(trusting, trusting.token()).status == 200


def test_an_audience_in_capitals_is_the_same_server(trusting):
    """The scheme and the host of a URL count in any case, and its path does not."""
    assert claims()["aud"] == "https://notes.test/mcp"
    assert listing(trusting, signed(claims(aud="HTTPS://Notes.TEST/mcp"))).status == 200
    assert listing(trusting, signed(claims(aud="https://notes.test/MCP"))).status == 401


HOSTILE = {
    "alg none": lambda: f"{encode({'typ': 'at+jwt', 'alg': 'none'})}.{encode(claims())}.",
    "alg NoNe": lambda: f"{encode({'typ': 'at+jwt', 'alg': 'NoNe'})}.{encode(claims())}.",
    "alg none, signed": lambda: signed(claims(), alg="none"),
    "alg missing": lambda: signed(claims(), alg=None),
    "alg of the family": lambda: signed(claims(), alg="HS512"),
    "alg of another issuer": lambda: signed(claims(), alg="EdDSA"),
    "another secret": lambda: signed(claims(), secret=b"x" * 32),
    "an empty secret": lambda: signed(claims(), secret=b""),
    "no signature": lambda: signed(claims()).rpartition(".")[0] + ".",
    "half a signature": lambda: signed(claims())[:-20],
    "a bit of the header": lambda: flipped(signed(claims()), 0),
    "a bit of the claims": lambda: flipped(signed(claims()), 1),
    "a bit of the signature": lambda: flipped(signed(claims()), 2),
    "padding": lambda: signed(claims()) + "=",
    "four parts": lambda: signed(claims()) + ".e30",
    "two parts": lambda: signed(claims()).rpartition(".")[0],
    "no type": lambda: signed(claims(), typ=None),
    "an ID token": lambda: signed(claims(), typ="JWT"),
    "crit": lambda: signed(claims(), crit=["exp"]),
    "an embedded key": lambda: signed(claims(), jwk={"kty": "oct", "k": encode(SECRET)}),
    "a key elsewhere": lambda: signed(claims(), jku="http://127.0.0.1:9/keys"),
    "a number as key": lambda: signed(claims(), kid=7),
    "a very long key": lambda: signed(claims(), kid="../" * 1_000),
    "expired": lambda: signed(claims(exp=1_600_000_000)),
    "no expiry": lambda: signed(claims(exp=None)),
    "expiry as text": lambda: signed(claims(exp="9999999999")),
    "expiry beyond numbers": lambda: signed(claims(exp=1e308)),
    "not yet": lambda: signed(claims(nbf=4_000_000_000)),
    "another audience": lambda: signed(claims(aud="https://other.test/mcp")),
    "a longer audience": lambda: signed(claims(aud="https://notes.test/mcp/")),
    "no audience": lambda: signed(claims(aud=None)),
    "the local audience": lambda: signed(claims(aud="urn:gatehouse:server")),
    "another issuer": lambda: signed(claims(iss="https://evil.test/")),
    "the local issuer": lambda: signed(claims(iss="urn:gatehouse:local")),
    "a shorter issuer": lambda: signed(claims(iss=ISSUER.rstrip("/"))),
    "no subject": lambda: signed(claims(sub=None)),
    "a number as subject": lambda: signed(claims(sub=7)),
    "roles as number": lambda: signed(claims(roles=7)),
    "bound to a key": lambda: signed(claims(cnf={"jkt": "x"})),
    "deep claims": lambda: signed(b"[" * 5_000 + b"]" * 5_000),
    "doubled claims": lambda: signed(json.dumps(claims()).encode()[:-1] + b',"sub":"admin"}'),
    "very long": lambda: "a" * 20_000,
    "no text in its parts": lambda: "..........",
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_hostile_token_is_refused_like_every_other(trusting, attack):
    """401 with invalid_token and the same words whatever is wrong, and the next good token is taken."""
    token = HOSTILE[attack]()
    answer = listing(trusting, token)
    assert answer.status == 401
    assert 'error="invalid_token"' in answer.fields["WWW-Authenticate"]
    reference = answer.error["data"]["reference"]
    assert answer.error == {
        "code": 401,
        "message": "the access token is not valid for this server",
        "data": {"reference": reference},
    }
    eventually(lambda: reference in trusting.log, "the reference in the log")
    assert listing(trusting, signed(claims())).status == 200
    assert token not in trusting.log


def test_a_local_token_cannot_be_bent(server, tokens):
    """One bit of a token of `gatehouse token`, anywhere, and it holds no more; nor does one of another server."""
    token = tokens["admin"]
    assert listing(server, token).status == 200
    for part in range(3):
        assert listing(server, flipped(token, part)).status == 401
    header = json.loads(decode(token.split(".")[0]))
    assert header["alg"] == "EdDSA"
    content = json.loads(decode(token.split(".")[1]))
    for algorithm in ["HS256", "EdDSA"]:
        forged = signed(content, secret=header["kid"].encode(), alg=algorithm, kid=header["kid"])
        assert listing(server, forged).status == 401
    head, rest = encode(header | {"kid": "../" + header["kid"]}), token.partition(".")[2]
    assert listing(server, f"{head}.{rest}").status == 401


def test_a_token_of_another_server_s_folder_is_refused(server, serve):
    """Each data folder has its own keys."""
    assert listing(server, serve().token("admin", "admin")).status == 401


def test_a_token_for_another_audience_is_refused(server):
    """A token that names another server is none for this one."""
    assert listing(server, server.token("eve", "admin", "--audience", "https://other.test/mcp")).status == 401


def test_a_token_in_the_query_is_refused(server, tokens):
    """Queries end up in logs, so a token there counts for nothing."""
    with Caller(server) as caller:
        message = caller.message("tools/list")
        path = f"/mcp?access_token={tokens['admin']}"
        answer = caller.post(message, caller.fields(message), path=path)
    assert answer.status == 401
    assert tokens["admin"] not in server.log


@pytest.mark.parametrize("scheme", ["Basic", "DPoP", "Token", ""])
def test_another_scheme_is_refused(server, tokens, scheme):
    """Only Bearer is understood: anything else is no token at all."""
    fields = {"Authorization": f"{scheme} {tokens['editor']}".strip()}
    answer = listing(server, fields=fields)
    assert answer.status == 401
    # RFC 6750, section 3.1: who shows no token of that kind is told no error.
    assert answer.fields["WWW-Authenticate"].startswith("Bearer resource_metadata=")
    assert "error" not in answer.fields["WWW-Authenticate"]


def test_the_scheme_may_be_written_in_any_case(server, tokens):
    """RFC 9110, section 11.1."""
    assert listing(server, fields={"Authorization": f"bEARER {tokens['editor']}"}).status == 200


def test_an_expired_local_token_is_refused(serve):
    """A token's last second is its last."""
    server = serve("auth:\n  leeway: 0s\n")
    token = server.token("alice", "editor", "--expires", "3s")
    assert listing(server, token).status == 200
    answer = eventually(
        lambda: (answer := listing(server, token)).status == 401 and answer, "the token expired", deadline=10
    )
    assert 'error="invalid_token"' in answer.fields["WWW-Authenticate"]
