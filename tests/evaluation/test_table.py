"""The table of figures: what it tells, and that one part without data stops no other."""

from __future__ import annotations

import gzip
import json
import math
from typing import TYPE_CHECKING

from evaluation import __main__ as table
from evaluation.dialogues import NOW, evaluate, normal
from evaluation.figure import Figure
from evaluation.languages import evaluate as evaluate_languages
from evaluation.orders import Dialogue, coffee_menu, is_exact

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_row_tells_whether_a_mark_is_met() -> None:
    assert " yes " in table.row(Figure("one", 0.96, 0.95))
    assert " NO " in table.row(Figure("one", 0.94, 0.95))
    assert " yes " in table.row(Figure("one", 3.0, 15.0, at_most=True))
    assert " - " in table.row(Figure("one", math.nan))


def test_part_without_data_says_so_and_stops_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.main([str(tmp_path), "--only", "orders", "dialogues"])
    out = capsys.readouterr().out
    assert out.count("not measured") == 2


def test_dialogue_counts_a_turn_as_right_only_when_all_slots_are(tmp_path: Path) -> None:
    turns = [
        _turn("USER", "A table for 2 people at 7 pm please", {"number_of_seats": ["2"], "time": ["7 pm"]}),
        _turn("SYSTEM", "For tomorrow?", actions=[_act("CONFIRM", "date", "2019-03-02", "tomorrow")]),
        _turn("USER", "Yes, that's right", {"number_of_seats": ["2"], "time": ["7 pm"], "date": ["tomorrow"]}),
        _turn("SYSTEM", "Anything else?"),
        _turn("USER", "No thanks", {"number_of_seats": ["3"], "time": ["7 pm"], "date": ["tomorrow"]}),
    ]
    folder = tmp_path / "sgd_booking"
    folder.mkdir()
    with gzip.open(folder / "dev.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps({"dialogue_id": "1", "services": ["Restaurants_9"], "turns": turns}) + "\n")
    (figure,) = evaluate(tmp_path)
    assert figure.value == round(2 / 3, 4)


def test_gold_strings_are_resolved_from_the_set_s_own_now() -> None:
    assert NOW.date().isoformat() == "2019-03-01"
    assert normal("date", "day after tomorrow") == {'"2019-03-03"'}
    assert normal("time", "half past 4 in the afternoon") == {'"16:30"'}


def test_order_is_exact_when_items_quantities_and_options_are() -> None:
    gold = Dialogue(["Two mochas with oat milk please", "Yes"], is_order=True)
    gold.gold["mocha", frozenset({"oat milk"})] = 2
    more = [gold, gold, gold]
    assert is_exact(gold, coffee_menu(more))
    gold.gold["latte", frozenset()] = 1
    assert not is_exact(gold, coffee_menu(more))


def test_parties_and_moments_of_bookings_are_counted_in_each_language_there(tmp_path: Path) -> None:
    text = "Ein Tisch für 5 Personen am Freitag, Musik von 1990"
    labels = [_label(text, "party_size_number", "5"), _label(text, "datetime", "Freitag")]
    missed = [_label(text, "datetime", "Musik")]
    folder = tmp_path / "xsid"
    folder.mkdir()
    with gzip.open(folder / "de.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps({"text": text, "intent": "BookRestaurant", "labels": labels}) + "\n")
        out.write(json.dumps({"text": text, "intent": "BookRestaurant", "labels": missed}) + "\n")
    found = {figure.name: (figure.value, figure.mark) for figure in evaluate_languages(tmp_path)}
    assert found["xsid de party sizes"] == (1.0, 0.95)
    assert found["xsid de moments"] == (0.5, 0.9)
    assert found["xsid de other moments"] == (0.0, None)


def _label(text: str, slot: str, said: str) -> dict[str, object]:
    return {"slot": slot, "start": text.index(said), "end": text.index(said) + len(said)}


def _act(act: str, slot: str, canonical: str, said: str) -> dict[str, object]:
    return {"act": act, "slot": slot, "canonical_values": [canonical], "values": [said]}


def _turn(
    speaker: str, text: str, state: dict[str, list[str]] | None = None, actions: list[dict[str, object]] | None = None
) -> dict[str, object]:
    frame = {"actions": actions or [], "service": "Restaurants_9", "slots": [], "state": {"slot_values": state or {}}}
    return {"speaker": speaker, "utterance": text, "frames": [frame]}
