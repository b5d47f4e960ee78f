"""Limits as a client sees them: header fields, addresses, quotas over a restart, deadlines, and who is not concerned."""

import re
import signal
import threading
import time

import pytest

from support.rpc import Caller
from support.waiting import eventually

ITEM = re.compile(r'"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"((?:; *[a-z*][a-z0-9_\-.*]*=-?[0-9]{1,15})*)')


def parse(value):
    """Reads a list of RFC 9651 whose members are strings with integers as parameters, and nothing else."""
    members, position = [], 0
    while True:
        match = ITEM.match(value, position)
        assert match, f"{value!r} is no structured field at {position}"
        parameters = dict(part.strip().split("=") for part in match[2].split(";")[1:])
        members.append((match[1], {name: int(number) for name, number in parameters.items()}))
        position = match.end()
        if position == len(value):
            return members
        separator = re.compile(r"[ \t]*,[ \t]*").match(value, position)
        assert separator and separator.end() < len(value), f"{value!r} has no member at {position}"
        position = separator.end()


def test_the_fields_are_structured_fields(serve):
    """RateLimit and RateLimit-Policy parse as RFC 9651 has it, and the error has the same numbers."""
    server = serve("limits:\n  caller: [3/minute fixed, 100/hour sliding]\n  quota: 50/day\n  legacy_fields: true\n")
    with Caller(server, server.token()) as caller:
        for left in (2, 1, 0):
            answer = caller.request("tools/list")
            policies = dict(parse(answer.fields["RateLimit-Policy"]))
            assert policies == {
                "server-60s": {"q": 3, "w": 60},
                "server-3600s": {"q": 100, "w": 3600},
                "server-day": {"q": 50, "w": 86_400},
            }
            ((name, numbers),) = parse(answer.fields["RateLimit"])
            assert (name, numbers["r"]) == ("server-60s", left)
            assert answer.fields["X-RateLimit-Remaining"] == str(left)
            assert 0 <= int(answer.fields["X-RateLimit-Reset"]) - time.time() <= 61
        answer = caller.request("tools/list")
        assert answer.status == 429
        ((name, numbers),) = parse(answer.fields["RateLimit"])
        assert (name, numbers["r"], numbers["t"]) == ("server-60s", 0, int(answer.fields["Retry-After"]))
        data = answer.error["data"]
        assert (data["scope"], data["quota"], data["windowSeconds"], data["remaining"]) == ("server-60s", 3, 60, 0)
        assert numbers["t"] - 1 <= data["retryAfterMs"] / 1000 <= numbers["t"]


def test_who_waits_as_long_as_told_is_admitted(serve):
    """Every time."""
    server = serve("limits:\n  caller: 5/second burst 1\n")
    with Caller(server, server.token()) as caller:
        refused = 0
        for _ in range(5):
            answer = caller.request("tools/list")
            if answer.status == 429:
                refused += 1
                time.sleep(answer.error["data"]["retryAfterMs"] / 1000)
                answer = caller.request("tools/list")
            assert answer.status == 200
        assert refused >= 3


@pytest.mark.parametrize("strategy", ["burst 10", "fixed", "moving", "sliding"])
def test_every_strategy_is_exact(serve, strategy):
    """Of thirty calls ten are admitted, whatever counts them."""
    server = serve(f"limits:\n  caller: 10/hour {strategy}\n")
    with Caller(server, server.token()) as caller:
        assert [caller.request("tools/list").status for _ in range(30)] == [200] * 10 + [429] * 20


def test_a_shared_limit_is_counted_for_all_its_tools(serve):
    """By role, tag-free, and beside a method's own limit."""
    server = serve(
        """
limits:
  caller: none
  methods:
    tools/list: 1/hour
  shared:
    reading:
      tools: [list_notes, search_notes]
      limit: 2/hour
      by_role: {admin: 3/hour}
"""
    )
    with Caller(server, server.token("bob", "reader")) as bob, Caller(server, server.token("eve", "admin")) as eve:
        assert [bob.request("tools/list").status for _ in range(2)] == [200, 429]
        assert [bob.call(tool).status for tool in ("list_notes",) * 3] == [200, 200, 429]
        assert bob.call("search_notes", query="x").error["data"]["scope"] == "reading"
        assert [eve.call("list_notes").status for _ in range(4)] == [200, 200, 200, 429]


