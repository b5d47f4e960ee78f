"""An authorization server that publishes keys, and does it as badly as a test asks for."""

import json
import socket
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import get_default_algorithms

from support.tokens import ISSUER, claims

_RSA = rsa.generate_private_key(65537, 2048)

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]

_CURVES = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}


class SigningKey:
    """A private key with a name and an algorithm."""

    def __init__(self, kid, algorithm="ES256"):
        self.kid, self.algorithm = kid, algorithm
        if algorithm in _CURVES:
            self.private = ec.generate_private_key(_CURVES[algorithm])
        else:
            self.private = ed25519.Ed25519PrivateKey.generate() if algorithm == "EdDSA" else _RSA

    @property
    def public(self):
        """The public half as a JWK."""
        algorithm = get_default_algorithms()[self.algorithm]
        key = algorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {name: value for name, value in key.items() if name != "key_ops"} | {
            "kid": self.kid,
            "alg": self.algorithm,
            "use": "sig",
        }

    def sign(self, content=None, **header):
        """A token, by PyJWT."""
        header = {"typ": "at+jwt", "kid": self.kid} | header
        return jwt.encode(content or claims(), self.private, algorithm=self.algorithm, headers=header)


class Issuer:
    """Serves `/keys` and metadata over HTTP, or over TLS with a certificate, and remembers the paths it was asked for."""

    def __init__(self, keys, certificate=None):
        self.keys = list(keys)
        self.fault = None
        self.paths = []
        self.fields = {}
        self.name = None
        self._end = threading.Event()
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                issuer.paths.append(self.path)
                issuer._answer(self)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.scheme = "https" if certificate else "http"

    @property
    def port(self):
        return self._server.server_address[1]

    @property
    def origin(self):
        return f"{self.scheme}://localhost:{self.port}"

    @property
    def fetches(self):
        """How often the keys were asked for."""
        return self.paths.count("/keys")

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def set(self):
        return json.dumps({"keys": [key.public for key in self.keys]}).encode()

    def _answer(self, handler):
        if self.fault:
            return getattr(self, f"_{self.fault}")(handler)
        if handler.path == "/keys":
            return self._send(handler, self.set, fields=self.fields)
        if "/.well-known/" in handler.path and self.name:
            metadata = {"issuer": self.name, "jwks_uri": f"{self.origin}/keys"}
            return self._send(handler, json.dumps(metadata).encode())
        return self._send(handler, b"{}", status=404)

    def _send(self, handler, body, status=200, kind="application/json", fields=None):
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in (fields or {}).items():
            handler.send_header(name, value)
        handler.end_headers()
        try:
            handler.wfile.write(body)
        except OSError:
            handler.close_connection = True

    def _status_500(self, handler):
        self._send(handler, b"{}", status=500)

    def _hang(self, handler):
        self._end.wait(20)
        handler.close_connection = True

    def _drip(self, handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.close_connection = True
        end = time.monotonic() + 20
        while time.monotonic() < end and not self._end.wait(0.05):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return

    def _truncated(self, handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(self.set)
        handler.wfile.flush()
        handler.connection.shutdown(socket.SHUT_RDWR)
        handler.close_connection = True

    def _html(self, handler):
        self._send(handler, b"<html>maintenance</html>", kind="text/html")

    def _empty(self, handler):
        self._send(handler, b"{}")

    def _large(self, handler):
        self._send(handler, b" " * (10 * 1024 * 1024))

    def _many(self, handler):
        self._send(handler, json.dumps({"keys": [{"kty": "EC"}] * 10_000}).encode())

    def _redirect(self, handler):
        self._send(handler, b"", status=302, fields={"Location": f"{self.origin}/elsewhere"})


FAULTS = ["status_500", "hang", "drip", "truncated", "html", "empty", "large", "many", "redirect"]


def configuration(issuer, authority=None, algorithms=ALGORITHMS, audience=None, extra="", keys=None):
    """A configuration that trusts the issuer's keys over the network."""
    outgoing = (
        f"    ca_file: {authority.file}\n    networks: [127.0.0.0/8, '::1']\n"
        if authority
        else "    plain_http: loopback\n"
    )
    return f"""
limits:
  caller: none
auth:
  outgoing:
    connect_timeout: 1s
    timeout: 2s
{outgoing}
  issuers:
    - issuer: {issuer.name or ISSUER}
      audiences: {audience or "https://notes.test/mcp"}
      algorithms: [{", ".join(algorithms)}]
      {keys or f"jwks_url: {issuer.origin}/keys"}
{extra}"""
