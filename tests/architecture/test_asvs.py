"""docs/security.md answers for every item of OWASP ASVS 5.0, levels 1 and 2, and names what holds it."""

from __future__ import annotations

import re

from config.environment import ROOT

# How many items of levels 1 and 2 each section has, by their numbers (ASVS 5.0.0, published 2025-05).
ITEMS = """
V1.1:1-2 V1.2:1-9 V1.3:1-11 V1.4:1-3 V1.5:1-2 V2.1:1-3 V2.2:1-3 V2.3:1-4 V2.4:1 V3.2:1-2 V3.3:1-4 V3.4:1-6 V3.5:1-5
V3.7:1-2 V4.1:1-3 V4.2:1 V4.3:1-2 V4.4:1-4 V5.1:1 V5.2:1-3 V5.3:1-2 V5.4:1-3 V6.1:1-3 V6.2:1-12 V6.3:1-4 V6.4:1-4
V6.5:1-5 V6.6:1-3 V6.8:1-4 V7.1:1-3 V7.2:1-4 V7.3:1-2 V7.4:1-5 V7.5:1-2 V7.6:1-2 V8.1:1-2 V8.2:1-3 V8.3:1 V8.4:1
V9.1:1-3 V9.2:1-4 V10.1:1-2 V10.2:1-2 V10.3:1-4 V10.4:1-11 V10.5:1-5 V10.6:1-2 V10.7:1-3 V11.1:1-2 V11.2:1-3
V11.3:1-3 V11.4:1-4 V11.5:1 V11.6:1 V12.1:1-3 V12.2:1-2 V12.3:1-4 V13.1:1 V13.2:1-5 V13.3:1-2 V13.4:1-5 V14.1:1-2
V14.2:1-4 V14.3:1-3 V15.1:1-3 V15.2:1-3 V15.3:1-7 V16.1:1 V16.2:1-5 V16.3:1-4 V16.4:1-3 V16.5:1-3 V17.1:1 V17.2:1-4
V17.3:1-2
"""
ROW = re.compile(r"^\| (V\d[\dV. ]*) \| (.+) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def wanted() -> list[str]:
    found = []
    for section, numbers in re.findall(r"(V[\d.]+):([\d-]+)", ITEMS):
        first, _, last = numbers.partition("-")
        found += [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


def rows() -> list[tuple[str, str, str]]:
    return ROW.findall((ROOT / "docs/security.md").read_text())


def test_every_item_is_answered_for_once() -> None:
    assert len(wanted()) == 253
    assert sorted(item for items, _here, _held in rows() for item in items.split()) == sorted(wanted())


def test_every_line_names_a_test_or_says_why_there_is_none() -> None:
    mute = [
        items for items, _here, held in rows() if not (TEST.search(held) or held.startswith(("**open**", "*not here*")))
    ]
    assert mute == []


def test_what_is_held_and_what_is_open_is_counted() -> None:
    still_open = sum(len(items.split()) for items, _here, held in rows() if held.startswith("**open**"))
    absent = sum(len(items.split()) for items, _here, held in rows() if held.startswith("*not here*"))
    told = f"{253 - still_open - absent} are held, {still_open} open and {absent} not here"
    assert told in (ROOT / "docs/security.md").read_text()


def test_the_tests_named_are_in_the_files_named() -> None:
    missing = [
        f"{path}::{name}"
        for _items, _here, held in rows()
        for path, name in TEST.findall(held)
        if not (ROOT / path).exists() or f"def {name}(" not in (ROOT / path).read_text()
    ]
    assert missing == []
