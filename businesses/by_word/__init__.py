"""Changes of the business that a member says in words: shown first, done at a yes, undone like an import."""
