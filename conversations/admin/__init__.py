from conversations.admin import alerts, conversations, overview, teaching

__all__ = ["alerts", "conversations", "overview", "teaching"]
