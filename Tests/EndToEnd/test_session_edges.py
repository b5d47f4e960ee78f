"""What clients of sessions do that no specification forbids, and what they do that it does: nobody is hurt by it."""

import json
import threading

import pytest

from support.plain import Plain, read_event

REVISIONS = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
METHODS = [
    "ping", "tools/list", "tools/call", "resources/list", "resources/read", "resources/templates/list",
    "resources/subscribe", "resources/unsubscribe", "prompts/list", "prompts/get", "logging/setLevel",
    "completion/complete", "tasks/get", "tasks/result", "tasks/list", "tasks/cancel", "initialize", "no/such",
]  # fmt: skip
# What stands in the place of `params`.
PARAMS = [None, {}, [], "x", 7, {"name": None}, {"uri": 1, "name": 2, "taskId": 3, "level": 4, "ref": 5, "cursor": 6}]
WATCHED = "test://watched-resource"


def send(client, message):
    return client.request("POST", json.dumps(message))


@pytest.mark.parametrize("method", METHODS)
def test_parameters_that_are_missing_or_wrong_are_refused_and_hurt_nobody(everything, method):
    """Each is answered by its id, as a result or as a refusal of the client's, and the session goes on."""
    client = Plain(everything)
    for number, params in enumerate(PARAMS):
        message = {"jsonrpc": "2.0", "id": f"{method} {number}", "method": method}
        if number > 0:
            message["params"] = params
        answer = send(client, message)
        assert answer.status < 500, (params, answer.status)
        answered = json.loads(answer.read())
        if "error" in answered:
            assert answered["error"]["code"] in (-32600, -32601, -32602, -32002), answered
        else:
            assert answered["id"] == message["id"]
    assert client.post("ping").status == 200


@pytest.mark.parametrize("method", METHODS)
def test_a_request_without_an_id_is_a_notification(everything, method):
    """It is taken or refused, and never answered with a result."""
    client = Plain(everything)
    answer = send(client, {"jsonrpc": "2.0", "method": method, "params": {}})
    assert answer.status == 202 or 400 <= answer.status < 500
    assert b'"result"' not in answer.read()
    assert client.post("ping").status == 200


@pytest.mark.parametrize("method", ["notifications/initialized", "notifications/cancelled", "notifications/no/such"])
def test_a_notification_with_an_id_is_no_request_that_is_known(everything, method):
    """It is answered, as everything with an id is, and with an error."""
    answer = json.loads(send(Plain(everything), {"jsonrpc": "2.0", "id": 3, "method": method}).read())
    assert answer["id"] == 3
    assert answer["error"]["code"] in (-32600, -32601)


def test_a_second_handshake_changes_nothing_of_the_first(everything):
    """Within a session it is refused, or opens another session; the first stays what it was."""
    client = Plain(everything, "2025-06-18")
    params = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "again", "version": "1"}}
    answer = client.post("initialize", params)
    answered = json.loads(answer.read())
    assert "error" in answered or answer.getheader("Mcp-Session-Id") not in (None, client.session)
    assert client.post("ping").status == 200
    client.revision = "2025-11-25"
    assert client.post("ping").status == 400


@pytest.mark.parametrize("id", ["one", 1, 0, -7, "", "ünï ☃", 2**53 - 1])
def test_an_id_comes_back_as_it_was(everything, id):
    """Of the same type, also where it is 0 or empty."""
    answered = json.loads(Plain(everything).post("tools/list", {}, id=id).read())
    assert (type(answered["id"]), answered["id"]) == (type(id), id)


@pytest.mark.parametrize("id", [None, True, [1], {"a": 1}])
def test_an_id_that_is_none_is_refused(everything, id):
    answer = send(Plain(everything), {"jsonrpc": "2.0", "id": id, "method": "tools/list"})
    assert answer.status == 400
    assert json.loads(answer.read())["error"]["code"] == -32600


