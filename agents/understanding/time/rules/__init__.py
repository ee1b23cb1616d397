"""The grammar, level by level: each level reads what the ones before it built."""

from agents.understanding.time.rules import clocks, days, hours, lengths, moments, ranges, relative, repeats, shapes, spans

LEVELS = (
    shapes.LEVEL,
    repeats.WORDS,
    clocks.LEVEL,
    hours.LEVEL,
    days.LEVEL,
    relative.LEVEL,
    lengths.LEVEL,
    spans.LEVEL,
    ranges.CLOCKS,
    moments.LEVEL,
    ranges.LEVEL,
    repeats.LEVEL,
    moments.REQUESTED,
)
