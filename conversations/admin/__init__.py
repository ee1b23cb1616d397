from conversations.admin import agents, conversations, overview, teaching

__all__ = ["agents", "conversations", "overview", "teaching"]