def test_two_requests_of_one_id_are_each_answered_where_they_were_asked(everything):
    """A client must not do so; but neither gets the other's answer."""
    client = Plain(everything)
    answers = {}

    def call(tool):
        answers[tool] = json.loads(client.call(tool, id=1).read())

    threads = [threading.Thread(target=call, args=(tool,)) for tool in ("test_simple_text", "test_error_handling")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "isError" not in answers["test_simple_text"]["result"] or not answers["test_simple_text"]["result"]["isError"]
    assert answers["test_error_handling"]["result"]["isError"] is True


@pytest.mark.parametrize("revision", REVISIONS[1:])
def test_the_head_of_a_stream_is_there_before_anything_is_to_be_told(everything, revision):
    """A client that waits for it must not wait for the first event."""
    client = Plain(everything, revision)
    stream = client.events()
    assert stream.status == 200
    stream.close()
    assert client.request("DELETE").status == 204


@pytest.mark.parametrize("revision", REVISIONS)
def test_no_member_is_null(everything, revision):
    """What is not there is left out: clients in languages with types fail at a null that no schema allows."""
    client = Plain(everything, revision)
    for method in ("tools/list", "resources/list", "resources/templates/list", "prompts/list"):
        check_no_null(json.loads(client.post(method).read()), method)
    for tool in ("test_simple_text", "test_image_content", "test_multiple_content_types", "test_embedded_resource"):
        check_no_null(json.loads(client.call(tool).read()), tool)


def check_no_null(value, place):
    if isinstance(value, dict):
        for name, member in value.items():
            assert member is not None, f"{place}.{name}"
            check_no_null(member, f"{place}.{name}")
    elif isinstance(value, list):
        for index, element in enumerate(value):
            check_no_null(element, f"{place}[{index}]")


def test_discovery_opens_no_session(everything):
    """A client that asks what the server speaks and goes on with an older revision has no session until its handshake."""
    client = Plain(everything)
    first = client.session
    client.session = None
    meta = {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": {"name": "x", "version": "1"},
        "io.modelcontextprotocol/clientCapabilities": {},
    }
    message = {"jsonrpc": "2.0", "id": 1, "method": "server/discover", "params": {"_meta": meta}}
    answer = client.request(
        "POST", json.dumps(message), **{"MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "server/discover"}
    )
    assert answer.status == 200
    assert answer.getheader("Mcp-Session-Id") is None
    client.session = first
    assert client.post("ping").status == 200


def test_a_client_may_call_a_tool_while_it_is_asked_by_another(everything):
    """Nothing waits for the answer but the function that asks."""
    client = Plain(everything, capabilities={"roots": {}})
    stream = client.call("test_input_required_result_list_roots", id="outer")
    question = read_event(stream)
    while not question["data"]:
        question = read_event(stream)
    inner = json.loads(client.call("test_simple_text", id="inner").read())
    assert inner["id"] == "inner" and "result" in inner
    asked = json.loads(question["data"])
    reply = {"jsonrpc": "2.0", "id": asked["id"], "result": {"roots": [{"uri": "file:///here"}]}}
    assert send(client, reply).status == 202
    last = json.loads(read_event(stream)["data"])
    assert last["id"] == "outer" and "result" in last


def test_an_answer_to_what_was_never_asked_is_taken_and_dropped(everything):
    """Twice, and of nobody: the session goes on."""
    client = Plain(everything)
    for id in ("never", "never", 1):
        assert send(client, {"jsonrpc": "2.0", "id": id, "result": {}}).status == 202
        assert send(client, {"jsonrpc": "2.0", "id": id, "error": {"code": 1, "message": "no"}}).status == 202
    assert client.post("ping").status == 200


def test_a_resource_that_is_subscribed_to_twice_is_told_once_and_left_once(everything):
    client = Plain(everything)
    for _ in range(2):
        assert client.post("resources/subscribe", {"uri": WATCHED}).status == 200
    stream = client.events()
    assert read_event(stream)["data"] == ""
    assert client.call("test_trigger_resource_update").status == 200
    told = json.loads(read_event(stream)["data"])
    assert (told["method"], told["params"]["uri"]) == ("notifications/resources/updated", WATCHED)
    assert client.post("resources/unsubscribe", {"uri": WATCHED}).status == 200
    assert client.call("test_trigger_resource_update").status == 200
    assert client.request("DELETE").status == 204
    rest = []
    while event := read_event(stream):
        rest.append(event["data"])
    assert [data for data in rest if data] == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "HEAD", "TRACE"])
def test_another_method_is_refused_with_those_that_there_are(everything, method):
    """RFC 9110, section 15.5.6."""
    answer = Plain(everything).request(method)
    assert answer.status == 405
    assert {"GET", "POST", "DELETE"} <= {part.strip() for part in answer.getheader("Allow").split(",")}
