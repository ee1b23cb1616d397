"""What came of an attack."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """``broken`` are tries that were answered with more than they should; of each kind one is quoted."""

    name: str
    tries: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)

    def add(self, answer: object, *, fault: str = "") -> None:
        self.tries += 1
        self.answers[str(answer)] += 1
        if fault:
            self.broken[fault] += 1

    def __str__(self) -> str:
        answers = " ".join(f"{answer}×{count}" for answer, count in sorted(self.answers.items()))
        told = f"{self.name:28} {self.tries:6} tries  {sum(self.broken.values()):3} broken   {answers}"
        return "\n".join([told, *(f"    {count}× {fault}" for fault, count in self.broken.most_common(40))])
