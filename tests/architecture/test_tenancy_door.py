"""There is one way into a business's schema, and none of it is in async code."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.architecture.sources import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

BRIDGES = {"sync_to_async", "database_sync_to_async", "async_to_sync", "schema_context", "tenant_context"}
SWITCHES = {"set_schema", "set_tenant", "set_schema_to_public"}
ASYNC_ORM = {
    "aget", "asave", "acreate", "adelete", "afirst", "alast", "acount", "aexists", "aupdate", "abulk_create",
    "abulk_update", "aget_or_create", "aupdate_or_create", "aiterator", "aaggregate", "arefresh_from_db", "ain_bulk",
}  # fmt: skip
ORM_ROOTS = {"objects", "cursor"}


def uses(tree: ast.AST, names: set[str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names:
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and node.attr in names:
            yield node.lineno, node.attr
        elif isinstance(node, ast.alias) and node.name in names:
            yield node.lineno, node.name


def offences(names: set[str], *, allowed: str = "\0") -> list[str]:
    return [
        f"{path}:{line} {name}"
        for path, tree in sources().items()
        if not path.startswith(allowed)
        for line, name in uses(tree, names)
    ]


def test_only_the_tenants_app_switches_schemas() -> None:
    assert offences(SWITCHES, allowed="tenants/") == []


def test_nobody_bridges_to_the_orm_another_way() -> None:
    assert offences(BRIDGES) == []


def test_nobody_uses_the_async_orm() -> None:
    assert offences(ASYNC_ORM) == []


def test_async_functions_touch_no_rows() -> None:
    found = [
        f"{path}:{line} {name} in async {function.name}"
        for path, tree in sources().items()
        for function in ast.walk(tree)
        if isinstance(function, ast.AsyncFunctionDef)
        for line, name in uses(function, ORM_ROOTS)
    ]
    assert found == []


def test_the_rule_sees_an_offence() -> None:
    """The check itself can fail."""
    tree = ast.parse("async def f():\n    return await Booking.objects.aget(pk=1)\n")
    assert [name for _, name in uses(tree, ASYNC_ORM | ORM_ROOTS)] == ["aget", "objects"]
