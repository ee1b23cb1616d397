"""Learns the encoder's low-rank delta: sentences of one intent move together, of two apart.

``python -m agents.understanding.training.intents_encoder DATA`` reads clinc150/train (CC BY 3.0) and banking77/train
(CC BY 4.0), and writes only ``weights/intents_encoder_delta.npz``. About 15 minutes on two cores. ``--without`` leaves
a task out, ``--hold-out`` keeps a fifth of each BANKING77 class unseen: both are for measuring what carries over.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from agents.understanding.encoder_export import _base_folder, load_base
from agents.understanding.encoder_files import DELTA

RANK = 16
SCALE = 20.0  # inverse temperature of the cosine softmax
MARGIN = 0.1  # the right proxy must win by this much cosine
OUTLIER_WEIGHT = 0.5
KEEP_WEIGHT = 2.0  # general sentences keep their published vectors
BATCH = 64
OUTSIDE = "oos"


class Adapted(torch.nn.Module):
    """A linear layer plus a low-rank update that starts at zero."""

    def __init__(self, inner: torch.nn.Linear, rank: int) -> None:
        super().__init__()
        self.inner = inner
        self.a = torch.nn.Parameter(torch.randn(rank, inner.in_features) / inner.in_features**0.5)
        self.b = torch.nn.Parameter(torch.zeros(inner.out_features, rank))
        self.is_on = True

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        plain: torch.Tensor = self.inner(states)
        return plain + (states @ self.a.T) @ self.b.T if self.is_on else plain


@dataclass
class Task:
    texts: list[str]
    labels: torch.Tensor
    outside: list[str]
    proxies: torch.nn.Parameter


def rows(data: Path, name: str) -> list[dict[str, Any]]:
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


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


def is_held_out(text: str) -> bool:
    return sum(text.encode()) % 5 == 0


class Trainer:
    def __init__(self, rank: int) -> None:
        self.model = load_base()
        self.tokenizer = Tokenizer.from_file(str(_base_folder() / "tokenizer.json"))
        self.tokenizer.enable_truncation(64)
        self.tokenizer.enable_padding()
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
        for layer in self.adapted.values():
            layer.is_on = False
        with torch.no_grad():
            vectors = torch.cat([self.embed(texts[i : i + 128]) for i in range(0, len(texts), 128)])
        for layer in self.adapted.values():
            layer.is_on = True
        return vectors

    def task(self, examples: list[tuple[str, str]]) -> Task:
        inside = [(text, label) for text, label in examples if label != OUTSIDE]
        names = sorted({label for _, label in inside})
        labels = torch.tensor([names.index(label) for _, label in inside])
        texts = [text for text, _ in inside]
        vectors = self.embed_plain(texts)
        centres = torch.stack([vectors[labels == index].mean(0) for index in range(len(names))])
        outside = [text for text, label in examples if label == OUTSIDE]
        return Task(texts, labels, outside, torch.nn.Parameter(functional.normalize(centres, dim=-1)))

    def loss(self, task: Task, chosen: list[int], general: list[str], kept: torch.Tensor) -> torch.Tensor:
        outside = random.sample(task.outside, 4) if task.outside else []
        vectors = self.embed([task.texts[index] for index in chosen] + outside + general)
        inside, rest = vectors[: len(chosen)], vectors[len(chosen) :]
        labels = task.labels[chosen]
        proxies = functional.normalize(task.proxies, dim=-1)
        logits = SCALE * (inside @ proxies.T - MARGIN * functional.one_hot(labels, len(proxies)))
        total = functional.cross_entropy(logits, labels, label_smoothing=0.05)
        if outside:
            strayed = SCALE * rest[: len(outside)] @ proxies.T
            total = total - OUTLIER_WEIGHT * functional.log_softmax(strayed, -1).mean()
        return total + KEEP_WEIGHT * (1 - (rest[len(outside) :] * kept).sum(1)).mean()

    def fit(self, tasks: list[Task], general: list[str], *, epochs: int, rate: float) -> None:
        kept = self.embed_plain(general)
        layers = [p for layer in self.adapted.values() for p in (layer.a, layer.b)]
        optimiser = torch.optim.AdamW(
            [{"params": layers, "lr": rate}, {"params": [task.proxies for task in tasks], "lr": rate}], weight_decay=0.01
        )
        batches = [batch for task in tasks for _ in range(epochs) for batch in _batches(task)]
        random.shuffle(batches)
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimiser, [rate, rate], total_steps=len(batches), pct_start=0.1
        )
        started = time.monotonic()
        for step, (task, chosen) in enumerate(batches):
            side = random.sample(range(len(general)), 8)
            value = self.loss(task, chosen, [general[index] for index in side], kept[side])
            optimiser.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(layers, 1.0)
            optimiser.step()
            schedule.step()
            if step % 50 == 0:
                sys.stdout.write(f"{step}/{len(batches)} {value.item():.3f} {time.monotonic() - started:.0f}s\n")
                sys.stdout.flush()

    def save(self, path: Path) -> None:
        arrays = {}
        for name, layer in self.adapted.items():
            arrays[f"{name}.a"] = layer.a.detach().numpy().astype(np.float16)
            arrays[f"{name}.b"] = layer.b.detach().numpy().astype(np.float16)
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)


def _batches(task: Task) -> list[tuple[Task, list[int]]]:
    """Whole classes share batches no more than chance has it: the proxies carry the other classes."""
    order = list(range(len(task.texts)))
    random.shuffle(order)
    return [(task, order[start : start + BATCH]) for start in range(0, len(order), BATCH)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=DELTA)
    parser.add_argument("--without", choices=["clinc150", "banking77"], action="append", default=[])
    parser.add_argument("--hold-out", action="store_true")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rank", type=int, default=RANK)
    parser.add_argument("--rate", type=float, default=1e-3)
    options = parser.parse_args()
    random.seed(7)
    torch.manual_seed(7)
    torch.set_num_threads(2)
    trainer = Trainer(options.rank)
    tasks = []
    for name in ("clinc150", "banking77"):
        if name in options.without:
            continue
        examples = [(str(row["text"]), str(row["intent"])) for row in rows(options.data, f"{name}/train")]
        if options.hold_out and name == "banking77":
            examples = [pair for pair in examples if not is_held_out(pair[0])]
        tasks.append(trainer.task(examples))
    trainer.fit(tasks, general_texts(options.data), epochs=options.epochs, rate=options.rate)
    trainer.save(options.out)


if __name__ == "__main__":
    main()
