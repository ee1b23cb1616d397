"""What is kept of people, wherever it is kept: shown, given out and erased by walking what each app has declared.

An app says in its AppConfig what it holds (``keep``) and how it finds what is a customer's (``find``). Apps above this
one declare theirs here; nothing here knows them.
"""

from businesses.privacy.holdings import Store, Subject, Table, find, keep

__all__ = ["Store", "Subject", "Table", "find", "keep"]
