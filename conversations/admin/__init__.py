from conversations.admin import conversations, teaching

__all__ = ["conversations", "teaching"]
