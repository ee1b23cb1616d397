from conversations.admin import agents, alerts, conversations, house_rules, overview, teaching

__all__ = ["agents", "alerts", "conversations", "house_rules", "overview", "teaching"]
