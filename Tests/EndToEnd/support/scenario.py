"""What a person does with a notebook through whatever client: the same steps for every client, era and transport."""

import json

READING = {"search_notes", "read_note", "list_notes", "note_history"}
WRITING = {"create_note", "update_note"}
DELETING = {"delete_note"}

UNICODE = 'Grüße, 世界! 👩‍👩‍👧 "quotes" \\ back\u2028line\u0301 \x7f\ttab\r\nend é e\u0301 שלום'


async def use_every_tool(client, author):
    """Calls each of the notebook's tools and checks what comes back."""
    note = await _call(client, "create_note", title="Scenario", body=UNICODE, tags=["Blue", "blue"])
    assert (note["version"], note["body"], note["tags"], note["createdBy"]) == (1, UNICODE, ["blue"], author)
    changed = await _call(client, "update_note", id=note["id"], version=1, body="second text about quokkas")
    assert (changed["version"], changed["title"]) == (2, "Scenario")
    assert (await _call(client, "read_note", id=note["id"]))["body"] == "second text about quokkas"
    assert (await _call(client, "read_note", id=note["id"], version=1))["body"] == UNICODE
    found = await _call(client, "search_notes", query="quokkas")
    assert note["id"] in [hit["id"] for hit in found["hits"]]
    assert "«quokkas»" in found["hits"][0]["snippet"]
    assert note["id"] in [listed["id"] for listed in (await _call(client, "list_notes", tags=["blue"]))["notes"]]
    history = await _call(client, "note_history", id=note["id"])
    assert [(version["version"], version["action"]) for version in history["versions"]] == [
        (2, "updated"),
        (1, "created"),
    ]
    deleted = await _call(client, "delete_note", id=note["id"], version=2)
    assert (deleted["action"], deleted["by"]) == ("deleted", author)
    assert (await _call(client, "note_history", id=note["id"]))["deleted"] is True


async def use_resources(client):
    """Lists and reads the notebook's resources."""
    note = await _call(client, "create_note", title="As a resource", body=UNICODE)
    assert [str(resource.uri) for resource in await _list(client.list_resources)] == ["notebook://recent"]
    templates = await _list(client.list_resource_templates)
    assert [getattr(template, "uri_template", None) for template in templates] == ["note://{id}"]
    contents = await _contents(client, f"note://{note['id']}")
    assert contents.mime_type == "text/markdown"
    assert contents.text.startswith("# As a resource\n") and UNICODE in contents.text
    recent = json.loads((await _contents(client, "notebook://recent")).text)
    assert note["id"] in [change["id"] for change in recent["changes"]]


async def use_prompts(client):
    """Lists the notebook's prompts and gets both."""
    note = await _call(client, "create_note", title="Prompted", body="the axolotl sleeps")
    prompts = await _list(client.list_prompts)
    assert [prompt.name for prompt in prompts] == ["summarize_notes", "weekly_review"]
    assert [(argument.name, argument.required) for argument in prompts[0].arguments] == [("topic", True)]
    summary = (await client.get_prompt("summarize_notes", {"topic": "axolotl"})).messages
    assert summary[0].role == "user"
    assert "the axolotl sleeps" in summary[0].content.text
    assert note["id"] in (await client.get_prompt("weekly_review")).messages[0].content.text


async def page_through(client, tag, count, limit):
    """Creates notes with a tag, and finds each once by going from page to page."""
    made = [(await _call(client, "create_note", title=f"Page {n}", tags=[tag]))["id"] for n in range(count)]
    seen, pages, cursor = [], 0, {}
    while True:
        page = await _call(client, "list_notes", tags=[tag], limit=limit, **cursor)
        assert len(page["notes"]) <= limit
        seen += [note["id"] for note in page["notes"]]
        pages += 1
        if "nextCursor" not in page:
            break
        cursor = {"cursor": page["nextCursor"]}
    assert seen == made[::-1]
    assert pages == -(-count // limit)


async def _call(client, tool, **arguments):
    result = await client.call_tool(tool, arguments)
    content = result.structured_content
    assert not result.is_error, result
    # What older clients read, the text, says the same as the structured content.
    assert json.loads(result.content[0].text) == content
    return content


async def _list(method):
    """The items of a list, whichever client's shape it has."""
    result = await method()
    if isinstance(result, list):
        return result
    return next(getattr(result, name) for name in _LISTS if hasattr(result, name))


_LISTS = ["tools", "resources", "resource_templates", "prompts"]


async def _contents(client, uri):
    result = await client.read_resource(uri)
    return (result if isinstance(result, list) else result.contents)[0]
