"""Learns the encoder's low-rank delta: sentences of one intent move together, of two apart.

``python -m training.intents_encoder DATA`` reads clinc150/train (CC BY 3.0) and banking77/train
(CC BY 4.0), what the injection guard reads, and the sentences written for this project, and writes only
``encoding/weights/intents_encoder_delta.npz``. A quarter of an hour on two idle cores. ``--without`` leaves a task out,
``--hold-out`` keeps a fifth of BANKING77 and a quarter of the guard's examples unseen: both are for measuring what
carries over. The other weights belong to the delta they were made with: make safety and intents_builtin again after it.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import tempfile
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from agents.understanding.intents.builtin_sentences import OUTSIDE_LINES, taught
from agents.understanding.safety.windows import pieces
from agents.understanding.sentences import expand, read_parts
from encoding.encoder import Encoder
from encoding.export import base_folder, export, load_base
from encoding.files import DELTA, models_folder
from encoding.tokenizing import WordPieces
from training import safety_rows
from training.rows import rows

RANK = 16
SCALE = 20.0  # inverse temperature of the cosine softmax
MARGIN = 0.1  # the right proxy must win by this much cosine
OUTLIER_WEIGHT = 0.5
OUTLIERS = 6
KEEP_WEIGHT = 2.0  # general sentences keep their published vectors
BATCH = 64
OUTSIDE = "oos"
SUBPROXIES = 8  # ways to attack: the guard's classes are wide
REPEATED = {"own": 2}  # small tasks are seen more often
PUBLIC = ("clinc150", "banking77")
TASKS = ("clinc150", "banking77", "own", "guard")


class Adapted(torch.nn.Module):
    """A linear layer plus a low-rank update that starts at zero."""

    def __init__(self, inner: torch.nn.Linear, rank: int) -> None:
        super().__init__()
        self.inner = inner
        self.a = torch.nn.Parameter(torch.randn(rank, inner.in_features) / inner.in_features**0.5)
        self.b = torch.nn.Parameter(torch.zeros(inner.out_features, rank))

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        plain: torch.Tensor = self.inner(states)
        return plain + (states @ self.a.T) @ self.b.T


@dataclass
class Task:
    texts: list[str]
    labels: torch.Tensor
    outside: list[str]
    proxies: torch.nn.Parameter
    """(labels, copies, 384): a label is as near as the log-sum of its copies."""


def general_texts(data: Path) -> list[str]:
    """Sentences of other kinds, whose vectors should stay as they were."""
    questions = [str(row["prompt"]).split("\n")[0][:200] for row in rows(data, "routing/mmlu_train")]
    turns = [
        turn["utterance"]
        for dialogue in rows(data, "sgd_booking/train")
        for turn in dialogue["turns"]
        if turn["speaker"] == "USER"
    ]
    return random.sample(questions, 1500) + random.sample(turns, 1500)


def strays(data: Path) -> list[str]:
    """Sentences no assistant of the public sets is taught: they should be near to no label."""
    lines = read_parts(OUTSIDE_LINES)["exposed"]
    questions = [str(row["prompt"]).split("\n")[0] for row in rows(data, "routing/mmlu_train")]
    short = [text for text in questions if len(text) < 120 and text.endswith("?")]
    return [text for line in lines for text in expand(line)] + random.sample(short, 400)


def is_held_out(text: str) -> bool:
    return sum(text.encode()) % 5 == 0


class Trainer:
    def __init__(self, rank: int) -> None:
        self.model = load_base()
        self.tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
        self.tokenizer.enable_truncation(64)
        self.tokenizer.enable_padding()
        self.plain = Encoder(export(models_folder() / "encoder-published", delta=None), WordPieces)
        self.adapted: dict[str, Adapted] = {}
        for parameter in self.model.parameters():
            parameter.requires_grad_(requires_grad=False)
        for name, module in list(self.model.named_modules()):
            if isinstance(module, torch.nn.Linear) and name.startswith("encoder."):
                parent, _, leaf = name.rpartition(".")
                self.adapted[name] = Adapted(module, rank)
                setattr(self.model.get_submodule(parent), leaf, self.adapted[name])

    def embed(self, texts: list[str]) -> torch.Tensor:
        encodings = self.tokenizer.encode_batch(texts)
        ids = torch.tensor([encoding.ids for encoding in encodings])
        mask = torch.tensor([encoding.attention_mask for encoding in encodings])
        with torch.autocast("cpu", torch.bfloat16):  # twice as fast where the processor has it
            states = self.model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        weights = mask.unsqueeze(-1).float()
        return functional.normalize((states * weights).sum(1) / weights.sum(1), dim=-1)

    def embed_plain(self, texts: list[str]) -> torch.Tensor:
        return torch.from_numpy(self.plain.embed(texts))

    def task(self, examples: list[tuple[str, str]], copies: int = 1) -> Task:
        inside = [(text, label) for text, label in examples if label != OUTSIDE]
        names = sorted({label for _, label in inside})
        labels = torch.tensor([names.index(label) for _, label in inside])
        texts = [text for text, _ in inside]
        vectors = self.embed_plain(texts)
        starts = torch.stack([_starts(vectors[labels == index], copies) for index in range(len(names))])
        outside = [text for text, label in examples if label == OUTSIDE]
        return Task(texts, labels, outside, torch.nn.Parameter(functional.normalize(starts, dim=-1)))

    def loss(self, task: Task, chosen: list[int], general: list[str], kept: torch.Tensor) -> torch.Tensor:
        outside = random.sample(task.outside, OUTLIERS) if task.outside else []
        vectors = self.embed([task.texts[index] for index in chosen] + outside + general)
        inside, rest = vectors[: len(chosen)], vectors[len(chosen) :]
        labels = task.labels[chosen]
        margin = SCALE * MARGIN * functional.one_hot(labels, len(task.proxies))
        total = functional.cross_entropy(_logits(inside, task) - margin, labels, label_smoothing=0.05)
        if outside:
            strayed = _logits(rest[: len(outside)], task)
            total = total - OUTLIER_WEIGHT * functional.log_softmax(strayed, -1).mean()
        return total + KEEP_WEIGHT * (1 - (rest[len(outside) :] * kept).sum(1)).mean()

    def resume(self, path: Path) -> None:
        with np.load(path) as arrays, torch.no_grad():
            for name, layer in self.adapted.items():
                layer.a.copy_(torch.from_numpy(arrays[f"{name}.a"].astype(np.float32)))
                layer.b.copy_(torch.from_numpy(arrays[f"{name}.b"].astype(np.float32)))
        with tempfile.TemporaryDirectory() as scratch:
            self.plain = Encoder(export(Path(scratch) / "encoder", delta=path), WordPieces)

    def fit(self, tasks: dict[str, Task], general: list[str], *, epochs: int, rate: float, share: float) -> None:
        kept = self.embed_plain(general)
        layers = [p for layer in self.adapted.values() for p in (layer.a, layer.b)]
        optimiser = torch.optim.AdamW(
            [{"params": layers, "lr": rate}, {"params": [task.proxies for task in tasks.values()], "lr": rate}],
            weight_decay=0.01,
        )
        batches = [
            batch
            for name, task in tasks.items()
            for _ in range(epochs * REPEATED.get(name, 1))
            for batch in _batches(task)[: math.ceil((share if name in PUBLIC else 1) * len(task.texts) / BATCH)]
        ]
        random.shuffle(batches)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [rate, rate], total_steps=len(batches), pct_start=0.1)
        started = time.monotonic()
        for step, (task, chosen) in enumerate(batches):
            side = random.sample(range(len(general)), 8)
            value = self.loss(task, chosen, [general[index] for index in side], kept[side])
            optimiser.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]  # torch has no types for it
            torch.nn.utils.clip_grad_norm_(layers, 1.0)
            optimiser.step()
            schedule.step()
            if step % 20 == 0:
                sys.stdout.write(f"{step}/{len(batches)} {value.item():.3f} {time.monotonic() - started:.0f}s\n")
                sys.stdout.flush()

    def save(self, path: Path) -> None:
        arrays: dict[str, Any] = {}
        for name, layer in self.adapted.items():
            arrays[f"{name}.a"] = layer.a.detach().numpy().astype(np.float16)
            arrays[f"{name}.b"] = layer.b.detach().numpy().astype(np.float16)
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)


def _starts(vectors: torch.Tensor, copies: int) -> torch.Tensor:
    """A label's proxies begin at the mean of its examples, or spread over some of them."""
    if copies == 1:
        return vectors.mean(0, keepdim=True)
    return (vectors[torch.randperm(len(vectors))[:copies]] + vectors.mean(0)) / 2


