"""The extension for tasks, and the tasks of 2025-11-25, by hand: clients of other people have neither."""

import json
import time

import pytest

from support.rpc import Caller, meta
from support.vocabulary import EXTENSION
from support.waiting import eventually

KNOWING = {"extensions": {EXTENSION: {}}, "elicitation": {}}
UNKNOWING = {"elicitation": {}}
REQUIRED = {"requiredCapabilities": {"extensions": {EXTENSION: {}}}}
TASK = {"taskId", "status", "createdAt", "lastUpdatedAt", "ttlMs"}


class Tasks:
    """A client of 2026-07-28 that knows tasks, or one that does not."""

    def __init__(self, caller, capabilities=KNOWING):
        self.caller = caller
        self.meta = meta() | {"io.modelcontextprotocol/clientCapabilities": capabilities}

    def send(self, method, **params):
        return self.caller.request(method, params | {"_meta": self.meta | params.pop("_meta", {})})

    def call(self, tool, /, **arguments):
        return self.send("tools/call", name=tool, arguments=arguments)

    def begin(self, tool, /, **arguments):
        """Calls a tool, which has to become a task, and returns the task's id."""
        result = self.call(tool, **arguments).result
        assert result["resultType"] == "task" and TASK <= set(result), result
        return result["taskId"]

    def get(self, task):
        return self.send("tasks/get", taskId=task).result

    def until(self, task, *statuses):
        """The task, once it is in one of the states."""
        return eventually(lambda: (found := self.get(task))["status"] in statuses and found, f"{statuses}", 20)


@pytest.fixture
def tasks(everything):
    with Caller(everything) as caller:
        yield Tasks(caller)


@pytest.fixture
def others(everything):
    """A client that does not know tasks."""
    with Caller(everything) as caller:
        yield Tasks(caller, UNKNOWING)


def test_the_extension_is_offered(tasks):
    """In the discovery's capabilities, under its name, and nothing of the tasks of 2025-11-25."""
    capabilities = tasks.send("server/discover").result["capabilities"]
    assert capabilities["extensions"][EXTENSION] == {}
    assert "tasks" not in capabilities


def test_a_tool_that_is_always_synchronous_is_no_task(tasks, others):
    """Whoever calls."""
    for client in [tasks, others]:
        assert client.call("greet", name="Ada").text == "Hello, Ada!"


def test_a_task_works_and_completes(tasks):
    """It is there as soon as the call is answered, and has the call's own result at the end."""
    task = tasks.begin("slow_compute", seconds=0.3, label="sum")
    assert tasks.get(task)["status"] == "working"
    done = tasks.until(task, "completed")
    assert done["resultType"] == "complete"
    assert done["result"]["content"][0]["text"] == "sum: computed for 0.3 s"
    assert tasks.get(task)["result"] == done["result"]
    assert len(task) >= 22


def test_without_the_extension_the_same_call_is_synchronous(others):
    """What other requests declared counts for nothing."""
    answer = others.call("slow_compute", seconds=0.05, label="sum")
    assert answer.result["resultType"] == "complete" and answer.text.startswith("sum: computed")


def test_what_needs_a_task_is_refused_without_the_extension(others):
    """-32021 names the extension; so does every method of it."""
    refused = others.call("failing_job")
    assert (refused.status, refused.error["code"], refused.error["data"]) == (400, -32021, REQUIRED)
    for method in ["tasks/get", "tasks/update", "tasks/cancel"]:
        params = {"taskId": "x"} | ({"inputResponses": {}} if method == "tasks/update" else {})
        refused = others.send(method, **params)
        assert (refused.error["code"], refused.error["data"]) == (-32021, REQUIRED), method
    refused = others.send("subscriptions/listen", notifications={"taskIds": ["x"]})
    assert (refused.error["code"], refused.error["data"]) == (-32021, REQUIRED)


def test_an_error_of_the_tool_completes_and_one_of_the_protocol_fails(tasks):
    """`completed` with the result, and `failed` with the error and a message."""
    failing, breaking = tasks.begin("failing_job"), tasks.begin("protocol_error_job")
    broken = tasks.until(breaking, "failed")
    assert broken["error"] == {"code": -32603, "message": "The job broke, as it always does."}
    assert broken["statusMessage"] and "result" not in broken
    failed = tasks.until(failing, "completed", "failed")
    assert (failed["status"], failed["result"]["isError"]) == ("completed", True)
    assert failed["result"]["content"][0]["text"] == "The job failed, as it always does."


def test_a_task_is_cancelled(tasks):
    """The acknowledgment is empty; the task ends as cancelled, soon, and stays so."""
    task = tasks.begin("slow_compute", seconds=60, label="never")
    acknowledged = tasks.send("tasks/cancel", taskId=task).result
    assert {name for name in acknowledged if name != "_meta"} == {"resultType"}
    assert acknowledged["resultType"] == "complete"
    assert "result" not in tasks.until(task, "cancelled")
    tasks.send("tasks/cancel", taskId=task)
    assert tasks.get(task)["status"] == "cancelled"