def test_guessing_tokens_is_slow_and_hurts_nobody_who_is_known(serve):
    """The address is refused before its token is looked at, but a token that held is let through."""
    server = serve("limits:\n  caller: none\n  address_failures: 5/hour\n  address_exempt: none\n")
    with Caller(server, server.token()) as known, Caller(server, "guess") as guesser:
        assert known.request("tools/list").status == 200
        assert [guesser.request("tools/list").status for _ in range(7)] == [401] * 5 + [429] * 2
        refused = guesser.request("tools/list")
        assert refused.error["data"]["scope"] == "address-failures"
        assert parse(refused.fields["RateLimit-Policy"]) == [("address-failures", {"q": 5, "w": 3600})]
        assert [known.request("tools/list").status for _ in range(20)] == [200] * 20
        with Caller(server, server.token("new")) as unknown:
            assert unknown.request("tools/list").status == 429


def quota_left(caller):
    ((name, numbers),) = parse(caller.request("tools/list").fields["RateLimit"])
    assert name == "server-day"
    return numbers["r"]


def test_a_quota_outlives_a_restart(serve):
    """In order, nothing of it is lost."""
    configuration = "limits:\n  caller: none\n  quota: 100/day\n"
    server = serve(configuration)
    token = server.token()
    with Caller(server, token) as caller:
        assert [quota_left(caller) for _ in range(10)] == list(range(99, 89, -1))
    assert server.stop() == 0
    again = serve(configuration, data=server.data)
    with Caller(again, again.token()) as caller:
        assert quota_left(caller) == 89


@pytest.mark.parametrize("delay", ["1s", "0s"])
def test_a_killed_server_loses_no_more_than_it_says(serve, delay):
    """With a delay what is older than it is kept; without, everything."""
    configuration = f"limits:\n  caller: none\n  quota: 100/day\n  quota_write_delay: {delay}\n"
    server = serve(configuration)
    with Caller(server, server.token()) as caller:
        for _ in range(10):
            quota_left(caller)
    if delay != "0s":
        time.sleep(2.5)
    server.process.send_signal(signal.SIGKILL)
    server.process.wait(10)
    again = serve(configuration, data=server.data)
    with Caller(again, again.token()) as caller:
        assert quota_left(caller) == 89


def test_a_client_may_ask_for_less_time(bench):
    """And is told what was running when it was over."""
    with Caller(bench, bench.token()) as caller:
        params = {
            "name": "wait",
            "arguments": {"milliseconds": 20_000},
            "_meta": {"dev.gatehouse/timeoutMs": 100},
        }
        start = time.monotonic()
        answer = caller.request("tools/call", params)
        assert time.monotonic() - start < 10
        assert answer.result["isError"]
        assert answer.result["structuredContent"] == {
            "error": "timeout",
            "stage": "function",
            "timeoutMs": 100,
        }


def test_a_mistake_in_a_limit_is_told_with_its_place(serve, tmp_path):
    """The byte at which the text stops making sense."""
    from support.binary import gatehouse

    path = tmp_path / "wrong.yaml"
    path.write_text("limits:\n  shared:\n    x:\n      limit: 10/fortnight\n")
    result = gatehouse("serve", "--port", "0", "--data", tmp_path / "data", "--config", path)
    assert result.returncode == 78
    assert "but found 'fortnight' at byte 3 of \"10/fortnight\"." in result.stderr


# Limits that are taken over while the server runs


TAKEN = "the configuration was taken over"
REFUSED = "the configuration is not taken over, and the old one stays"


def messages(server, message):
    return [line for line in server.log_lines if line["message"] == message]


def reload(server, text, message=TAKEN):
    """Has a server take a configuration over, and waits until it says so."""
    before = len(messages(server, message))
    (server.folder / "gatehouse.yaml").write_text(text, encoding="utf-8")
    server.tell(signal.SIGHUP)
    eventually(lambda: len(messages(server, message)) > before, f"the server logs: {message}")


