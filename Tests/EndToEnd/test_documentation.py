"""What the documentation says is there: links, tests, commands and flags. Nothing here needs the network."""

import re
from functools import cache

import pytest

from support.binary import ROOT, gatehouse
from support.debts import DEBTS

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "Benchmarks/README.md"]
THREATS = ROOT / "docs/threat-model.md"
CONFORMANCE = ROOT / "docs/conformance.md"

# [text](target), ![text](target), and [name]: target at the beginning of a line.
_INLINE = re.compile(r"\]\(([^)\s]+)\)")
_DEFINITION = re.compile(r"^\[([^\]]+)\]: (\S+)$", re.MULTILINE)
_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_INLINE_CODE = re.compile(r"`([^`\n]+)`")

# A row of the threat model names a file, and then its tests: [File]: "a name", `a_function`; [Other]: …
_NAMED = re.compile(r'\[([^\]]+)\]:((?:,? (?:"[^"]+"|`test_\w+`))+)')
_NAME = re.compile(r'"([^"]+)"|`(test_\w+)`')


def page_ids(page):
    """A page's path from the root, for the names of the tests."""
    return str(page.relative_to(ROOT))


def without_code(text):
    """A page's text without its blocks and pieces of code, in which brackets mean something else."""
    return _INLINE_CODE.sub("", _CODE.sub("", text))


def anchors(text):
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _CODE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(page):
    """Every target on a page that does not lead out of the project."""
    text = without_code(page.read_text(encoding="utf-8"))
    targets = _INLINE.findall(text) + [target for _, target in _DEFINITION.findall(text)]
    return [target for target in targets if not re.match(r"[a-z][a-z+.-]*:", target)]


@pytest.mark.parametrize("page", PAGES, ids=page_ids)
def test_every_link_leads_somewhere(page):
    """Relative links lead to files and folders of the project, and their anchors to headings."""
    broken = []
    for target in links(page):
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        if not found.exists() or not found.is_relative_to(ROOT):
            broken.append(target)
        elif anchor and anchor not in anchors(found.read_text(encoding="utf-8")):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize(("page", "least"), [(THREATS, 150), (CONFORMANCE, 200)], ids=lambda value: getattr(value, "stem", ""))
def test_a_table_of_proofs_names_tests_that_exist(page, least):
    """Each by its exact name, in the file that it is said to be in."""
    text = page.read_text(encoding="utf-8")
    files = dict(_DEFINITION.findall(text))
    named = [(label, name) for label, names in _NAMED.findall(text) for name in _NAME.findall(names)]
    assert len(named) > least
    missing = []
    for label, (display, function) in named:
        if label not in files:
            missing.append((label, "has no link"))
        elif not is_test((page.parent / files[label]).resolve(), display, function):
            missing.append((files[label], display or function))
    assert missing == []
    assert set(files) == {label for label, _ in named}


def is_test(path, display, function):
    """Whether a file has a test of that display name, or of that function's name."""
    if function:
        return re.search(rf"^(?:async )?def {function}\(", source(path), re.MULTILINE) is not None
    escaped = re.escape(display)
    return re.search(rf'@Test\(\s*"{escaped}"', source(path)) is not None


@cache
def source(path):
    """A file's text; nothing where there is no such file."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def test_every_row_of_the_threat_model_is_shown_by_something():
    """A defence names its test, or says that there is none."""
    rows = re.findall(r"^\| ([A-Z]\d+) \|.*\| ([^|]+) \|$", THREATS.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) > 80
    unshown = {row for row, cell in rows if not _NAMED.search(cell)}
    excused = re.compile(r"no test|the compiler|does not apply: .+")
    assert {row for row, cell in rows if excused.fullmatch(cell)} == unshown
    names = [row for row, _ in rows]
    assert len(names) == len(set(names))


def test_the_threat_model_has_every_duty_attack_and_rule_of_a_resource_server():
    """The duties O01 to O32, the attacks J01 to J34, and the specification's rules R186 to R209, each in some row."""
    rows = re.findall(r"^\| [A-Z]\d+ \|.*$", THREATS.read_text(encoding="utf-8"), re.MULTILINE)
    named = {number for row in rows for number in re.findall(r"\b[OJR]\d+\b", "|".join(row.split("|")[1:3]))}
    asked = {f"O{number:02}" for number in range(1, 33)} | {f"J{number:02}" for number in range(1, 35)}
    assert asked | {f"R{number}" for number in range(186, 210)} <= named