def test_a_cancelled_request_cancels_no_task(tasks):
    """`notifications/cancelled` names requests (tasks, "Task Cancellation")."""
    task = tasks.begin("slow_compute", seconds=0.5, label="on")
    for identifier in [task, 1]:
        params = {"requestId": identifier, "_meta": meta()}
        message = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": params}
        assert tasks.caller.post(message, tasks.caller.fields(message)).status == 202
    assert tasks.until(task, "completed", "cancelled")["status"] == "completed"


def test_a_task_asks_and_is_answered(tasks):
    """`input_required` has the question, again and again until it is answered."""
    task = tasks.begin("confirm_delete", filename="a.txt")
    asked = tasks.until(task, "input_required")
    assert tasks.get(task)["inputRequests"] == asked["inputRequests"]
    ((key, question),) = asked["inputRequests"].items()
    assert question["params"]["message"] == "Delete a.txt?"
    answers = {key: {"action": "accept", "content": {"confirm": True}}, "nobody asked": {"action": "cancel"}}
    acknowledged = tasks.send("tasks/update", taskId=task, inputResponses=answers).result
    assert {name for name in acknowledged if name != "_meta"} == {"resultType"}
    assert tasks.until(task, "completed")["result"]["content"][0]["text"] == "Deleted a.txt."
    # It is over: whatever comes now is of no interest.
    late = tasks.send("tasks/update", taskId=task, inputResponses={key: {"action": "decline"}})
    assert late.status == 200 or late.error["code"] == -32602
    assert tasks.get(task)["result"]["content"][0]["text"] == "Deleted a.txt."


def test_two_questions_are_answered_one_after_the_other(tasks):
    """What is answered is asked no more, and its name is not used again."""
    task = tasks.begin("multi_input")
    asked = tasks.until(task, "input_required")["inputRequests"]
    assert len(asked) == 2
    keys = {question["params"]["message"]: key for key, question in asked.items()}
    name, color = keys["What is your name?"], keys["What is your favorite color?"]
    tasks.send("tasks/update", taskId=task, inputResponses={name: {"action": "accept", "content": {"name": "Ada"}}})
    eventually(lambda: set(tasks.get(task).get("inputRequests", asked)) == {color}, "one question is left")
    answer = {color: {"action": "accept", "content": {"color": "green"}}}
    tasks.send("tasks/update", taskId=task, inputResponses=answer)
    assert tasks.until(task, "completed")["result"]["content"][0]["text"] == "Ada likes green."


def test_what_is_asked_before_the_task_is_asked_with_the_call(tasks):
    """Rounds first, the task after them (tasks, "Task Creation")."""
    asked = tasks.call("test_tool_with_task").result
    assert asked["resultType"] == "input_required" and set(asked["inputRequests"]) == {"user_name"}
    answers = {"user_name": {"action": "accept", "content": {"name": "Ada"}}}
    state = {"requestState": asked["requestState"]} if "requestState" in asked else {}
    begun = tasks.send("tools/call", name="test_tool_with_task", arguments={}, inputResponses=answers, **state).result
    assert begun["resultType"] == "task"
    done = tasks.until(begun["taskId"], "completed")
    assert "Ada" in done["result"]["content"][0]["text"]


@pytest.mark.parametrize("task", ["", "unknown", "x" * 4_000])
def test_an_unknown_task_is_an_error_of_the_parameters(tasks, task):
    """For each method."""
    for method in ["tasks/get", "tasks/update", "tasks/cancel"]:
        params = {"taskId": task} | ({"inputResponses": {}} if method == "tasks/update" else {})
        refused = tasks.send(method, **params)
        assert (refused.status, refused.error["code"]) == (400, -32602), method


@pytest.mark.parametrize("method", ["tasks/result", "tasks/list"])
def test_the_methods_of_older_tasks_are_gone(tasks, method):
    """SEP-2663: only 2025-11-25 has them."""
    refused = tasks.send(method, taskId="x")
    assert (refused.status, refused.error["code"]) == (404, -32601)


def test_the_parameter_of_older_tasks_is_ignored(tasks, others):
    """It neither makes a task nor keeps one from being made; the older capability is no declaration."""
    params = {"name": "slow_compute", "arguments": {"seconds": 0, "label": "x"}, "task": {"ttl": 1_000}}
    assert others.send("tools/call", **params).result["resultType"] == "complete"
    assert tasks.send("tools/call", **params).result["resultType"] == "task"
    older = Tasks(others.caller, {"tasks": {"requests": {"tools": {"call": {}}}}})
    assert older.call("failing_job").error["code"] == -32021


