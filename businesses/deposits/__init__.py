"""Deposits beside their rows and writes: what can go wrong, the business's own account, what its provider tells."""
