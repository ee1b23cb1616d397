from __future__ import annotations

from knowledge.fusion import fused


def test_what_both_rankings_have_high_comes_first() -> None:
    assert [key for key, _score in fused({"lexical": [(1, 9.0), (2, 8.0)], "vectors": [(3, 5.0), (2, 4.9)]})] == [
        2,
        3,
        1,
    ]


def test_one_ranking_alone_keeps_its_order() -> None:
    assert [key for key, _score in fused({"lexical": [], "vectors": [(7, 2.0), (5, 1.0)]})] == [7, 5]


def test_nothing_found_is_nothing() -> None:
    assert fused({"lexical": [], "vectors": []}) == []


def test_scores_are_between_nothing_and_one_and_equals_keep_their_order() -> None:
    found = fused({"lexical": [(2, 1.0), (1, 1.0)], "vectors": [(1, 3.0), (2, 3.0)]})

    assert found == [(1, 1.0), (2, 1.0)]
