"""What the product imports comes with `make run`: a package that only the tests install is on no clean machine."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from typing import TYPE_CHECKING

from tests.architecture.sources import PACKAGES, ROOT, sources

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCKS = ("base.txt", "build.txt", "torch.txt")
"""What `deploy/setup.sh run` installs."""
OF_TESTS = "embedded/testing.py"
"""The plugin that gives the tests their servers: nothing of the product imports it."""
OUR_OWN = {*PACKAGES, "evaluation", "training", "tests"}


def installed_to_run() -> set[str]:
    text = "\n".join((ROOT / "requirements" / name).read_text() for name in LOCKS)
    return {named(each) for each in re.findall(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==", text, re.MULTILINE)}


def named(distribution: str) -> str:
    """As package indexes compare names (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_what_is_imported_is_installed_to_run() -> None:
    known, brought_by = installed_to_run(), packages_distributions()
    wanted = {(path, name) for path, tree in sources().items() if path != OF_TESTS for name in imported(tree)}
    foreign = {each for each in wanted if each[1] not in OUR_OWN | sys.stdlib_module_names}
    assert len(foreign) > 100, "otherwise nothing was looked at"
    missing = {each for each in foreign if not known & {named(one) for one in brought_by.get(each[1], ())}}
    assert missing == set()