def test_limits_are_taken_over_without_forgetting_what_was_used(serve):
    """The same limit goes on, another one begins anew, and quotas can come while the server runs."""
    server = serve("limits:\n  caller: 4/hour\n")
    with Caller(server, server.token()) as caller:

        def status():
            return caller.request("tools/list").status

        assert [status(), status()] == [200, 200]
        reload(server, "limits:\n  caller: 4/hour\n  methods: {ping: 1/hour}\n  exempt_roles: [admin]\n")
        assert [status(), status(), status()] == [200, 200, 429]
        reload(server, "limits:\n  caller: [100/hour]\n  quota: 2/day\n")
        assert [status(), status(), status()] == [200, 200, 429]
        reload(server, "limits:\n  caller: none\n  quota: 3/day\n  legacy_fields: true\n")
        answer = caller.request("tools/list")
        assert (answer.status, answer.fields["X-RateLimit-Remaining"]) == (200, "0"), "quotas go on"
        assert status() == 429
        reload(server, "limits:\n  caller: none\n")
        assert [status() for _ in range(20)] == [200] * 20
    assert not messages(server, "the configuration has changes that need a restart")
    assert server.stop() == 0
    assert (server.data / "quotas.sqlite").exists()


def test_wrong_limits_are_refused_whole(serve):
    """With the reason in the log; what else the file says counts for nothing either."""
    good = "limits:\n  caller: none\n  tools: {create_note: 2/hour}\n"
    server = serve(good)
    with Caller(server, server.token()) as caller:
        assert caller.call("create_note", title="one").status == 200
        for text, reason in [
            ("limits:\n  caller: 5/parsec\n", "expected a limit such as 600/minute"),
            ("limits:\n  tools: {create_notes: 1/hour}\n", 'limits.tools.create_notes: there is no tool "create_notes"; did you mean create_note?'),
            ("limits:\n  shared: {x: {tools: [nothing], limit: 1/hour}}\n", 'there is no tool "nothing"'),
            ("limits:\n  tags: {nothing-has-it: 1/hour}\n", 'limits.tags.nothing-has-it: there is no tag "nothing-has-it"'),
            ("limits:\n  shared: {x: {tags: [nothing], limit: 1/hour}}\n", 'limits.shared.x.tags: there is no tag "nothing"'),
            ("limits:\n  methods: {tools/cal: 1/hour}\n", "did you mean tools/call?"),
            ("limits:\n  tools: {create_note: {cost: 2}}\n", "it limits nothing; set limit, quota or by_role, or write none"),
            ("limits:\n  caller: 1/hour\nroles:\n  reader: {inherits: reader}\n", "inherits itself"),
            ("limits:\n  max_queued: -1\n", "limits.max_queued"),
        ]:
            reload(server, text, REFUSED)
            assert reason in messages(server, REFUSED)[-1]["reason"], messages(server, REFUSED)[-1]
        assert [caller.request("tools/list").status for _ in range(5)] == [200] * 5
        assert [caller.call("create_note", title=f"n{n}").status for n in range(2)] == [200, 429]
        # What only a restart takes over is said.
        reload(server, good + "  max_callers: 5000\n  quota_store: memory\n")
        warning = "the configuration has changes that need a restart: only roles, access, limits, log.level and TLS files are taken over"
        eventually(lambda: messages(server, warning), "the warning")
    assert server.stop() == 0


def test_many_reloads_of_limits_under_load_fail_no_request(serve):
    """T23: ten times a second, right and wrong ones; no request fails, and a limit that stays is exact all the while."""
    base = "log: {level: notice}\nlimits:\n  methods: {prompts/list: 20/hour}\n"
    texts = [base + "  caller: none\n", base + "  caller: 100000/minute\n", base + "  caller: 1/parsec\n",
             base + "  caller: 90000/minute\n  max_concurrent_calls: 64\n  max_queued: 64\n"]
    server = serve(texts[0])
    token = server.token("bob", "editor")
    statuses, limited, stop = [], [], threading.Event()

    def work():
        with Caller(server, token, is_heard=False) as caller:
            while not stop.is_set():
                statuses.append(caller.call("list_notes").status)
                limited.append(caller.request("prompts/list").status)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(60):
        path = server.folder / "gatehouse.yaml"
        (server.folder / "next.yaml").write_text(texts[number % len(texts)], encoding="utf-8")
        (server.folder / "next.yaml").replace(path)
        server.tell(signal.SIGHUP)
        time.sleep(0.1)
    stop.set()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    assert len(statuses) > 40 and set(statuses) == {200}
    assert limited.count(200) == 20 and set(limited) == {200, 429}
    assert len(messages(server, TAKEN)) >= 20
    assert len(messages(server, REFUSED)) >= 8
    assert server.stop() == 0
