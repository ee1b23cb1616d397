"""Measures of rankings, and corpora read from folders."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from evaluation.knowledge.corpora import read_corpus
from evaluation.knowledge.measures import ndcg, recall, reciprocal_rank
from knowledge.corpus import CorpusError

if TYPE_CHECKING:
    from pathlib import Path


def test_measures_are_as_defined() -> None:
    ranked, grades = ["x", "a", "b"], {"a": 1.0, "b": 2.0, "c": 1.0}

    assert ndcg(ranked, grades) == pytest.approx((1 / 1.58496 + 2 / 2) / (2 + 1 / 1.58496 + 1 / 2), abs=1e-4)
    assert recall(ranked, grades) == pytest.approx(2 / 3)
    assert reciprocal_rank(ranked, grades) == 0.5
    assert (ndcg([], grades), recall([], grades), reciprocal_rank([], grades)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("name", "judged"),
    [
        ("qrels.tsv", "query-id\tcorpus-id\tscore\nq\td\t1\nq\te\t0\n"),
        ("qrels.txt", "q 0 d 1\nq 0 e 0\n"),
        ("qrels.jsonl", '{"query": "q", "document": "d", "grade": 1}\n{"query": "q", "document": "e", "grade": 0}\n'),
    ],
)
def test_corpus_is_read_whichever_way_it_was_judged(tmp_path: Path, name: str, judged: str) -> None:
    with gzip.open(tmp_path / "documents.jsonl.gz", "wt") as file:
        file.write('{"id": "d", "title": "t", "text": "x"}\n')
    (tmp_path / "queries.jsonl").write_text('{"id": "q", "text": "?"}\n{"id": "unjudged", "text": "?"}\n')
    (tmp_path / name).write_text(judged)

    corpus = read_corpus(tmp_path)

    assert corpus.grades == {"q": {"d": 1.0}}
    assert [query.id for query in corpus.queries] == ["q"]
    assert [document.title for document in corpus.documents] == ["t"]


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"documents\.jsonl"):
        read_corpus(tmp_path)
