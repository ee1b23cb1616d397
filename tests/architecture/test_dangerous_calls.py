"""Nothing that is typed becomes code, a command, or the pattern of a text."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import sources

EVALUATES = {"eval", "exec", "compile", "__import__"}
UNPICKLES = {"pickle.load", "pickle.loads", "marshal.load", "marshal.loads", "yaml.load", "yaml.unsafe_load"}
BY_A_SHELL = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
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
