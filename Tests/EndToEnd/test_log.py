"""What the server logs to its standard error, and what it never logs."""

from support.rpc import MODERN, Caller
from support.tokens import SECRET, claims, configuration, flipped, signed


def _listing(server, token=None, fields=None):
    """The answer to a list of tools."""
    with Caller(server, token) as caller:
        return caller.request("tools/list", fields=fields)


def test_no_token_is_ever_logged(serve, tmp_path):
    """Not at the most talkative level, not of good requests, not of bad ones, and no note's text either."""
    secret = tmp_path / "secret"
    secret.write_bytes(SECRET)
    secret.chmod(0o600)
    server = serve(configuration(secret), arguments=["--log-level", "trace"])
    good = [server.token("alice", "admin"), signed(claims())]
    bad = [flipped(good[0], 2), flipped(good[1], 1), signed(claims(aud="https://other.test/"))]
    for token in good:
        with Caller(server, token) as caller:
            caller.create("a most private title", "a most private body")
            caller.request("resources/read", {"uri": "note://a-most-private-id"})
            caller.post(b"{", {"Mcp-Name": token})
    for token in bad:
        assert _listing(server, token).status == 401
        assert _listing(server, fields={"Authorization": token}).status in (400, 401)
    assert server.stop() == 0
    log = server.log
    assert log.count('"message":"request"') >= 10
    for token in good + bad:
        for part in token.split("."):
            assert part not in log
    assert "most private" not in log and "most-private" not in log
    assert SECRET.decode() not in log


def test_every_request_has_a_line_in_the_log(serve):
    """A line of JSON says who called what, how it went and how long it took; a refusal says which step refused."""
    server = serve()
    with Caller(server, server.token()) as caller:
        caller.create("Logged")
        caller.call("delete_note", id="0000000000000000")
    server.stop()
    lines = [line for line in server.log_lines if line["message"] == "request"]
    assert [(line["caller"], line["name"], line["outcome"]) for line in lines] == [
        ("alice", "create_note", "ok"),
        ("alice", "delete_note", "refused"),
    ]
    assert lines[0]["revision"] == MODERN and float(lines[0]["ms"]) > 0
    assert lines[1]["step"] == "authorize"
    assert lines[0]["request"] != lines[1]["request"]


def test_nothing_that_is_sent_begins_a_line_of_the_log(serve):
    """Every line is JSON of the server's own, whatever names and texts come."""
    server = serve(arguments=["--log-level", "trace"])
    forged = 'x\r\n{"level":"critical","message":"forged"}\x1b[2J'
    with Caller(server, server.token(), "2025-11-25") as caller:
        answers = [
            caller.call(forged),
            caller.request(forged),
            caller.request("prompts/get", {"name": forged}),
            caller.request("resources/read", {"uri": forged}),
        ]
        assert [answer.error["code"] for answer in answers] == [-32602, -32601, -32602, -32002]
        assert caller.call("search_notes", query=forged).status == 200
        assert caller.request("tools/list", fields={"Origin": "null\t{}"}).status == 403
    assert server.stop() == 0
    assert [line for line in server.log_lines if line["level"] == "critical" or line["message"] == "forged"] == []
    assert "\x1b" not in server.log


def test_whoever_calls_is_logged_by_the_name_in_the_token(serve):
    """A name with a line break is one line all the same, or no name at all."""
    server = serve()
    with Caller(server, server.token("Zoë; DROP TABLE notes")) as caller:
        assert caller.create("Named")["createdBy"] == "Zoë; DROP TABLE notes"
    assert server.stop() == 0
    assert "Zoë; DROP TABLE notes" in [line.get("caller") for line in server.log_lines]
