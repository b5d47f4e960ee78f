"""A client of a session of the revisions up to 2025-11-25 that does nothing by itself."""

import http.client
import json

ACCEPT = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}


class Plain:
    """Opens a session; every request is a connection of its own."""

    def __init__(self, server, revision="2025-11-25", capabilities=None, token=None):
        self.server = server
        self.token = token
        self.revision = revision
        self.session = None
        answer = self.post("initialize", {
            "protocolVersion": revision,
            "capabilities": capabilities or {},
            "clientInfo": {"name": "plain", "version": "1"},
        })
        self.session = answer.getheader("Mcp-Session-Id")
        answer.read()
        assert self.post("notifications/initialized", id=None).status == 202

    def fields(self, **others):
        session = {"Mcp-Session-Id": self.session, "MCP-Protocol-Version": self.revision} if self.session else {}
        token = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {**ACCEPT, **session, **token, **others}

    def request(self, method, body=None, **fields):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request(method, "/mcp", body=body, headers=self.fields(**fields))
        return connection.getresponse()

    def post(self, method, params=None, id=1):
        message = {"jsonrpc": "2.0", "method": method}
        if id is not None:
            message["id"] = id
        if params is not None:
            message["params"] = params
        return self.request("POST", json.dumps(message))

    def call(self, tool, arguments=None, id=1):
        return self.post("tools/call", {"name": tool, "arguments": arguments or {}}, id=id)

    def events(self, after=None):
        fields = {"Accept": "text/event-stream"}
        if after is not None:
            fields["Last-Event-ID"] = after
        return self.request("GET", **fields)


def read_event(response):
    """The next event of a stream as its fields; nothing at the stream's end."""
    fields = {}
    while line := response.readline().decode():
        if line in ("\n", "\r\n"):
            if fields:
                return fields
            continue
        name, _, value = line.rstrip("\r\n").partition(":")
        if name:
            fields[name] = value.removeprefix(" ")
    return None
