from conversations.admin import agents, alerts, conversations, overview, teaching

__all__ = ["agents", "alerts", "conversations", "overview", "teaching"]
