"""Sizes and names that keep a newcomer oriented."""

from __future__ import annotations

import ast

from tests.architecture.sources import lines_of, sources

JUNK_DRAWERS = {"utils.py", "helpers.py", "common.py", "misc.py", "base.py"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 50


def test_no_file_is_a_junk_drawer() -> None:
    assert [path for path in sources() if path.rsplit("/", 1)[-1] in JUNK_DRAWERS] == []


def test_files_stay_readable() -> None:
    assert {path: size for path in sources() if (size := lines_of(path)) > LONGEST_FILE} == {}


def test_functions_stay_readable() -> None:
    long = {
        f"{path}:{node.name}": size
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and (size := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}