# What a secret made is judged here, by which comparison, and how often.
_JUDGES = {
    "GatehouseAuth/Keys/VerificationKey.swift": (".isValidAuthenticationCode(signature, authenticating: signed", 3),
    "GatehouseAuth/APIKeys/APIKeyHasher.swift": (".isValidAuthenticationCode(digest, authenticating: key.bytes", 1),
    "GatehouseAuth/Possession/DPoPNonces.swift": ("ConstantTime.areEqual(tag(", 1),
    "Gatehouse/RequestPath/7-Validate/CursorSealer.swift": ("ConstantTime.areEqual(self.text(place", 1),
}
# A keyed name in a table that no caller learns; names for logs; keys that are made of another one.
_NO_JUDGES = {
    "GatehouseAuth/Possession/ReplayCache.swift",
    "Gatehouse/Redaction/RedactionKey.swift",
    "Gatehouse/Sealing/StateKey.swift",
}
_BY_PIECES = re.compile(
    r"([!=]=|elementsEqual|starts\(with).*\b(digest|tag|signature)\b|\b(digest|tag|signature)(\(.*\))? [!=]="
)


def test_secrets_are_compared_in_constant_time():
    """Where a code, tag or hash is judged that a secret made, nothing is compared with == or byte by byte."""
    folder = ROOT / "Sources"
    makers = {path.relative_to(folder).as_posix() for path in folder.rglob("*.swift") if "HMAC<" in source(path)}
    assert makers == {*_JUDGES, *_NO_JUDGES}
    for name, (comparison, times) in _JUDGES.items():
        text = source(folder / name)
        assert text.count(comparison) == times, name
        assert [line for line in text.splitlines() if _BY_PIECES.search(line)] == [], name


@cache
def help_of(*command):
    """The help of a command; nothing where there is no such command."""
    result = gatehouse(*command, "--help")
    return result.stdout if result.returncode == 0 else ""


@cache
def subcommands(*command):
    """The commands that the help lists, or those of one command."""
    listed = help_of(*command).partition("SUBCOMMANDS:")[2]
    return frozenset(re.findall(r"^  ([a-z][a-z-]*) (?:\(default\))? ", listed, re.MULTILINE))


@cache
def options_of(command):
    """The flags that the help of a command lists, and that of its own commands."""
    pages = [help_of(command)] + [help_of(command, name) for name in subcommands(command)]
    return frozenset(re.findall(r"--[a-z][a-z-]*", " ".join(page.partition("OPTIONS:")[2] for page in pages)))


def code(page):
    """Every piece of code on a page: what stands between backticks, and each line of its blocks."""
    text = page.read_text(encoding="utf-8")
    pieces = _INLINE_CODE.findall(_CODE.sub("", text))
    for block in _CODE.findall(text):
        pieces += block.replace("\\\n", " ").splitlines()
    return pieces


def invocations(page):
    """What a page shows of `gatehouse COMMAND …`, or of `COMMAND --flag` alone: the command, and its flags."""
    alone = "|".join(sorted(subcommands()))
    for piece in code(page):
        # The binary itself, not a path or another product: gatehouse-bench, .gatehouse, gatehouse.yaml.
        for match in re.finditer(r"(?<![\w./-])gatehouse ([a-z][a-z-]*|--[a-z-]+)([^|#)]*)", piece):
            yield match[1], flags_in(match[2])
        if match := re.match(rf"({alone}) .*--", piece):
            yield match[1], flags_in(piece)


def flags_in(text):
    """The flags in the rest of a command line."""
    return re.findall(r"(?<!\S)--[a-z][a-z-]*", text)


@pytest.mark.parametrize("page", PAGES, ids=page_ids)
def test_every_command_and_flag_is_known(page):
    """Whoever copies a line from a page gets what the page says, not a wrong command line."""
    unknown = []
    for command, flags in invocations(page):
        if command.startswith("--"):
            unknown += [command] if command not in help_of() else []
            continue
        hidden = command == "configuration-reference"
        if command not in subcommands() and not (hidden and help_of(command)):
            unknown.append(command)
            continue
        unknown += [f"{command} {flag}" for flag in flags if flag not in options_of(command)]
    assert unknown == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent.name != "Benchmarks"], ids=page_ids)
def test_every_flag_by_itself_is_one_of_some_command(page):
    """A flag that the text speaks of exists."""
    known = {flag for command in subcommands() for flag in options_of(command)}
    alone = {piece.split()[0] for piece in code(page) if re.match(r"--[a-z]", piece)}
    assert alone - known == set()


def test_every_flag_of_the_reference_is_one_of_serve():
    """The tables of the configuration name flags beside their keys."""
    text = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    flags = re.findall(r"Flag: `(--[a-z-]+)`", text)
    assert flags
    assert [flag for flag in flags if flag not in help_of("serve")] == []


def test_the_pages_know_commands_at_all():
    """So that the checks above do not pass for want of anything to check."""
    shown = {command for page in PAGES for command, _ in invocations(page)}
    assert {"serve", "token", "call", "tools", "keys"} <= shown
    assert sum(len(links(page)) for page in PAGES) > 60
