"""Three public sets, made from what is installed: ``python -m evaluation.knowledge.sets FOLDER``.

Each asks with the short description somebody wrote of a thing, for the long one, from which the short one and the
thing's name are taken out. Nothing of it is in the repository; the lock of the packages says what it is made of.

| set | asks with | for |
|---|---|---|
| ``library`` | the first line of a docstring of Python's standard library (PSF licence) | the rest of it |
| ``packages`` | the summary of an installed package | its description |
| ``rules`` | what a rule of ruff (MIT) finds | why that is bad |
"""

from __future__ import annotations

import importlib
import inspect
import json
import re
import subprocess
import sys
import warnings
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.corpus import Document, Query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    Pair = tuple[str, str, str]
    """A key, what is asked, and the text that is wanted."""

SHORTEST_TEXT, LONGEST_TEXT = 150, 6_000
NOT_IMPORTED = {"antigravity", "idlelib", "this", "turtle", "turtledemo"}
"""They open a window, a browser, or print."""
_PICTURE = re.compile(r"<[^>]+>|\[?!\[.*?\]\(.*?\)|https?://\S+")
_FINDS = re.compile(r"## What it does\n(.*?)\n##", re.DOTALL)
_BECAUSE = re.compile(r"## Why is this bad\?\n(.*?)(?:\n## |\Z)", re.DOTALL)


def library() -> Iterator[Pair]:
    """Functions, classes and methods of the standard library whose docstring has a first line and more."""
    for name in sorted(sys.stdlib_module_names - NOT_IMPORTED):
        module = None if name.startswith("_") else _imported(name)
        for path, found in _members(module) if module else ():
            first, _empty, rest = (inspect.getdoc(found) or "").partition("\n\n")
            if 25 < len(first) < 200 and "->" not in first and len(rest) >= SHORTEST_TEXT:
                yield f"{name}.{path}", " ".join(first.split()), rest


def _imported(name: str) -> ModuleType | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module(name)
    except Exception:  # noqa: BLE001 - not on this system
        return None


def _members(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, found in inspect.getmembers(module, lambda each: inspect.isroutine(each) or inspect.isclass(each)):
        yield name, found
        if inspect.isclass(found):
            for inner, method in vars(found).items():
                if inspect.isroutine(method) and not inner.startswith("_"):
                    yield f"{name}.{inner}", method


def packages() -> Iterator[Pair]:
    """Installed packages that say what they are, briefly and at length."""
    for found in sorted(metadata.distributions(), key=lambda each: each.metadata["Name"]):
        name, summary = found.metadata["Name"], found.metadata["Summary"] or ""
        described = str(found.metadata.get_payload() or found.metadata["Description"] or "")  # type: ignore[attr-defined]
        text = _unnamed(_PICTURE.sub(" ", described).replace(summary, " "), name)
        if summary and len(text) >= SHORTEST_TEXT:
            yield name, _unnamed(summary, name), text


def _unnamed(text: str, name: str) -> str:
    return re.sub(re.escape(name), "it", text, flags=re.IGNORECASE)


def rules() -> Iterator[Pair]:
    """Rules of ruff: what each finds, and why that is bad."""
    command = [str(Path(sys.executable).with_name("ruff")), "rule", "--all", "--output-format", "json"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    for rule in json.loads(told):
        explained = rule["explanation"] or ""
        finds, because = _FINDS.search(explained), _BECAUSE.search(explained)
        if rule["code"] and finds and because and len(because[1]) >= SHORTEST_TEXT:
            asked = re.sub(r"^Checks? for ", "", finds[1].strip().splitlines()[0])
            yield rule["code"], asked, because[1].strip()


SETS: dict[str, Callable[[], Iterator[Pair]]] = {"library": library, "packages": packages, "rules": rules}


def write_sets(folder: Path) -> list[Path]:
    """The sets as folders of files; of keys and texts that are there twice the first."""
    for name, pairs in SETS.items():
        by_key: dict[str, Pair] = {}
        by_text: dict[str, Pair] = {}
        for key, asked, text in pairs():
            by_key.setdefault(key, (key, asked, text[:LONGEST_TEXT]))
        for pair in by_key.values():
            by_text.setdefault(pair[2], pair)
        _write(folder / name, list(by_text.values()))
    return [folder / name for name in SETS]


def _write(folder: Path, pairs: list[Pair]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _lines(folder / "documents.jsonl", [json.dumps(asdict(Document(key, "", text))) for key, _asked, text in pairs])
    _lines(folder / "queries.jsonl", [json.dumps(asdict(Query(key, asked))) for key, asked, _text in pairs])
    _lines(folder / "qrels.tsv", [f"{key}\t{key}\t1" for key, _asked, _text in pairs])


def _lines(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_sets(Path(sys.argv[1]))
