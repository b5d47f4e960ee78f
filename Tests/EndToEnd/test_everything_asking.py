"""The server with one of everything, where it asks its client: elicitation, sampling and roots."""

import base64
import json

import mcp_types as types
import pytest
from mcp.shared.exceptions import MCPError

from support.everything import ASKING_WAYS, connected, fast_connected
from support.events import events
from support.rpc import Caller, meta

pytestmark = pytest.mark.anyio

FORMS = {"elicitation": {}}
EVERYTHING = {"elicitation": {}, "sampling": {}, "roots": {}}


class Person:
    """Whoever sits at the client: fills in forms, lets a model answer, and says where it works."""

    def __init__(self, action="accept", **content):
        self.action = action
        self.content = content
        self.seen = []

    @property
    def callbacks(self):
        return {
            "elicitation_callback": self.elicit,
            "sampling_callback": self.sample,
            "list_roots_callback": self.roots,
        }

    async def elicit(self, context, params):
        self.seen.append(params)
        return types.ElicitResult(action=self.action, content=self.content if self.action == "accept" else None)

    async def sample(self, context, params):
        self.seen.append(params)
        text = types.TextContent(type="text", text=f"about {params.messages[0].content.text}")
        return types.CreateMessageResult(role="assistant", content=text, model="m", stop_reason="endTurn")

    async def roots(self, context):
        self.seen.append("roots")
        return types.ListRootsResult(roots=[types.Root(uri="file:///work", name="work")])


@pytest.fixture(params=ASKING_WAYS)
def way(request):
    return request.param


@pytest.fixture
def call(way, everything, tmp_path):
    """Calls a tool with the client of `mcp`, as a person."""

    async def call(person, tool, **arguments):
        async with connected(way, everything, tmp_path / "lines", **person.callbacks) as client:
            return (await client.call_tool(tool, arguments)).content[0].text

    return call


async def test_a_form_is_filled_in(call):
    """The answer reaches the tool, with what was entered."""
    person = Person(username="ada", email="ada@example.com")
    text = await call(person, "test_elicitation", message="Who are you?")
    assert text == 'User response: action=accept, content={"username":"ada","email":"ada@example.com"}'
    (params,) = person.seen
    assert params.message == "Who are you?"
    assert params.requested_schema["required"] == ["username", "email"]


@pytest.mark.parametrize("action", ["decline", "cancel"])
async def test_whoever_does_not_answer_is_served_all_the_same(call, action):
    """The tool learns what the person did."""
    text = await call(Person(action), "test_elicitation", message="Who are you?")
    assert text == f"User response: action={action}, content={{}}"


async def test_a_form_has_its_defaults(call):
    """Of each type of field."""
    person = Person(name="Jane", age=31, score=1.5, status="pending", verified=False)
    text = await call(person, "test_elicitation_sep1034_defaults")
    assert text.startswith("Elicitation completed: action=accept, content={")
    fields = person.seen[0].requested_schema["properties"]
    assert {name: field["default"] for name, field in fields.items()} == {
        "name": "John Doe",
        "age": 30,
        "score": 95.5,
        "status": "active",
        "verified": True,
    }
    assert fields["age"]["type"] == "integer" and fields["score"]["type"] == "number"
    assert fields["status"]["enum"] == ["active", "inactive", "pending"]


async def test_a_form_has_every_shape_of_choice(call):
    """One or several, with titles or without, and the older way to give titles."""
    person = Person(
        untitledSingle="option1",
        titledSingle="value2",
        legacyEnum="opt3",
        untitledMulti=["option1", "option2"],
        titledMulti=["value1"],
    )
    text = await call(person, "test_elicitation_sep1330_enums")
    assert text.startswith("Elicitation completed: action=accept")
    fields = person.seen[0].requested_schema["properties"]
    assert fields["untitledSingle"]["enum"] == ["option1", "option2", "option3"]
    assert [one["const"] for one in fields["titledSingle"]["oneOf"]] == ["value1", "value2", "value3"]
    assert fields["legacyEnum"]["enum"] == ["opt1", "opt2", "opt3"] and len(fields["legacyEnum"]["enumNames"]) == 3
    assert fields["untitledMulti"]["items"]["enum"] == ["option1", "option2", "option3"]
    assert [one["const"] for one in fields["titledMulti"]["items"]["anyOf"]] == ["value1", "value2", "value3"]


