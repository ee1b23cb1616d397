"""Programs made better by examples: sets, runs of DSPy's optimisers, gates, a trial, a way back (docs/learning.md)."""
