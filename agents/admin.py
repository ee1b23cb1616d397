from agents.learning.admin import examples, programs
from agents.llm.admin import access, budgets, ledger

__all__ = ["access", "budgets", "examples", "ledger", "programs"]
