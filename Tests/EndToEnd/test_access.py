"""Access rules of the configuration: what they decide, how they are taken over, and how they are explained."""

import csv
import io
import json
import signal
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from support.authority import Authority
from support.binary import gatehouse
from support.rpc import Caller
from support.waiting import eventually

BASE = """
limits:
  caller: none
roles:
  reader: [notes:read]
  editor: {permissions: [notes:write], inherits: reader}
  admin: {permissions: ["notes:*"]}
"""

RULES = """
access:
  hidden: everywhere
  rules:
    - name: no purge
      effect: deny
      tools: delete_note
      roles: editor
    - name: short titles
      effect: deny
      tools: create_note
      when: size(args.title) > 20
"""


def configuration(server, text):
    """Puts another configuration in the place of a server's own."""
    (server.folder / "gatehouse.yaml").write_text(text, encoding="utf-8")


def messages(server, message):
    """The lines of the log with a message."""
    return [line for line in server.log_lines if line["message"] == message]


def reload(server, text, message="the configuration was taken over"):
    """Has a server take a configuration over, and waits until it says so."""
    before = len(messages(server, message))
    configuration(server, text)
    server.tell(signal.SIGHUP)
    eventually(lambda: len(messages(server, message)) > before, f"the server logs: {message}")


def test_rules_decide_calls_and_lists(serve):
    """What is denied is hidden, and a condition looks at the arguments."""
    server = serve(BASE + RULES)
    with Caller(server, server.token("alice", "admin")) as admin:
        assert admin.call("create_note", title="Short").status == 200
        answer = admin.call("create_note", title="A title that is far too long")
        assert (answer.status, answer.error["message"]) == (400, "Unknown tool: create_note")
        assert "delete_note" in {tool["name"] for tool in admin.request("tools/list").result["tools"]}
    with Caller(server, server.token("bob", "editor")) as editor:
        assert "delete_note" not in {tool["name"] for tool in editor.request("tools/list").result["tools"]}
        hidden = editor.call("delete_note", id="0")
        absent = editor.call("remove_note", id="0")
        assert (hidden.status, hidden.error["code"]) == (absent.status, absent.error["code"])
        assert hidden.error["message"] == "Unknown tool: delete_note"
    decided = lambda: [line for line in server.log_lines if line.get("access") == 'refused by rule "no purge"']
    lines = eventually(decided, "the log says what decided")
    assert len(lines) == 1 and lines[0]["reason"].startswith("hidden: ")


def test_a_dry_run_refuses_nothing_and_says_what_it_would(serve):
    """The log has what would have been decided."""
    server = serve(BASE + RULES.replace("hidden: everywhere", "dry_run: true"))
    with Caller(server, server.token("alice", "admin")) as admin:
        assert admin.call("create_note", title="A title that is far too long").status == 200
    with Caller(server, server.token("bob", "editor")) as editor:
        assert editor.call("delete_note", id="0").status == 403
    tried = lambda: [line["access_dry_run"] for line in server.log_lines if "access_dry_run" in line]
    assert eventually(tried, "the log says what would have been decided") == ['refused by rule "short titles"']


def test_a_signal_has_the_configuration_taken_over(serve):
    """The next request is decided by the new one, without a new connection; a wrong one changes nothing."""
    server = serve(BASE)
    with Caller(server, server.token("bob", "editor")) as editor:
        assert editor.call("create_note", title="A title that is far too long").status == 200
        reload(server, BASE + RULES.replace("hidden: everywhere", "hidden: lists"))
        answer = editor.call("create_note", title="A title that is far too long")
        assert answer.status == 403
        assert answer.error["message"] == 'Forbidden: tools/call "create_note" is denied by the rule "short titles"'
        wrong = "the configuration is not taken over, and the old one stays"
        for text, reason in [
            (BASE + RULES.replace("size(args.title)", "size(args.titel)"), "there is no argument args.titel"),
            (BASE + RULES.replace("delete_note", "delete_notes"), 'there is no tool "delete_notes"; did you mean delete_note?'),
            (BASE + "access: {default: sometimes}\n", "expected one of declared, deny"),
            (BASE.replace("inherits: reader", "inherits: editor"), "the role inherits itself: editor -> editor"),
            ("{", "this is not YAML"),
        ]:
            reload(server, text, wrong)
            assert reason in messages(server, wrong)[-1]["reason"]
            assert editor.call("create_note", title="A title that is far too long").status == 403
        reload(server, BASE)
        assert editor.call("create_note", title="A title that is far too long").status == 200
    assert server.stop() == 0


def test_the_level_of_the_log_is_taken_over(serve):
    """Requests are logged, not logged, and logged again."""
    server = serve(BASE)
    with Caller(server, server.token("bob", "editor")) as editor:
        reload(server, BASE + "log: {level: notice}\n")
        editor.call("list_notes")
        before = len(messages(server, "request"))
        editor.call("list_notes")
        assert len(messages(server, "request")) == before
        reload(server, BASE + "log: {level: info}\n")
        editor.call("list_notes")
        eventually(lambda: len(messages(server, "request")) > before, "requests are logged again")


