from agents.llm.admin import access, budgets, ledger

__all__ = ["access", "budgets", "ledger"]
