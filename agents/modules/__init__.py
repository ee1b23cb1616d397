"""Typed programs over the gateway (DSPy): each predicts one thing, says how sure it is, and has a local stand-in.

A program decides nothing: whoever asks holds its prediction to what is really said and there (docs/modules.md).
"""
