from conversations.admin import conversations, overview, teaching

__all__ = ["conversations", "overview", "teaching"]
