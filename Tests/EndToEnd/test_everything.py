"""The server with one of everything, with other people's clients: what needs nothing of the client."""

import base64
import json

import pytest
from fastmcp.exceptions import ToolError

from support.everything import WAYS, connected, fast_connected
from support.rpc import MODERN, Caller, meta

pytestmark = pytest.mark.anyio

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "$defs": {
        "address": {
            "$anchor": "addressDef",
            "type": "object",
            "properties": {"street": {"type": "string"}, "city": {"type": "string"}},
        }
    },
    "properties": {
        "name": {"type": "string"},
        "address": {"$ref": "#/$defs/address"},
        "contactMethod": {"type": "string", "enum": ["phone", "email"]},
        "phone": {"type": "string"},
        "email": {"type": "string"},
    },
    "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
    "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
    "then": {"required": ["phone"]},
    "else": {"required": ["email"]},
    "additionalProperties": False,
}


@pytest.fixture(params=WAYS)
def way(request):
    return request.param


@pytest.fixture
def connect(way, everything, tmp_path):
    """Connects the client of `mcp` in each way."""
    return lambda **options: connected(way, everything, tmp_path / "lines", **options)


@pytest.fixture
def fast_connect(way, everything, tmp_path):
    """Connects the client of FastMCP in each way."""
    return lambda **options: fast_connected(way, everything, tmp_path / "lines", **options)


@pytest.fixture
def caller(everything):
    """A caller without a client library, in the latest revision."""
    with Caller(everything) as caller:
        yield caller


async def test_every_kind_of_content_arrives(connect):
    """Text, pictures, sounds, resources, and several of them in their order."""
    async with connect() as client:
        contents = {
            name: (await client.call_tool(name, {})).content
            for name in [
                "test_simple_text",
                "test_image_content",
                "test_audio_content",
                "test_embedded_resource",
                "test_multiple_content_types",
            ]
        }
    (text,) = contents["test_simple_text"]
    assert text.text == "This is a simple text response for testing."
    (image,) = contents["test_image_content"]
    assert (image.type, image.mime_type) == ("image", "image/png")
    assert base64.b64decode(image.data).startswith(b"\x89PNG")
    (audio,) = contents["test_audio_content"]
    assert (audio.type, audio.mime_type) == ("audio", "audio/wav")
    assert base64.b64decode(audio.data).startswith(b"RIFF")
    (embedded,) = contents["test_embedded_resource"]
    assert str(embedded.resource.uri) == "test://embedded-resource"
    assert embedded.resource.text == "This is an embedded resource content."
    text, image, resource = contents["test_multiple_content_types"]
    assert (text.text, image.mime_type) == ("Multiple content types test:", "image/png")
    assert json.loads(resource.resource.text) == {"test": "data", "value": 123}
    assert resource.resource.mime_type == "application/json"


async def test_an_error_of_a_tool_is_a_result(connect):
    """With the words of the tool's author."""
    async with connect() as client:
        result = await client.call_tool("test_error_handling", {})
    assert result.is_error
    assert result.content[0].text == "This tool intentionally returns an error for testing"


async def test_progress_is_reported_and_grows(connect):
    """0, 50 and 100 of 100, before the result."""
    seen = []

    async def note(progress, total, message):
        seen.append((progress, total))

    async with connect() as client:
        result = await client.call_tool("test_tool_with_progress", {}, progress_callback=note)
    assert seen == [(0, 100), (50, 100), (100, 100)]
    assert not result.is_error


async def test_the_lists_are_in_order(connect):
    """The first tool and the first resource are those that can be used without anything."""
    async with connect() as client:
        tools = (await client.list_tools()).tools
        resources = (await client.list_resources()).resources
        templates = (await client.list_resource_templates()).resource_templates
        prompts = (await client.list_prompts()).prompts
    assert tools[0].name == "test_simple_text"
    assert all(tool.description for tool in tools)
    assert len({tool.name for tool in tools}) == len(tools)
    assert [str(resource.uri) for resource in resources] == [
        "test://static-text",
        "test://static-binary",
        "test://watched-resource",
    ]
    assert [template.uri_template for template in templates] == ["test://template/{id}/data"]
    arguments = {prompt.name: [(one.name, one.required) for one in prompt.arguments or []] for prompt in prompts}
    assert arguments["test_prompt_with_arguments"] == [("arg1", True), ("arg2", True)]
    assert arguments["test_prompt_with_embedded_resource"] == [("resourceUri", True)]
    assert arguments["test_simple_prompt"] == []


async def test_a_schema_arrives_as_it_was_written(connect):
    """With keywords of 2020-12 that no type of Swift stands for, and it is enforced."""
    async with connect() as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert tools["json_schema_2020_12_tool"].input_schema == SCHEMA
        arguments = {"name": "Ada", "contactMethod": "phone", "phone": "1", "address": {"city": "London"}}
        assert not (await client.call_tool("json_schema_2020_12_tool", arguments)).is_error
        for wrong in [{"contactMethod": "phone", "email": "a@b"}, {"phone": "1"}, {"email": "e", "x": 1}, {}]:
            assert (await client.call_tool("json_schema_2020_12_tool", wrong)).is_error, wrong