def _logits(vectors: torch.Tensor, task: Task) -> torch.Tensor:
    proxies = functional.normalize(task.proxies, dim=-1)
    return torch.logsumexp(SCALE * torch.einsum("nd,lcd->nlc", vectors, proxies), dim=-1)


def _batches(task: Task) -> list[tuple[Task, list[int]]]:
    """Whole classes share batches no more than chance has it: the proxies carry the other classes."""
    order = list(range(len(task.texts)))
    random.shuffle(order)
    return [(task, order[start : start + BATCH]) for start in range(0, len(order), BATCH)]


def examples_of(name: str, data: Path, *, hold_out: bool) -> list[tuple[str, str]]:
    if name == "own":
        return taught() + [(text, OUTSIDE) for text in strays(data)]
    if name == "guard":
        found = safety_rows.all_examples(data)
        kept = [e for e in found if not (hold_out and zlib.crc32(e.group.encode("utf-8", "replace")) % 4 == 0)]
        return [(piece, e.kind) for e in kept for piece in pieces(e.text)[:2]]
    found_rows = [(str(row["text"]), str(row["intent"])) for row in rows(data, f"{name}/train")]
    if hold_out and name == "banking77":
        return [pair for pair in found_rows if not is_held_out(pair[0])]
    return found_rows + [(text, OUTSIDE) for text in strays(data)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=DELTA)
    parser.add_argument("--without", choices=TASKS, action="append", default=[])
    parser.add_argument("--hold-out", action="store_true")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--start", type=Path, help="a delta to go on from; the first step learns the public sets alone")
    parser.add_argument("--share", type=float, default=1.0, help="of the public intent sets seen in an epoch")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rank", type=int, default=RANK)
    parser.add_argument("--rate", type=float, default=1e-3)
    options = parser.parse_args()
    random.seed(7)
    torch.manual_seed(7)
    torch.set_num_threads(options.threads)
    trainer = Trainer(options.rank)
    if options.start:
        trainer.resume(options.start)
    tasks = {}
    for name in TASKS:
        if name not in options.without:
            examples = examples_of(name, options.data, hold_out=options.hold_out)
            tasks[name] = trainer.task(examples, SUBPROXIES if name == "guard" else 1)
    trainer.fit(tasks, general_texts(options.data), epochs=options.epochs, rate=options.rate, share=options.share)
    trainer.save(options.out)


if __name__ == "__main__":
    main()
