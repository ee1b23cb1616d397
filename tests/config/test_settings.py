"""The table of settings says what the code reads, all of it and nothing else."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import ROOT, sources

READERS = {"text", "required", "flag", "integer", "names"}
NAME = re.compile(r"[A-Z][A-Z0-9_]+")
# Not ours to describe: conventions of systems and terminals, of Django, and what the tests tell their own processes.
OTHERS = {
    *("HOME", "FORCE_COLOR", "NO_COLOR", "DJANGO_SETTINGS_MODULE"),
    *("XSEVEN_TEST_SLOT", "PYTEST_XDIST_WORKER", "TEST_DATABASE_NAME"),
}


PROVIDERS = ("google", "microsoft", "github")
# Read by a name put together (`config.logins_elsewhere`).
OF_PROVIDERS = {f"{name.upper()}_CLIENT_{part}" for name in PROVIDERS for part in ("ID", "SECRET")}


def names_read(tree: ast.AST) -> set[str]:
    """First arguments of what reads the environment, such as ``env.text("EMAIL_HOST")``."""
    found = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        called = ast.unparse(node.func)
        if called in {f"env.{reader}" for reader in READERS} | READERS or called.endswith("environ.get"):
            found.add(str(node.args[0].value))
    return {name for name in found if NAME.fullmatch(name)} - OTHERS


def documented() -> set[str]:
    table = (ROOT / "docs/settings.md").read_text()
    first = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for cell in first for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", cell)}


def test_the_table_is_whole() -> None:
    read = set().union(*(names_read(tree) for tree in sources().values()))
    assert read | OF_PROVIDERS == documented()


def test_the_reading_of_the_code_sees_what_is_read() -> None:
    assert names_read(ast.parse('X = env.integer("X_LIMIT", 3)\nY = os.environ.get("Y_PATH")\nZ = dict.get("Z")')) == {
        "X_LIMIT",
        "Y_PATH",
    }


def test_the_container_passes_on_what_exists() -> None:
    composed = (ROOT / "docker-compose.yml").read_text()
    block = composed.partition("environment: &environment")[2].partition("volumes:")[0]
    assert set(re.findall(r"^    ([A-Z_]+):", block, re.MULTILINE)) - documented() == set()
