"""The grammar, level by level: each level reads what the ones before it built."""

from agents.understanding.time.rules import (
    clocks,
    days,
    hours,
    lengths,
    moments,
    ranges,
    relative,
    repeats,
    requested,
    runs,
    shapes,
    spans,
)

LEVELS = (
    shapes.LEVEL,
    repeats.WORDS,
    clocks.LEVEL,
    hours.LEVEL,
    days.LEVEL,
    relative.LEVEL,
    lengths.LEVEL,
    spans.LEVEL,
    ranges.LEVEL,
    moments.LEVEL,
    runs.LEVEL,
    repeats.LEVEL,
    requested.LEVEL,
)