def test_many_reloads_under_load_fail_no_request(serve):
    """T23: ten times a second, right and wrong ones; every request is answered as one of both policies has it."""
    server = serve(BASE + "log: {level: notice}\n")
    token = server.token("bob", "editor")
    statuses, stop = [], threading.Event()

    def work():
        with Caller(server, token, is_heard=False) as caller:
            while not stop.is_set():
                statuses.append(("list", caller.call("list_notes").status))
                statuses.append(("create", caller.call("create_note", title="A title that is far too long").status))

    threads = [threading.Thread(target=work, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    level = "log: {level: notice}\n"
    texts = [BASE + RULES.replace("hidden: everywhere", "hidden: lists") + level, BASE + level, BASE + "access: 5\n"]
    for number in range(80):
        configuration(server, texts[number % 3])
        server.tell(signal.SIGHUP)
        time.sleep(0.1)
    stop.set()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    assert {status for kind, status in statuses if kind == "list"} == {200}
    assert {status for kind, status in statuses if kind == "create"} == {200, 403}
    assert len(messages(server, "the configuration was taken over")) >= 20
    assert len(messages(server, "the configuration is not taken over, and the old one stays")) >= 10
    assert server.stop() == 0


# explain and matrix


def explain(server, *arguments, **variables):
    return gatehouse("explain", "--config", server.folder / "gatehouse.yaml", "--data", server.data, *arguments,
                     environment=variables)


@pytest.fixture
def ruled(serve):
    """A server with rules that are not hidden."""
    return serve(BASE + RULES.replace("hidden: everywhere", "hidden: lists"))


def test_explain_walks_the_steps_with_a_token(ruled):
    """By the configuration and the data folder alone, also while the server runs; nothing is carried out."""
    token = ruled.token("bob", "editor")
    done = explain(ruled, "--token", token, "tools/call", "delete_note", "id=7", "--format", "json")
    assert done.returncode == 2
    explanation = json.loads(done.stdout)
    assert explanation["allowed"] is False
    steps = {step["step"]: step for step in explanation["steps"]}
    assert len(explanation["steps"]) == 10
    assert steps["authenticate"]["facts"]["caller"] == "bob"
    expires = datetime.fromisoformat(steps["authenticate"]["facts"]["expires"])
    assert timedelta() < expires - datetime.now(UTC) <= timedelta(hours=1)
    assert steps["authorize"]["verdict"] == "refuses"
    assert steps["authorize"]["facts"]["decision"] == 'refused by rule "no purge"'
    assert steps["call"]["verdict"] == "not_reached"
    done = explain(ruled, "tools/call", "create_note", "title=Short", GATEHOUSE_TOKEN=token)
    assert done.returncode == 0, done.stderr
    assert "The request would be carried out." in done.stdout
    with Caller(ruled, token) as caller:
        assert caller.call("list_notes").result["structuredContent"]["notes"] == []


def test_explain_takes_a_caller_that_is_described(ruled):
    """And says which condition refused."""
    long = "title=A title that is far too long"
    done = explain(ruled, "--subject", "eve", "--roles", "admin", "tools/call", "create_note", long)
    assert done.returncode == 2
    assert '"short titles" (deny) when size(args.title) > 20: the arguments decide' in done.stdout
    assert "would be refused in the step validate" in done.stdout
    done = explain(ruled, "--token", "nonsense", "tools/list")
    assert done.returncode == 2
    assert "would be refused in the step authenticate" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tools/call", "x"], "nobody would call: give --token"),
        (["--roles", "reader", "tools/cal", "x"], '"tools/cal" cannot be explained; did you mean tools/call?'),
        (["--roles", "reader", "tools/call"], "tools/call needs the name behind it"),
        (["--roles", "reader", "tools/call", "read_note", "idd=7"], 'the tool has no argument "idd"'),
        (["--roles", "reader", "--token", "x", "tools/list"], "--token excludes --subject"),
        (["--api-key", "a", "--token", "x", "tools/list"], "--token excludes --api-key: a request has one credential"),
        (["--roles", "reader", "tasks/get"], "tasks/get needs the task's id behind it"),
        (["--roles", "reader", "completion/complete", "x"], "completion/complete needs a prompt's name or a template"),
        (["--roles", "reader", "--revision", "2020-01-01", "tools/list"], 'there is no revision "2020-01-01"'),
    ],
)
def test_explain_says_what_is_wrong_with_the_command(ruled, arguments, message):
    done = explain(ruled, *arguments)
    assert done.returncode == 64
    assert message in done.stderr


def explained(server, *arguments):
    """The explanation as JSON, and its steps by name."""
    done = explain(server, *arguments, "--format", "json")
    assert done.returncode in (0, 2), done.stderr
    explanation = json.loads(done.stdout)
    assert (done.returncode == 0) == explanation["allowed"]
    return explanation, {step["step"]: step for step in explanation["steps"]}


