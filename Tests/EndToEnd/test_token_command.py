"""`gatehouse token` and `gatehouse keys`."""

import json
import re

from support.binary import gatehouse
from support.rpc import Caller
from support.terminal import on_terminal
from support.tokens import decode


def test_it_prints_one_line_and_nothing_else(tmp_path):
    """So that it can stand in $( )."""
    result = gatehouse(
        "token", "--data", tmp_path / "data", "--subject", "alice", "--roles", "editor,reader", "--expires", "2h"
    )
    assert (result.returncode, result.stderr) == (0, "")
    header, claims, _ = result.stdout.removesuffix("\n").split(".")
    assert json.loads(decode(header))["typ"] == "at+jwt"
    claims = json.loads(decode(claims))
    assert claims["sub"] == "alice"
    assert sorted(claims["roles"]) == ["editor", "reader"]
    assert claims["exp"] - claims["iat"] == 7_200


def test_an_unknown_role_is_a_caution(tmp_path):
    """The token is made, because the server may have other roles."""
    result = gatehouse("token", "--data", tmp_path / "data", "--subject", "alice", "--roles", "editr")
    assert result.returncode == 0
    assert result.stdout.count(".") == 2
    assert "did you mean editor?" in result.stderr


def test_a_folder_of_others_is_refused(tmp_path):
    """Whoever may read the keys may be anybody."""
    gatehouse("token", "--data", tmp_path / "data", "--subject", "alice")
    (tmp_path / "data/keys").chmod(0o755)
    result = gatehouse("token", "--data", tmp_path / "data", "--subject", "alice")
    assert (result.returncode, result.stdout) == (78, "")
    assert "keys" in result.stderr


def test_a_rotation_leaves_old_tokens_good(serve):
    """With the server running: tokens of both keys are taken, and the list says which key signs."""
    server = serve()
    old = server.token()
    with Caller(server, old) as caller:
        assert caller.request("tools/list").status == 200
    before = json.loads(gatehouse("keys", "--data", server.data).stdout)
    assert [key["state"] for key in before] == ["current"]
    assert set(before[0]) == {"kid", "algorithm", "created", "state"}
    after = json.loads(gatehouse("keys", "rotate", "--data", server.data).stdout)
    states = {key["kid"]: key["state"] for key in after}
    assert states[before[0]["kid"]] == "retired" and sorted(states.values()) == ["current", "retired"]
    new = server.token()
    assert json.loads(decode(new.split(".")[0]))["kid"] != before[0]["kid"]
    for token in (new, old, new):
        with Caller(server, token) as caller:
            assert caller.request("tools/list").status == 200


def test_the_list_is_a_table_on_a_terminal(serve, tmp_path):
    """With headings, and without anything private."""
    gatehouse("token", "--data", tmp_path / "data", "--subject", "alice")
    text, code = on_terminal("keys", "--data", tmp_path / "data")
    assert code == 0
    assert re.match(r"KEY +ALGORITHM +CREATED +STATE\n\S+ +EdDSA +\S+ +current\n$", text)
