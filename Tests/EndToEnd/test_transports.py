"""TLS, HTTP/2, Unix domain sockets, socket activation, browsers, compression and proxies, with curl as the client."""

import contextlib
import gzip
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time

import pytest

from support.binary import GATEHOUSE, clean_environment
from support.raw import modern_body
from support.rpc import Caller
from support.server import Server
from support.waiting import eventually

pytestmark = pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("openssl")), reason="curl and openssl are needed"
)

PAGE = "https://app.example.com"
# The arguments that make curl post a message which is none.
EMPTY = ["-H", "Content-Type: application/json", "-d", "{}"]


class Authority:
    """Certificates of an authority of the test's own, in a folder."""

    def __init__(self, folder, name="Test Authority"):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self._openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ca.key")
        self._openssl("req", "-x509", "-new", "-key", "ca.key", "-subj", f"/CN={name}", "-days", "2", "-out", "ca.pem")
        self.file = folder / "ca.pem"

    def issue(self, name, names="DNS:localhost,IP:127.0.0.1"):
        """Makes NAME.pem and NAME.key."""
        self._openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key")
        self._openssl("req", "-new", "-key", f"{name}.key", "-subj", f"/O=Example/CN={name}", "-out", f"{name}.csr")
        (self.folder / "names").write_text(f"subjectAltName={names}\n")
        signing = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"]
        self._openssl("x509", "-req", "-in", f"{name}.csr", *signing, "-out", f"{name}.pem")

    def _openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)


class Curl:
    """What curl was answered."""

    def __init__(self, *arguments):
        result = subprocess.run(
            ["curl", "-sS", "-i", "--max-time", "20", *map(str, arguments)], capture_output=True, check=False
        )
        self.code = result.returncode
        self.problem = result.stderr.decode()
        head, _, self.body = result.stdout.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.version, self.status = (lines[0].split(" ") + ["", ""])[:2]
        self.fields = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.fields.setdefault(name.lower(), []).append(value.strip())


def message(token):
    """The arguments that make curl list the tools."""
    fields = [
        "Content-Type: application/json", "Accept: application/json, text/event-stream",
        "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/list", f"Authorization: Bearer {token}",
    ]  # fmt: skip
    return [part for field in fields for part in ("-H", field)] + ["-d", modern_body("tools/list").decode()]


@pytest.fixture
def authority(tmp_path):
    """An authority with a certificate for the server and one for a client."""
    authority = Authority(tmp_path / "authority")
    authority.issue("server")
    authority.issue("client", "URI:spiffe://example.com/agent")
    return authority


def tls(authority, more=""):
    """The configuration of a server with a certificate."""
    folder = authority.folder
    return f"http:\n  tls:\n    certificate: {folder}/server.pem\n    key: {folder}/server.key\n{more}"


@pytest.mark.parametrize(("option", "version"), [("--http1.1", "HTTP/1.1"), ("--http2", "HTTP/2")])
def test_curl_speaks_tls_in_both_versions(serve, authority, option, version):
    """A list of tools, over each version of HTTP."""
    server = serve(tls(authority))
    assert server.url.startswith("https://127.0.0.1:")
    answer = Curl(option, "--cacert", authority.file, *message(server.token()), server.url)
    assert (answer.version, answer.status) == (version, "200"), answer.problem
    assert json.loads(answer.body)["result"]["tools"]
    refused = Curl(option, "--cacert", authority.file, *EMPTY, server.url)
    assert refused.status == "401"
    assert f'resource_metadata="https://127.0.0.1:{server.port}/' in refused.fields["www-authenticate"][0]


