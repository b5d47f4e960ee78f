"""The proxies that people put before the server: their own processes, with configurations made for the tests."""

import http.client
import os
import shutil
import socket
import subprocess

import pytest

from support.server import free_port
from support.waiting import eventually

DEADLINE = 20.0

# Requests with the field X-Inner are refused by the proxy: whichever of them the server sees has passed it unseen.
# Slow clients are cut off sooner than usual, so that a request that never ends does not hold up a test.
_NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log info;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    client_header_timeout 2s;
    client_body_timeout 2s;
    keepalive_requests 100000;
    upstream gatehouse {{
        server {server};
        keepalive 16;
    }}
    server {{
        listen 127.0.0.1:{port};
        if ($http_x_inner) {{ return 403; }}
        location / {{
            proxy_pass http://gatehouse;
            proxy_http_version 1.1;
            proxy_set_header Host {server};
            proxy_set_header Connection "";
            proxy_request_buffering {buffering};
        }}
    }}
}}
"""

_HAPROXY = """
global
    nbthread 1
    maxconn 1000
defaults
    mode http
    timeout connect 10s
    timeout client 5s
    timeout server 30s
    timeout http-request 2s
    timeout http-keep-alive 30s
    http-reuse always
frontend before
    bind 127.0.0.1:{port}
    {leniency}
    http-request deny if {{ req.hdr(X-Inner) -m found }}
    http-request set-header Host {server}
    default_backend gatehouse
backend gatehouse
    server gatehouse {server}
"""

# A name for each way of a proxy: its program, its configuration, and what differs in it.
_KINDS = {
    "nginx": ("nginx", _NGINX, {"buffering": "on"}),
    "nginx without buffering": ("nginx", _NGINX, {"buffering": "off"}),
    "haproxy": ("haproxy", _HAPROXY, {"leniency": ""}),
    "lenient haproxy": ("haproxy", _HAPROXY, {"leniency": "option accept-invalid-http-request"}),
}

KINDS = list(_KINDS)


def installed(program):
    """The path of a program, which may be where only administrators look; skips the test where there is none."""
    path = shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if path is None:
        pytest.skip(f"{program} is not installed: apt-get install {program} (or scripts/prepare test)")
    return path


class Proxy:
    """A process that passes requests on to a server, on a port of the loopback interface."""

    def __init__(self, kind, folder, server):
        self._program, template, options = _KINDS[kind]
        self._path = installed(self._program)
        self.port = free_port()
        # What requests name in their Host field is the server's own, as the proxy sends it on.
        self.host = server.host
        self.process = None
        self._folder = folder
        self._configuration = folder / f"{self._program}.conf"
        self._configuration.write_text(template.format(folder=folder, port=self.port, server=server.host, **options))

    def connection(self, timeout=30.0):
        """A connection that is kept alive between requests."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def start(self):
        """Starts the process and waits until it listens."""
        arguments = {
            "nginx": ["-p", str(self._folder), "-c", str(self._configuration)],
            "haproxy": ["-db", "-f", str(self._configuration)],
        }[self._program]
        with open(self._folder / "output.log", "ab") as output:
            self.process = subprocess.Popen(
                [self._path, *arguments], stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        eventually(self._listens, f"{self._program} listens", DEADLINE)
        return self

    def _listens(self):
        assert self.process.poll() is None, (self._folder / "output.log").read_text()
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1.0).close()
        except OSError:
            return False
        return True

    def stop(self):
        """Ends the process, in order where it can."""
        self.process.terminate()
        try:
            self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        if self.process is not None:
            self.stop()
