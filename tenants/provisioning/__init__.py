"""How a business comes to be and goes: its rows, its schema, what its category starts with."""