async def test_a_model_is_asked(call):
    """With the prompt and the bound that the tool gives."""
    person = Person()
    assert await call(person, "test_sampling", prompt="cats") == "LLM response: about cats"
    assert person.seen[0].max_tokens == 100


async def test_several_rounds_and_several_questions(call):
    """One after the other, and at once."""
    person = Person(name="Ada", color="green")
    assert await call(person, "test_input_required_result_multi_round") == "Ada likes green."
    assert [params.message for params in person.seen] == [
        "Step 1: What is your name?",
        "Step 2: What is your favorite color?",
    ]
    person = Person(name="Ada")
    text = await call(person, "test_input_required_result_multiple_inputs")
    assert text == "Everything was answered: Ada, about Generate a greeting, 1 roots"
    assert len(person.seen) == 3
    assert await call(Person(), "test_input_required_result_list_roots") == "The client has 1 roots: file:///work"


async def test_a_client_that_cannot_be_asked_learns_what_it_lacks(way, everything, tmp_path):
    """And the connection goes on."""
    async with connected(way, everything, tmp_path / "lines") as client:
        try:
            result = await client.call_tool("test_input_required_result_elicitation", {})
        except MCPError as error:
            assert way.startswith("modern") and error.error.code == -32021
        else:
            assert way.startswith("legacy") and result.is_error and "elicitation" in result.content[0].text
        assert not (await client.call_tool("test_simple_text", {})).is_error


async def test_fastmcp_is_asked_as_well(way, everything, tmp_path):
    """Its handlers answer forms and prompts for a model."""
    messages = []

    async def elicit(message, response_type, params, context):
        messages.append(message)
        return {"name": "Grace"}

    async def sample(messages, params, context):
        return "Paris"

    options = {"elicitation_handler": elicit, "sampling_handler": sample}
    async with fast_connected(way, everything, tmp_path / "lines", **options) as client:
        hello = await client.call_tool("test_input_required_result_elicitation", {})
        capital = await client.call_tool("test_input_required_result_sampling", {})
    assert (messages, hello.content[0].text) == (["What is your name?"], "Hello, Grace!")
    assert capital.content[0].text == "The model said: Paris"


# What follows looks at the rounds of 2026-07-28 themselves (basic/patterns/mrtr).


def able(capabilities=EVERYTHING):
    """The `_meta` of a client that can be asked."""
    return meta() | {"io.modelcontextprotocol/clientCapabilities": capabilities}


@pytest.fixture
def ask(everything):
    """Sends a call of a tool, or a request for a prompt, with what an earlier round gave."""
    with Caller(everything) as caller:

        def ask(name, answers=None, state=None, capabilities=EVERYTHING, method="tools/call", **extra):
            params = {"name": name, "arguments": {}, "_meta": able(capabilities)} | extra
            if answers is not None:
                params["inputResponses"] = answers
            if state is not None:
                params["requestState"] = state
            return caller.request(method, params)

        yield ask


def accepted(**content):
    """A form that was filled in."""
    return {"action": "accept", "content": content}


def test_a_question_has_its_name_and_its_answer_needs_no_state(ask):
    """The second request alone is enough: the server keeps nothing in between."""
    asked = ask("test_input_required_result_elicitation").result
    assert asked["resultType"] == "input_required"
    (question,) = asked["inputRequests"].items()
    assert question[0] == "user_name" and question[1]["method"] == "elicitation/create"
    assert question[1]["params"]["message"] == "What is your name?"
    for state in [asked.get("requestState"), None]:
        answer = ask("test_input_required_result_elicitation", {"user_name": accepted(name="Ada")}, state)
        assert answer.text == "Hello, Ada!"


def test_a_state_comes_back_and_counts(ask):
    """What happened once does not happen again; each round has a state of its own."""
    asked = ask("test_input_required_result_request_state").result
    assert set(asked["inputRequests"]) == {"confirm"} and asked["requestState"]
    answers = {"confirm": accepted(ok=True)}
    assert ask("test_input_required_result_request_state", answers, asked["requestState"]).text == "state-ok"
    first = ask("test_input_required_result_multi_round").result
    assert set(first["inputRequests"]) == {"step1"}
    name = "test_input_required_result_multi_round"
    second = ask(name, {"step1": accepted(name="Ada")}, first.get("requestState")).result
    assert set(second["inputRequests"]) == {"step2"}
    assert second["requestState"] != first.get("requestState")
    last = ask(name, {"step2": accepted(color="green")}, second["requestState"])
    assert last.text == "Ada likes green."


