"""The conversation graph: a small state, nine nodes, one repository."""
