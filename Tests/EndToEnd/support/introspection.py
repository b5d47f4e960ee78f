"""An introspection endpoint (RFC 7662), and does it as badly as a test asks for."""

import base64
import json
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from support.tokens import AUDIENCE, ISSUER


class Endpoint:
    """Answers questions about tokens over TLS, or over HTTP without a certificate, and remembers them."""

    SECRET = "a:secret+with spaces"

    def __init__(self, certificate=None):
        self.active = {}
        self.fault = None
        self.questions = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                endpoint.questions.append(("GET", self.path, None, None))
                self.send_error(405)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
                endpoint.questions.append(("POST", self.path, self.headers.get("Authorization"), form))
                endpoint._answer(self, form)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"{'https' if certificate else 'http'}://localhost:{self._server.server_address[1]}/introspect"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def grant(self, token, **changes):
        """Makes a token hold; what is changed to None is left out."""
        good = {
            "active": True,
            "iss": ISSUER,
            "sub": "opal",
            "aud": AUDIENCE,
            "exp": int(time.time()) + 600,
            "client_id": "end-to-end",
            "scope": "notes",
            "roles": ["editor"],
            "token_type": "Bearer",
        }
        self.active[token] = {name: value for name, value in (good | changes).items() if value is not None}

    def _answer(self, handler, form):
        status, body = 200, json.dumps(self.active.get(form.get("token"), {"active": False})).encode()
        if self.fault == "down":
            status, body = 503, b"{}"
        if self.fault == "html":
            body = b"<html>"
        if self.fault == "slow":
            time.sleep(0.3)
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    @property
    def basic(self):
        """The value of `Authorization` that a question must have."""
        pair = "gatehouse:a%3Asecret%2Bwith+spaces"
        return "Basic " + base64.b64encode(pair.encode()).decode()


def configuration(endpoint, secret_file, authority=None, extra=""):
    """A configuration that asks the endpoint about opaque tokens."""
    outgoing = (
        f"    ca_file: {authority.file}\n    networks: [127.0.0.0/8, '::1']\n"
        if authority
        else "    plain_http: loopback\n"
    )
    return f"""
limits:
  caller: none
log:
  level: trace
auth:
  methods: [jwt, introspection]
  outgoing:
    timeout: 2s
{outgoing}
  introspection:
    url: {endpoint.url}
    client_id: gatehouse
    client_secret_file: {secret_file}
    issuer: {ISSUER}
    audience: {AUDIENCE}
    ttl: 2s
    negative_ttl: 1s
{extra}"""
