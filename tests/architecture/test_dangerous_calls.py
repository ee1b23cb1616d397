"""Nothing that is typed becomes code, a command, or the pattern of a text."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import ROOT, sources

EVALUATES = {"eval", "exec", "compile", "__import__"}
UNPICKLES = {"pickle.load", "pickle.loads", "marshal.load", "marshal.loads", "yaml.load", "yaml.unsafe_load"}
BY_A_SHELL = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
CHECKS = {"verify", "verify_ssl", "ssl_verify", "check_hostname"}
UNCHECKED = ("CERT_NONE", "_create_unverified_context", "check_hostname = False", "InsecureRequestWarning")
NAMED_BY_DATA = re.compile(
    r"[\w)\]]\[[^\]\"'\d][^\]]*\]\s*[-+*/|&?]{0,2}=(?![=>])|Object\.(?:assign|fromEntries|defineProperty)\(|__proto__"
)
OF_THE_SCRIPT = re.compile(r"Object\.assign\([^{]+, \{ ")
"""Laid over an object is only what is written there."""
OURS = re.compile(r"\(?sql\.SQL\(|dateformat$")
"""What has a ``format`` and is no text: the composition of SQL, in which names are quoted, and Django's dates."""


def calls() -> list[tuple[str, ast.Call]]:
    found = ((path, node) for path, tree in sources().items() for node in ast.walk(tree))
    return [(f"{path}:{node.lineno}", node) for path, node in found if isinstance(node, ast.Call)]


def test_nothing_is_evaluated_or_unpickled() -> None:
    found = [place for place, call in calls() if ast.unparse(call.func) in EVALUATES | UNPICKLES]
    assert found == []


def test_no_program_is_started_by_a_shell() -> None:
    by_shell = [
        place
        for place, call in calls()
        if ast.unparse(call.func) in BY_A_SHELL
        or any(each.arg == "shell" for each in call.keywords)
        or ast.unparse(call.func).endswith("create_subprocess_shell")
    ]
    assert by_shell == []


def test_nobody_s_certificate_is_taken_unchecked() -> None:
    """What would leave a certificate or its name unchecked is written nowhere, in whichever library's words."""
    trusting = [
        place
        for place, call in calls()
        if any(each.arg in CHECKS and ast.unparse(each.value) in {"False", "0"} for each in call.keywords)
    ]
    words = [f"{path}: {word}" for path in sources() for word in UNCHECKED if word in (ROOT / path).read_text()]
    assert (trusting, words) == ([], [])


def test_no_script_lets_data_name_what_it_writes() -> None:
    """``it[name] = value``, or all of an answer laid over an object, could write to what every object inherits."""
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((ROOT / "static").rglob("*.js"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if NAMED_BY_DATA.search(line) and not OF_THE_SCRIPT.search(line)
    ]
    assert found == []


def test_only_texts_of_the_source_are_filled_in() -> None:
    """``format`` reads attributes by what is in the braces: a text from outside could read what it likes."""
    found = {
        place: ast.unparse(call.func.value)
        for place, call in calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"format", "format_map"}
        and not all(map(is_of_the_source, alternatives(call.func.value)))
    }
    assert found == {}


def alternatives(node: ast.expr) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def is_of_the_source(node: ast.expr) -> bool:
    """A text written there, a constant, or what is none of Python's texts."""
    is_constant = isinstance(node, ast.Name) and node.id.isupper()
    return isinstance(node, ast.Constant) or is_constant or OURS.match(ast.unparse(node)) is not None