async def test_resources_are_read(connect):
    """Text, bytes, and one by its id."""
    async with connect() as client:
        (text,) = (await client.read_resource("test://static-text")).contents
        (binary,) = (await client.read_resource("test://static-binary")).contents
        (page,) = (await client.read_resource("test://template/42/data")).contents
    assert (text.mime_type, text.text) == ("text/plain", "This is the content of the static text resource.")
    assert binary.mime_type == "image/png" and base64.b64decode(binary.blob).startswith(b"\x89PNG")
    assert (str(page.uri), page.mime_type) == ("test://template/42/data", "application/json")
    assert json.loads(page.text) == {"id": "42", "templateTest": True, "data": "Data for ID: 42"}


async def test_prompts_are_given(connect):
    """With arguments, resources and pictures."""
    async with connect() as client:
        simple = (await client.get_prompt("test_simple_prompt")).messages
        filled = (await client.get_prompt("test_prompt_with_arguments", {"arg1": "a", "arg2": "b"})).messages
        uri = {"resourceUri": "test://x"}
        embedded = (await client.get_prompt("test_prompt_with_embedded_resource", uri)).messages
        pictured = (await client.get_prompt("test_prompt_with_image")).messages
    assert [message.content.text for message in simple] == ["This is a simple prompt for testing."]
    assert filled[0].content.text == "Prompt with arguments: arg1='a', arg2='b'"
    assert str(embedded[0].content.resource.uri) == "test://x"
    assert embedded[0].content.resource.text == "Embedded resource content for testing."
    assert embedded[1].content.text == "Please process the embedded resource above."
    assert pictured[0].content.mime_type == "image/png"
    assert pictured[1].content.text == "Please analyze the image above."


async def test_fastmcp_sees_the_same(fast_connect):
    """Lists, calls, reads and prompts."""
    async with fast_connect() as client:
        assert (await client.list_tools())[0].name == "test_simple_text"
        assert (await client.call_tool("test_image_content", {})).content[0].mime_type == "image/png"
        with pytest.raises(ToolError, match="This tool intentionally returns an error for testing"):
            await client.call_tool("test_error_handling", {})
        (page,) = await client.read_resource("test://template/7/data")
        assert json.loads(page.text)["data"] == "Data for ID: 7"
        prompt = await client.get_prompt("test_prompt_with_arguments", {"arg1": "x", "arg2": "y"})
        assert prompt.messages[0].content.text == "Prompt with arguments: arg1='x', arg2='y'"


def test_arguments_may_be_absent(caller):
    """A tool without parameters is called without any."""
    assert caller.request("tools/call", {"name": "test_simple_text"}).text.startswith("This is a simple text")


def test_a_mirrored_argument_is_compared_with_its_field(caller):
    """Mcp-Param-Region says what the argument says (basic/transports/streamable-http, "Custom Headers", 2026-07-28)."""

    def call(fields, **arguments):
        return caller.request("tools/call", {"name": "test_x_mcp_header", "arguments": arguments}, fields)

    assert call({"Mcp-Param-Region": "eu"}, region="eu").text == "Region: eu"
    assert call({"mcp-param-region": "=?base64?w7w=?="}, region="ü").text == "Region: ü"
    assert call({}).text == "Region: nowhere"
    for fields in [{"Mcp-Param-Region": "us"}, {"Mcp-Param-Region": "EU"}, {}, {"Mcp-Param-Region": "=?base64?*?="}]:
        refused = call(fields, region="eu")
        assert (refused.status, refused.error["code"]) == (400, -32020), fields
    assert call({}, region=None).status == 200


def test_a_capability_that_the_client_lacks_is_named(caller):
    """-32021 says which (basic/index, "Capabilities"), and a client that declares it is served on the same connection."""
    refused = caller.call("test_missing_capability")
    assert (refused.status, refused.error["code"]) == (400, -32021)
    assert refused.error["data"] == {"requiredCapabilities": {"sampling": {}}}
    able = meta() | {"io.modelcontextprotocol/clientCapabilities": {"sampling": {}}}
    served = caller.request("tools/call", {"name": "test_missing_capability", "arguments": {}, "_meta": able})
    assert served.text == "The client can sample."


@pytest.mark.parametrize("revision", [MODERN, "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"])
def test_all_revisions_are_served_on_one_endpoint(everything, revision):
    """With the same tools."""
    with Caller(everything, revision=revision) as caller:
        names = [tool["name"] for tool in caller.request("tools/list").result["tools"]]
        assert names[0] == "test_simple_text" and "json_schema_2020_12_tool" in names
        for name in ["test_multiple_content_types", "test_audio_content", "test_error_handling"]:
            assert caller.call(name).result["content"]
