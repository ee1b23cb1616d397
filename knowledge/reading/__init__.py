"""A file as blocks, whatever its kind, told by its content. Runs apart (``apart``), where a file can break nothing.

Nothing here imports Django, and nothing in a file is run: no macro, script, formula or link.
"""
