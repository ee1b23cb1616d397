"""The platform's own language models, as far as the environment names any (docs/models.md)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from agents.llm.platform import PlatformModels
from config import environment as env


def language_models() -> PlatformModels:
    keys = {
        "openai": env.text("OPENAI_API_KEY"),
        "anthropic": env.text("ANTHROPIC_API_KEY"),
        "groq": env.text("GROQ_API_KEY"),
        "qwen": env.text("DASHSCOPE_API_KEY"),
        "huggingface": env.text("HUGGINGFACE_API_KEY"),
    }
    return PlatformModels(
        base_url=env.text("LLM_BASE_URL").rstrip("/"),
        api_key=env.text("LLM_API_KEY"),
        small_model=env.text("LLM_SMALL_MODEL"),
        strong_model=env.text("LLM_STRONG_MODEL"),
        small_price=price("LLM_SMALL_PRICE", env.text("LLM_SMALL_PRICE")),
        strong_price=price("LLM_STRONG_PRICE", env.text("LLM_STRONG_PRICE")),
        keys={name: key for name, key in keys.items() if key},
        private_addresses=frozenset(name.lower() for name in env.names("LLM_PRIVATE_ADDRESSES")),
        monthly_budget=amount("LLM_MONTHLY_BUDGET", env.text("LLM_MONTHLY_BUDGET", "10")),
    )


def price(name: str, value: str) -> tuple[Decimal, Decimal] | None:
    if not value:
        return None
    read, slash, written = value.partition("/")
    if not slash:
        raise env.SettingError(f"{name}={value!r} is not a price: write two, such as 0.15/0.60.")
    return amount(name, read), amount(name, written)


def amount(name: str, value: str) -> Decimal:
    try:
        found = Decimal(value.strip())
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or found < 0:
        raise env.SettingError(f"{name}={value!r} is not an amount of dollars, such as 10 or 0.15.")
    return found
