"""What agents at work may look up: typed, by permission, in one business, and nothing that writes (docs/crews.md)."""