def test_explain_knows_every_method_and_what_decides_it(ruled):
    """Lists with what they hide, streams with what they tell, tasks by their owner, completions, sessions."""
    reader = ["--as", "rita", "--roles", "reader"]
    _, steps = explained(ruled, *reader, "tools/list")
    assert "delete_note: refused by" in " ".join(steps["call"]["facts"]["hides"])
    assert steps["limit"]["facts"]["limits"] == "none"
    _, steps = explained(ruled, *reader, "subscriptions/listen", "resources", "notebook://recent", "task:" + "0" * 32)
    assert steps["call"]["facts"]["resource"].startswith("notebook://recent: told")
    assert steps["call"]["facts"]["tasks"] == "0 of 1 are the caller's, and are told"
    explanation, steps = explained(ruled, *reader, "tasks/get", "0" * 32)
    assert explanation["allowed"] and steps["call"]["verdict"] == "open"
    explanation, steps = explained(ruled, *reader, "--revision", "2025-11-25", "tools/list")
    assert explanation["allowed"] and steps["decode"]["facts"]["session"].endswith(" rita")
    explanation, steps = explained(ruled, *reader, "--revision", "2025-06-18", "initialize")
    assert explanation["allowed"] and steps["decode"]["facts"]["revision"] == "2025-06-18"
    explanation, _ = explained(ruled, "--as", "nobody", "prompts/list")
    assert explanation["allowed"]


def test_explain_takes_every_kind_of_credential(serve):
    """An API key is looked up, a certificate goes through the rules, a bound token is said to be bound."""
    text = BASE + (
        "auth:\n  methods: [jwt, api_key, certificate]\n  dpop: {mode: optional}\n  certificates:\n    rules:\n"
        "      - {dns: '*.agents.example', roles: [reader]}\n"
        "http:\n  tls:\n    certificate: CERTIFICATE\n    key: CERTIFICATE\n    client_certificates: optional\n    client_ca: AUTHORITY\n"
    )
    folder = serve(BASE).folder
    authority = Authority(folder)
    text = text.replace("CERTIFICATE", str(authority.certificate)).replace("AUTHORITY", str(authority.file))
    server = serve(text)
    made = gatehouse("apikey", "create", "--subject", "job", "--roles", "editor", "--data", server.data)
    key = made.stdout.strip()
    explanation, steps = explained(server, "--api-key", key, "tools/list")
    assert explanation["allowed"]
    assert (steps["authenticate"]["facts"]["method"], steps["authenticate"]["facts"]["credential"]) == ("api_key", key[4:16])
    explanation, steps = explained(server, "--api-key", key[:-1] + "0", "tools/list")
    assert not explanation["allowed"] and "checksum" in steps["authenticate"]["facts"]["reason"]
    explanation, steps = explained(server, "--certificate", "dns:one.agents.example", "tools/list")
    assert explanation["allowed"] and steps["authenticate"]["facts"]["caller"] == "one.agents.example"
    explanation, steps = explained(server, "--certificate", "CN=stranger", "tools/list")
    assert not explanation["allowed"]
    assert steps["authenticate"]["facts"]["reason"] == "no rule is about the client's certificate"


def test_the_matrix_shows_who_may_do_what(ruled):
    """As a table, as CSV and as JSON, the same."""
    run = lambda *arguments: gatehouse(
        "matrix", "--config", ruled.folder / "gatehouse.yaml", "--data", ruled.data, *arguments)
    table = run().stdout
    assert 'rule "short titles": size(args.title) > 20' in table
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv").stdout)))
    cells = {row["name"]: row for row in rows if row["kind"] == "tool"}
    assert (cells["delete_note"]["editor"], cells["delete_note"]["admin"]) == ("refused", "allowed")
    assert (cells["create_note"]["reader"], cells["create_note"]["editor"]) == ("refused", "conditional")
    data = json.loads(run("--format", "json", "--roles", "editor").stdout)
    assert data["callers"] == ["editor", "(no role)"]
    for component in data["components"]:
        if component["kind"] == "tool":
            assert component["callers"]["editor"]["outcome"] == cells[component["name"]]["editor"]
    wrong = run("--roles", "editr")
    assert wrong.returncode == 64
    assert 'there is no role "editr"; did you mean editor?' in wrong.stderr


def test_a_rule_about_what_is_not_there_ends_the_start(serve, tmp_path):
    """A misspelt tool would protect nothing."""
    path = tmp_path / "wrong.yaml"
    path.write_text(BASE + RULES.replace("delete_note", "delet_note"), encoding="utf-8")
    done = gatehouse("matrix", "--config", path, "--data", tmp_path / "data")
    assert done.returncode == 78
    assert 'access.rules[0].tools: there is no tool "delet_note"; did you mean delete_note?' in done.stderr