@pytest.mark.parametrize("damage", ["first", "middle", "last", "cut", "more", "none", "other", "foreign"])
def test_a_state_that_was_changed_is_refused(ask, damage):
    """With an error of JSON-RPC that does not say what would have been right."""
    name = "test_input_required_result_tampered_state"
    state = ask(name).result["requestState"]
    flip = {"first": 0, "middle": len(state) // 2, "last": len(state) - 3}
    if damage in flip:
        index = flip[damage]
        changed = state[:index] + ("A" if state[index] != "A" else "B") + state[index + 1 :]
    else:
        other = ask("test_input_required_result_request_state").result["requestState"]
        made_up = base64.b64encode(json.dumps({"ok": True}).encode()).decode()
        changed = {"cut": state[:-8], "more": state + "AAAA", "none": "", "other": other, "foreign": made_up}[damage]
    refused = ask(name, {"confirm": accepted(ok=True)}, changed)
    assert (refused.status, refused.error["code"]) == (400, -32602)
    assert state not in json.dumps(refused.error)
    assert ask(name, {"confirm": accepted(ok=True)}, state).text == "state-ok"


@pytest.mark.parametrize(
    ("capabilities", "questions"),
    [
        ({}, None),
        ({"elicitation": {}}, {"user_name"}),
        ({"elicitation": {"form": {}}}, {"user_name"}),
        ({"elicitation": {"url": {}}}, None),
        ({"sampling": {}}, {"greeting"}),
        ({"roots": {}, "sampling": {}}, {"greeting", "client_roots"}),
        (EVERYTHING, {"user_name", "greeting", "client_roots"}),
    ],
)
def test_only_what_the_client_declared_is_asked(ask, capabilities, questions):
    """By this request, whatever other requests declared."""
    answer = ask("test_input_required_result_capabilities", capabilities=capabilities)
    if questions is None:
        assert answer.text == "The client can be asked for nothing."
    else:
        assert set(answer.result["inputRequests"]) == questions
    refused = ask("test_input_required_result_multiple_inputs", capabilities=capabilities)
    if capabilities != EVERYTHING:
        assert (refused.status, refused.error["code"]) == (400, -32021)


@pytest.mark.parametrize(
    "answers",
    [
        {"user_name": 7},
        {"user_name": {}},
        {"user_name": {"action": "perhaps"}},
        {"user_name": accepted(name=7)},
        {"user_name": accepted()},
        {"user_name": {"roots": []}},
        [],
        7,
    ],
)
def test_a_malformed_answer_is_an_error(ask, answers):
    """And not one of the tool's."""
    refused = ask("test_input_required_result_elicitation", answers)
    assert (refused.status, refused.error["code"]) == (400, -32602)


def test_answers_too_many_are_ignored_and_answers_too_few_asked_for_again(ask):
    """Neither is an error."""
    name = "test_input_required_result_elicitation"
    answers = {"user_name": accepted(name="Ada"), "other": accepted(x="y")}
    assert ask(name, answers).text == "Hello, Ada!"
    assert set(ask(name, {"other": accepted(x="y")}).result["inputRequests"]) == {"user_name"}
    several = "test_input_required_result_multiple_inputs"
    first = ask(several).result
    assert set(first["inputRequests"]) == {"user_name", "greeting", "client_roots"}
    again = ask(several, {"user_name": accepted(name="Ada")}, first["requestState"]).result
    assert again["resultType"] == "input_required"
    assert {"greeting", "client_roots"} <= set(again["inputRequests"])


def test_a_prompt_may_ask_and_a_list_may_not(ask):
    """The prompt's answer has what was entered."""
    asked = ask("test_input_required_result_prompt", method="prompts/get").result
    assert set(asked["inputRequests"]) == {"user_context"}
    answers = {"user_context": accepted(context="a library")}
    given = ask("test_input_required_result_prompt", answers, asked.get("requestState"), method="prompts/get").result
    assert given["messages"][0]["content"]["text"] == "Use this context: a library"


def test_a_stream_has_progress_but_no_requests(ask):
    """The question is the result that ends the stream."""
    answer = ask("test_streaming_elicitation", _meta=able(FORMS) | {"progressToken": "p"})
    *before, last = events(answer.body)
    assert [message["method"] for message in before] == ["notifications/progress"]
    assert last["result"]["resultType"] == "input_required"
