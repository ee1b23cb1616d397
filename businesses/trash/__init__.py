"""The trash: what is in it, and what can go wrong with it. Rows go in and come back by ``operations/trash.py``."""
