"""``python -m evaluation.knowledge [FOLDER …]``: a table for each corpus; without one, for the three of ``sets``.

A folder may itself be a corpus or hold several. Runs the product's statements in the database of the settings, of which
nothing stays.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean, quantiles
from typing import TYPE_CHECKING

import django

from evaluation.knowledge.corpora import QUERIES, Corpus, read_corpus
from evaluation.knowledge.measures import ndcg, recall, reciprocal_rank
from evaluation.knowledge.sets import write_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.queries.search import Rankings
    from knowledge.trial import Trial

HEAD = f"{'corpus':<18}{'by':<10}{'nDCG@10':>9}{'recall@10':>11}{'MRR':>8}{'p50 ms':>8}{'p95 ms':>8}"


def corpora_in(folder: Path) -> list[Path]:
    """The folder, or those in it that hold queries."""
    if any((folder / f"{name}{end}").exists() for name in QUERIES for end in ("", ".gz")):
        return [folder]
    return sorted(path.parent for path in folder.glob("*/queries.jsonl*")) or [folder]


def measured(corpus: Corpus) -> Iterator[str]:
    """The corpus's lines of the table."""
    from knowledge.trial import trial  # noqa: PLC0415  # Django is set up by then

    with trial() as index:
        started, done = time.perf_counter(), 0
        for more in index.add(corpus.documents):
            done += more
            sys.stderr.write(f"\r{corpus.name}: {done} of {len(corpus.documents)} documents")
        took = time.perf_counter() - started
        sys.stderr.write("\n")
        index.rank("warm up")
        found = [(query.id, *_timed(index, query.text)) for query in corpus.queries]
        for way in ("lexical", "vectors", "fused"):
            ranked = [(index.documents(_by(rankings, way)), corpus.grades[key]) for key, rankings, _took in found]
            yield _line(corpus.name, way, [([key for key, _ in hits], grades) for hits, grades in ranked], found)
    yield f"{corpus.name}: {len(corpus.documents)} documents in {took:.0f} s, {len(corpus.queries)} queries"


def _timed(index: Trial, question: str) -> tuple[Rankings, dict[str, float]]:
    rankings = index.rank(question)
    return rankings, {**rankings.took, "fused": sum(rankings.took.values())}


def _by(rankings: Rankings, way: str) -> list[tuple[int, float]]:
    return rankings.fused() if way == "fused" else getattr(rankings, way)


def _line(
    name: str,
    way: str,
    ranked: list[tuple[list[str], dict[str, float]]],
    found: list[tuple[str, Rankings, dict[str, float]]],
) -> str:
    figures = [mean(measure(*each) for each in ranked) for measure in (ndcg, recall, reciprocal_rank)]
    times = quantiles([1000 * took[way] for _key, _rankings, took in found], n=20)
    called = {"lexical": "BM25", "vectors": "vectors", "fused": "fusion"}[way]
    told = f"{figures[0]:>9.4f}{figures[1]:>11.4f}{figures[2]:>8.4f}{times[9]:>8.1f}{times[18]:>8.1f}"
    return f"{name:<18}{called:<10}{told}"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*")
    chosen = parser.parse_args(arguments).folders
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.stdout.write(HEAD + "\n")
    with tempfile.TemporaryDirectory() as made:
        for folder in [each for path in chosen or write_sets(Path(made)) for each in corpora_in(path)]:
            for line in measured(read_corpus(folder)):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
