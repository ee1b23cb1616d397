"""Looking for a better program with DSPy: who is asked, how a program is measured, and how each optimiser is set up."""