def test_the_header_names_the_task(tasks):
    """`Mcp-Name` is the task's id, for whoever routes by it."""
    task = tasks.begin("slow_compute", seconds=0, label="x")
    message = tasks.caller.message("tasks/get", {"taskId": task, "_meta": tasks.meta})
    fields = tasks.caller.fields(message)
    assert fields["Mcp-Name"] == task
    assert tasks.caller.post(message, fields).status == 200
    for wrong in [{**fields, "Mcp-Name": "another"}, {name: fields[name] for name in fields if name != "Mcp-Name"}]:
        refused = tasks.caller.post(message, wrong)
        assert (refused.status, refused.error["code"]) == (400, -32020)


def test_a_listener_hears_of_a_task_all_that_there_is(everything, tasks):
    """Each notification is what `tasks/get` gives, and no progress is among them."""
    task = tasks.begin("confirm_delete", filename="b.txt")
    tasks.until(task, "input_required")
    with Caller(everything) as caller:
        listener = Tasks(caller)
        filter_ = {"notifications": {"taskIds": [task, "unknown"]}, "_meta": listener.meta | {"progressToken": "p"}}
        caller.begin("subscriptions/listen", filter_)
        response = caller.response()
        lines = (line for line in iter(response.readline, b"") if line.startswith(b"data: "))
        acknowledged = json.loads(next(lines)[6:])
        assert acknowledged["params"]["notifications"]["taskIds"] == [task]
        answers = {"confirm": {"action": "accept", "content": {"confirm": False}}}
        key = next(iter(tasks.get(task)["inputRequests"]))
        tasks.send("tasks/update", taskId=task, inputResponses={key: answers["confirm"]})
        for line in lines:
            told = json.loads(line[6:])
            assert told["method"] == "notifications/tasks" and told["params"]["taskId"] == task
            if told["params"]["status"] == "completed":
                break
        assert told["params"]["result"]["content"][0]["text"] == "Kept b.txt."
        now = tasks.get(task)
        assert {name: told["params"][name] for name in TASK} == {name: now[name] for name in TASK}


class OlderTasks:
    """A client of 2025-11-25, whose calls ask for tasks."""

    def __init__(self, caller):
        self.caller = caller

    def begin(self, tool, /, **arguments):
        params = {"name": tool, "arguments": arguments, "task": {"ttl": 60_000}}
        task = self.caller.request("tools/call", params).result["task"]
        assert task["status"] == "working"
        return task["taskId"]


@pytest.fixture
def older(everything):
    with Caller(everything, revision="2025-11-25") as caller:
        yield OlderTasks(caller)


def test_a_task_of_2025_11_25_gives_what_the_call_would_have(older):
    """`tasks/result` waits, and names the task in its `_meta`."""
    task = older.begin("slow_compute", seconds=0.3, label="old")
    begun = time.monotonic()
    result = older.caller.request("tasks/result", {"taskId": task}).result
    assert time.monotonic() - begun > 0.1
    assert result["content"][0]["text"] == "old: computed for 0.3 s"
    assert result["_meta"]["io.modelcontextprotocol/related-task"] == {"taskId": task}
    assert older.caller.request("tasks/get", {"taskId": task}).result["status"] == "completed"


def test_callers_who_are_not_known_cannot_list_tasks(older):
    """They could not be told apart (basic/utilities/tasks, "Security Considerations", 2025-11-25)."""
    older.begin("slow_compute", seconds=0, label="x")
    assert older.caller.request("tasks/list").error["code"] == -32601


def test_a_tool_of_2025_11_25_says_whether_it_needs_a_task(older):
    """And is refused with -32601 where that is not heeded."""
    tools = {tool["name"]: tool for tool in older.caller.request("tools/list").result["tools"]}
    assert tools["failing_job"]["execution"] == {"taskSupport": "required"}
    assert tools["slow_compute"]["execution"] == {"taskSupport": "optional"}
    assert tools["greet"].get("execution", {}).get("taskSupport", "forbidden") == "forbidden"
    assert older.caller.call("failing_job").error["code"] == -32601
    params = {"name": "greet", "arguments": {"name": "x"}, "task": {}}
    assert older.caller.request("tools/call", params).error["code"] == -32601


def test_a_task_of_2025_11_25_that_is_over_cannot_be_cancelled(older):
    """-32602; one that is cancelled is so in the answer already."""
    task = older.begin("slow_compute", seconds=60, label="never")
    assert older.caller.request("tasks/cancel", {"taskId": task}).result["status"] == "cancelled"
    assert older.caller.request("tasks/get", {"taskId": task}).result["status"] == "cancelled"
    assert older.caller.request("tasks/cancel", {"taskId": task}).error["code"] == -32602
    for method in ["tasks/get", "tasks/result", "tasks/cancel"]:
        assert older.caller.request(method, {"taskId": "unknown"}).error["code"] == -32602
