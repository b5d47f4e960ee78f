"""What each role sees and may do, in both eras."""

import pytest

from support.rpc import LEGACY, MODERN, Caller
from support.scenario import DELETING, READING, WRITING

MAY = {"reader": READING, "editor": READING | WRITING, "admin": READING | WRITING | DELETING}

ARGUMENTS = {
    "search_notes": {"query": "anything"},
    "read_note": {"id": "0000000000000000"},
    "list_notes": {},
    "note_history": {"id": "0000000000000000"},
    "create_note": {"title": "By a role"},
    "update_note": {"id": "0000000000000000", "version": 1},
    "delete_note": {"id": "0000000000000000"},
}

PERMISSION = {name: "notes:write" for name in WRITING} | {name: "notes:delete" for name in DELETING}

EVERY_REVISION = [MODERN, *LEGACY]


def names(caller):
    """The tools that a caller is shown."""
    return {tool["name"] for tool in caller.request("tools/list").result["tools"]}


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("revision", EVERY_REVISION)
def test_a_role_sees_exactly_its_tools(server, tokens, role, revision):
    """A list has nothing in it that its reader may not call."""
    with Caller(server, tokens[role], revision) as caller:
        assert names(caller) == MAY[role]


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("revision", [MODERN, "2025-06-18"])
def test_a_role_may_call_exactly_its_tools(server, tokens, role, revision):
    """Every other tool is refused with 403, whatever its arguments, and the permission is named."""
    with Caller(server, tokens[role], revision) as caller:
        for tool, arguments in ARGUMENTS.items():
            answer = caller.call(tool, **arguments)
            if tool in MAY[role]:
                assert answer.status == 200
                continue
            assert answer.status == 403
            assert answer.error == {
                "code": 403,
                "message": f'Forbidden: tools/call "{tool}" needs permission {PERMISSION[tool]}',
                "data": {"missingPermissions": [PERMISSION[tool]]},
            }


@pytest.mark.parametrize("roles", ["", "nobody", "Reader", "reader2"])
def test_a_caller_without_a_known_role_may_nothing(server, roles):
    """It is authenticated, so its lists are empty and its calls forbidden."""
    with Caller(server, server.token("guest", roles)) as caller:
        assert names(caller) == set()
        for method, name in [("resources/list", "resources"), ("prompts/list", "prompts")]:
            assert caller.request(method).result[name] == []
        assert caller.request("resources/templates/list").result["resourceTemplates"] == []
        assert caller.call("list_notes").status == 403
        assert caller.request("resources/read", {"uri": "notebook://recent"}).status == 403
        assert caller.request("prompts/get", {"name": "weekly_review"}).status == 403


def test_forbidden_arguments_are_not_looked_at(server, tokens):
    """Who may not call a tool learns nothing about its arguments."""
    with Caller(server, tokens["reader"]) as caller:
        assert caller.call("create_note", colour="red").error["code"] == 403


def test_roles_of_the_configuration_take_the_place_of_the_default_ones(serve):
    """A role that only deletes, and one that inherits it."""
    server = serve(
        "roles:\n  cleaner: [notes:delete]\n  boss:\n    permissions: ['notes:*']\n    inherits: [cleaner]\n"
    )
    for roles, tools in [("cleaner", DELETING), ("boss", MAY["admin"]), ("reader", set())]:
        with Caller(server, server.token("dora", roles)) as caller:
            assert names(caller) == tools


def test_without_authentication_everybody_has_the_anonymous_roles(serve):
    """The switch is a flag with a long name, and the log says so."""
    server = serve("auth:\n  anonymous_roles: [reader]\n", arguments=["--insecure-no-auth"])
    with Caller(server) as caller:
        assert names(caller) == READING
        assert caller.call("create_note", title="No").status == 403
    assert "authentication is off" in server.log
    assert server.get("/.well-known/oauth-protected-resource/mcp")[0] == 404
