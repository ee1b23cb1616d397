"""The gateway: the only room that talks to language models (docs/models.md)."""
