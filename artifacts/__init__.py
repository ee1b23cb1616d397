"""What the business's own people have made: texts, tables, charts and lists, from rows and documents, with versions."""