def test_many_requests_share_a_connection_of_http2(serve, authority):
    """Fifty requests at once are answered, and the log has them all."""
    server = serve(tls(authority))
    targets = [part for _ in range(50) for part in (server.url, "-o", "/dev/null")]
    arguments = ["--http2", "--parallel", "--parallel-max", "50", "--cacert", str(authority.file)]
    result = subprocess.run(
        ["curl", "-sS", "--max-time", "30", "-w", "%{http_version} %{http_code}\n", *arguments,
         *message(server.token()), *targets],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert result.stdout.splitlines() == ["2 200"] * 50


def test_a_renewed_certificate_is_used_within_a_second(serve, authority, tmp_path):
    """Without a restart; one that cannot be used changes nothing, and the log says why."""
    server = serve(tls(authority))
    ready = f"https://localhost:{server.port}/health/ready"
    other = Authority(tmp_path / "other", "Other Authority")
    other.issue("server")
    assert Curl("--cacert", other.file, ready).code != 0
    for name in ("server.key", "server.pem"):
        shutil.copy(other.folder / name, authority.folder / f"{name}.new")
        os.replace(authority.folder / f"{name}.new", authority.folder / name)
    begin = time.monotonic()
    eventually(lambda: Curl("--cacert", other.file, ready).status == "200", "the new certificate is used")
    assert time.monotonic() - begin < 3
    (authority.folder / "server.key").write_text("no key")
    line = "New certificates are refused; those before stay"
    eventually(lambda: any(entry["message"] == line for entry in server.log_lines), "the log says so")
    assert Curl("--cacert", other.file, ready).status == "200"
    assert "PRIVATE" not in server.log


def test_a_signal_has_certificates_taken_over_and_leaves_connections_alone(serve, authority, tmp_path):
    """New connections get the new certificate within a second, one that is open goes on, and a wrong file changes nothing."""
    server = serve(tls(authority))
    ready = f"https://localhost:{server.port}/health/ready"
    context = ssl.create_default_context(cafile=authority.file)
    with contextlib.closing(http.client.HTTPSConnection("localhost", server.port, context=context, timeout=20)) as old:

        def on_the_old_one():
            old.request("GET", "/health/ready")
            response = old.getresponse()
            response.read()
            return response.status

        assert on_the_old_one() == 200
        other = Authority(tmp_path / "other", "Other Authority")
        other.issue("server")
        for name in ("server.key", "server.pem"):
            shutil.copy(other.folder / name, authority.folder / f"{name}.new")
            os.replace(authority.folder / f"{name}.new", authority.folder / name)
        server.tell(signal.SIGHUP)
        begin = time.monotonic()
        eventually(lambda: Curl("--cacert", other.file, ready).status == "200", "the new certificate is used", deadline=5)
        assert time.monotonic() - begin < 2
        assert on_the_old_one() == 200, "a connection that was open stays"
        for text in ("no key", (tmp_path / "other" / "ca.key").read_text()):
            before = len(server.log_lines)
            (authority.folder / "server.key").write_text(text)
            server.tell(signal.SIGHUP)
            line = "New certificates are refused; those before stay"
            eventually(lambda: any(e["message"] == line for e in server.log_lines[before:]), "the log says so")
            assert Curl("--cacert", other.file, ready).status == "200"
            assert on_the_old_one() == 200
    assert "PRIVATE" not in server.log
    assert server.stop() == 0


def test_clients_certificates_are_asked_for(serve, authority):
    """Where they are required, nobody without one gets as far as a request."""
    more = f"    client_certificates: required\n    client_ca: {authority.file}\n"
    server = serve(tls(authority, more))
    ready = f"https://localhost:{server.port}/health/ready"
    assert Curl("--cacert", authority.file, ready).code != 0
    identity = ["--cert", authority.folder / "client.pem", "--key", authority.folder / "client.key"]
    assert Curl("--cacert", authority.file, *identity, ready).status == "200"


def test_certificates_that_cannot_be_used_end_the_start(tmp_path, authority):
    """With exit code 78 and a sentence that names the file."""
    for name, text in [("missing.pem", "cannot be read"), ("client.csr", "is not a file of certificates in PEM")]:
        configuration = tmp_path / "wrong.yaml"
        path = authority.folder / name
        configuration.write_text(f"http:\n  tls:\n    certificate: {path}\n    key: {authority.folder}/server.key\n")
        result = subprocess.run(
            [GATEHOUSE, "serve", "--port", "0", "--data", tmp_path / "data", "--config", configuration],
            env=clean_environment(), capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
        assert result.returncode == 78
        assert f"http.tls: {path} {text}" in result.stderr


def test_a_unix_socket_carries_requests(serve, tmp_path):
    """It has its permissions, the Host check is the same as elsewhere, and the file goes at the end."""
    path = tmp_path / "mcp.sock"
    server = serve(f"http:\n  listen: socket\n  socket: {path}\n  socket_mode: '0660'\n")
    assert server.url == f"unix:{path}"
    assert path.stat().st_mode & 0o777 == 0o660
    token = server.token()
    answer = Curl("--unix-socket", path, *message(token), "http://localhost/mcp")
    assert answer.status == "200", answer.problem
    assert Curl("--unix-socket", path, *message(token), "http://elsewhere.example/mcp").status == "421"
    assert server.stop() == 0
    assert not path.exists()


def test_another_file_is_not_replaced_by_a_socket(tmp_path):
    """With exit code 78, and the file as it was."""
    path = tmp_path / "precious"
    path.write_text("precious")
    configuration = tmp_path / "socket.yaml"
    configuration.write_text(f"http:\n  listen: socket\n  socket: {path}\n")
    result = subprocess.run(
        [GATEHOUSE, "serve", "--data", tmp_path / "data", "--config", configuration],
        env=clean_environment(), capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert result.returncode == 78
    assert f"{path}: there is a file of another kind, which is not replaced" in result.stderr
    assert path.read_text() == "precious"


# Takes descriptor 3 as systemd hands it over: LISTEN_PID names the process that is started, which execs keep.
_ACTIVATE = """
import os, sys
os.dup2(int(sys.argv[1]), 3, inheritable=True)
os.environ["LISTEN_PID"] = str(os.getpid())
os.execv(sys.argv[2], sys.argv[2:])
"""


def test_sockets_of_systemd_are_taken_over(tmp_path):
    """A connection that was made before the process began is answered by it."""
    with socket.create_server(("127.0.0.1", 0), backlog=8) as listening:
        port = listening.getsockname()[1]
        early = socket.create_connection(("127.0.0.1", port), timeout=30)
        early.sendall(b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        configuration = tmp_path / "systemd.yaml"
        configuration.write_text("http:\n  listen: systemd\n")
        command = [GATEHOUSE, "serve", "--data", str(tmp_path / "data"), "--config", str(configuration)]
        descriptor = listening.fileno()
        with open(tmp_path / "log", "wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", _ACTIVATE, str(descriptor), *command],
                env=clean_environment({"LISTEN_FDS": "1"}), stdout=subprocess.PIPE, stderr=log,
                pass_fds=[descriptor],
            )  # fmt: skip
        try:
            assert process.stdout.readline().decode().strip() == f"http://127.0.0.1:{port}/mcp"
            received = b""
            while part := early.recv(65_536):
                received += part
            assert received.endswith(b'{"status":"ready"}')
        finally:
            early.close()
            process.terminate()
            assert process.wait(40) == 0
            process.stdout.close()


def test_a_page_may_use_the_endpoint(serve):
    """A preflight needs no token, every answer may be read, and another page is refused."""
    server = serve(f"server:\n  allowed_origins: ['{PAGE}']\n")
    asked = ["-H", "Access-Control-Request-Method: POST", "-H", "Access-Control-Request-Headers: mcp-param-q"]
    preflight = Curl("-X", "OPTIONS", "-H", f"Origin: {PAGE}", *asked, server.url)
    assert preflight.status == "204"
    assert preflight.fields["access-control-allow-origin"] == [PAGE]
    assert preflight.fields["access-control-allow-headers"][0].endswith(", mcp-param-q")
    for arguments, status in [(message(server.token()), "200"), (message("none"), "401"), (EMPTY, "401")]:
        answer = Curl("-H", f"Origin: {PAGE}", *arguments, server.url)
        assert answer.status == status
        assert answer.fields["access-control-allow-origin"] == [PAGE]
        assert "Origin" in answer.fields["vary"]
    refused = Curl("-X", "OPTIONS", "-H", "Origin: https://evil.example", *asked, server.url)
    assert refused.status == "403"
    assert "access-control-allow-origin" not in refused.fields


@pytest.mark.parametrize("setting", ["none", "gzip"])
def test_answers_are_compressed_where_it_is_set(serve, setting):
    """And are the same."""
    server = serve(f"http:\n  compression: {setting}\n")
    token = server.token()
    plain = Curl(*message(token), server.url)
    packed = Curl("-H", "Accept-Encoding: br, gzip;q=0.8", *message(token), server.url)
    if setting == "none":
        assert packed.body == plain.body
        assert "content-encoding" not in packed.fields
    else:
        assert packed.fields["content-encoding"] == ["gzip"]
        assert packed.fields["vary"] == plain.fields["vary"] == ["Accept-Encoding"]
        assert gzip.decompress(packed.body) == plain.body
        assert len(packed.body) < len(plain.body) / 2


@pytest.mark.parametrize("trusted", ["127.0.0.0/8", "10.0.0.0/8"])
def test_a_trusted_proxy_names_the_client(serve, trusted):
    """The log has the client's address, and the metadata the URL by which it came; nobody else is believed."""
    server = serve(f"server:\n  allowed_hosts: [mcp.example.com]\nhttp:\n  trusted_proxies: [{trusted}]\n")
    said = ["X-Forwarded-For: 203.0.113.9, 198.51.100.7", "X-Forwarded-Proto: https"]
    fields = [part for field in [*said, "X-Forwarded-Host: mcp.example.com"] for part in ("-H", field)]
    answer = Curl(*fields, *EMPTY, server.url)
    challenge = answer.fields["www-authenticate"][0]
    line = eventually(lambda: [line for line in server.log_lines if line["message"] == "request"], "the log has it")[0]
    if trusted.startswith("127"):
        assert line["remote"] == "198.51.100.7"
        assert 'resource_metadata="https://mcp.example.com/' in challenge
        evil = Curl("-H", "X-Forwarded-For: 198.51.100.7", "-H", "X-Forwarded-Host: evil.example", *EMPTY, server.url)
        assert evil.status == "421"
    else:
        assert line["remote"] == "127.0.0.1"
        assert f'resource_metadata="http://127.0.0.1:{server.port}/' in challenge
    with Caller(server, server.token()) as caller:
        assert caller.request("tools/list").status == 200
