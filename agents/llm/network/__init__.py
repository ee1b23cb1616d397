"""The way to a model: which addresses are called, by what, for how long, and how it fails."""
