"""One search over everything that a server puts out for everything that it was told in confidence."""

import base64
import json
import os
from urllib.parse import quote

from support.authority import Authority
from support.binary import gatehouse
from support.introspection import Endpoint
from support.proofs import ProofKey
from support.rpc import Caller
from support.tokens import AUDIENCE, ISSUER, SECRET, claims, flipped, signed

CONFIGURATION = """
limits:
  caller: none
log:
  level: trace
auth:
  methods: [jwt, introspection, api_key]
  leeway: 0s
  issuers:
    - issuer: {issuer}
      audiences: {audience}
      algorithms: [HS256]
      secret_file: {key}
  dpop:
    mode: optional
  outgoing:
    timeout: 2s
    ca_file: {authority}
    networks: [127.0.0.0/8, '::1']
  introspection:
    url: {endpoint}
    client_id: gatehouse
    client_secret_file: {secret}
    issuer: https://opaque.test/
    audience: {audience}
"""


def forms(text):
    """A secret in plain, in every kind of Base64 at every offset, in percent form and in hexadecimal."""
    data = text.encode()
    found = {text, quote(text, safe=""), data.hex(), data.hex().upper()}
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for offset in range(3):
            # Characters at the ends depend on what stands beside the secret.
            encoded = encode(b"\0" * offset + data).decode().rstrip("=")
            found.add(encoded[(offset * 8 + 5) // 6 + 1 : -2])
    return {form.encode() for form in found if len(form) >= 8}


class Output:
    """Everything that came out, by where it came out."""

    def __init__(self):
        self.parts = []

    def add(self, place, data):
        self.parts.append((place, data if isinstance(data, bytes) else data.encode()))

    def places(self, secrets):
        """Where which secret stands."""
        return [
            (place, name, form)
            for name, text in secrets.items()
            for form in forms(text)
            for place, data in self.parts
            if form in data
        ]


def listing(output, server, fields=None, token=None, body=None, path="/mcp"):
    """Asks for the tools in some way; whatever is answered goes to the output."""
    with Caller(server, token, is_heard=False) as caller:
        message = caller.message("tools/list")
        answer = caller.post(body or message, caller.fields(message) | (fields or {}), path=path)
        output.add("reply", answer.body)
        output.add("reply's fields", str(answer.fields))
        return answer.status


def through_every_path(output, server, secrets, key):
    """Sends each credential to where it is taken, refused, misplaced and tripped over."""
    tokens = [secrets[name] for name in ("local", "issued", "opaque", "unknown opaque", "api key", "bad signature", "bad key")]
    for token in tokens:
        listing(output, server, token=token)
        listing(output, server, {"X-API-Key": token})
        listing(output, server, {"Authorization": f"Basic {base64.b64encode(f'user:{token}'.encode()).decode()}"})
        listing(output, server, {"Authorization": f"bearer  {token} "})
        listing(output, server, {"Authorization": token})
        listing(output, server, {"Cookie": f"session={token}"})
        listing(output, server, {"Authorization": f"DPoP {token}", "DPoP": secrets["proof"]})
        listing(output, server, {"Authorization": f"DPoP {secrets['bound']}", "DPoP": token})
        listing(output, server, {"Mcp-Session-Id": token, "Last-Event-ID": token})
        listing(output, server, {"X-Forwarded-For": token, "Referer": token, "User-Agent": token}, token=token)
        for path in (f"/mcp?access_token={token}", f"/mcp/{token}", f"/{token}", f"/.well-known/{token}"):
            listing(output, server, token=tokens[0], path=path)
        listing(output, server, token=tokens[0], body=b'{"jsonrpc": ' + token.encode())
        with Caller(server, tokens[0], is_heard=False) as caller:
            for answer in [
                caller.request("resources/read", {"uri": f"note://{token}"}),
                caller.call("create_note", title="a", body="b", secret=token),
                caller.request("prompts/get", {"name": "summarize_notes", "arguments": {"query": token}}),
                caller.request("tools/call", {"name": "search_notes", "arguments": {"query": token}}),
                caller.request("tools/list", {"cursor": token}),
            ]:
                # What a caller itself wrote about may come back to it, and to nobody else.
                output.add("reply's fields", str(answer.fields))
    assert listing(output, server, {"Authorization": f"DPoP {secrets['bound']}", "DPoP": key.proof(secrets["bound"], server.url)}) == 200


def everything_in(output, folder, besides):
    """The files of a folder, but for those that were given or exist to hold a secret."""
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            if path not in besides:
                with open(path, "rb") as file:
                    output.add(os.path.relpath(path, folder), file.read())


def test_no_credential_comes_out_anywhere(serve, tmp_path):
    """Not in replies, logs, metrics or files: neither in plain nor in Base64, percent form or hexadecimal."""
    authority = Authority(tmp_path)
    files = {"key": tmp_path / "hmac.secret", "secret": tmp_path / "client.secret"}
    files["key"].write_bytes(SECRET)
    files["secret"].write_text(Endpoint.SECRET + "\n")
    for path in files.values():
        path.chmod(0o600)
    with Endpoint(authority.certificate) as endpoint:
        server = serve(
            CONFIGURATION.format(
                issuer=ISSUER, audience=AUDIENCE, authority=authority.file, endpoint=endpoint.url, **files))
        proof_key = ProofKey()
        bound = signed(claims(cnf={"jkt": proof_key.thumbprint}))
        created = gatehouse("apikey", "create", "--subject", "job", "--roles", "editor", "--data", server.data)
        assert created.returncode == 0, created.stderr
        good = signed(claims())
        secrets = {
            "client secret": Endpoint.SECRET,
            "hmac key": SECRET.decode(),
            "local": server.token(),
            "issued": good,
            "bound": bound,
            "proof": proof_key.proof(bound, server.url),
            "opaque": "opaque-token-that-holds-4f81c2",
            "unknown opaque": "opaque-token-that-does-not-9d3b77",
            "api key": created.stdout.strip(),
            "bad signature": flipped(good, 2),
            "bad key": signed(claims(), secret=b"another secret that nobody else knows of"),
        }
        endpoint.grant(secrets["opaque"], iss="https://opaque.test/")
        output = Output()
        through_every_path(output, server, secrets, proof_key)
        explained = gatehouse("explain", "--config", server.folder / "gatehouse.yaml", "--data", server.data,
                              "--token", secrets["local"], "tools/call", "create_note", "title=Short")
        assert explained.returncode == 0, explained.stderr
        output.add("explain", explained.stdout + explained.stderr)
        for path in ("/health/ready", "/metrics", "/.well-known/oauth-protected-resource/mcp"):
            output.add(path, server.get(path)[2])
        server.tell(1)
        assert server.stop() == 0
    output.add("standard error", server.log)
    issuer_keys = [path for path in server.data.rglob("*") if path.is_file() and "key" in path.name and path.suffix in (".jwk", ".json", ".pem", "")]
    everything_in(output, server.data, {str(path) for path in issuer_keys if "api" not in path.name})
    assert server.log.count('"message":"request"') > 100
    # The parts of tokens are searched for by themselves; a token's head is no secret, as all have it.
    for name, text in list(secrets.items()):
        if text.count(".") == 2:
            secrets[f"{name}'s claims"], secrets[f"{name}'s signature"] = text.split(".")[1:]
    secrets["api key's secret"] = secrets["api key"][17:]
    places = output.places(secrets)
    assert places == [], "\n".join(map(str, places))


def test_what_is_declared_secret_is_not_published(everything):
    """What logs may keep of arguments is nobody's business but the server's."""
    with Caller(everything, is_heard=False) as caller:
        tools = caller.request("tools/list").result["tools"]
        assert "x-gatehouse" not in json.dumps(tools)
