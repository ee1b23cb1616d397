"""Columns that are unreadable in the database: sealed with a key of the business, which a master key seals in turn."""
