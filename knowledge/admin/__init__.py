from knowledge.admin import gaps, sources

__all__ = ["gaps", "sources"]
