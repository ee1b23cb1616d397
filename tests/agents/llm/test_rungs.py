"""Which models a business has, and what they cost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from agents.llm.models import ModelAccess
from agents.llm.prices import listed_price
from agents.llm.providers import model_providers
from agents.llm.rungs import ladder_here, platform_ladder
from config.environment import SettingError
from config.language_models import language_models

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business


def told(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, settings: object) -> list[tuple[str, str, str]]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.LANGUAGE_MODELS = language_models()  # type: ignore[attr-defined]  # pytest-django's
    return [(rung.name, rung.provider.key, rung.model) for rung in platform_ladder()]


@pytest.mark.parametrize(
    ("environment", "ladder"),
    [
        ({}, []),
        ({"LLM_SMALL_MODEL": "x"}, []),
        (
            {
                "LLM_BASE_URL": "http://gpu:8000/v1",
                "LLM_SMALL_MODEL": "a",
                "LLM_STRONG_MODEL": "b",
                "OPENAI_API_KEY": "k",
            },
            [("small", "compatible", "a"), ("strong", "compatible", "b")],
        ),
        ({"LLM_BASE_URL": "http://gpu:8000/v1", "LLM_STRONG_MODEL": "b"}, [("strong", "compatible", "b")]),
        (
            {"ANTHROPIC_API_KEY": "k"},
            [("small", "anthropic", "claude-haiku-4-5"), ("strong", "anthropic", "claude-sonnet-4-6")],
        ),
        (
            {"ANTHROPIC_API_KEY": "k", "GROQ_API_KEY": "g", "LLM_SMALL_MODEL": "groq/openai/gpt-oss-20b"},
            [("small", "groq", "openai/gpt-oss-20b"), ("strong", "anthropic", "claude-sonnet-4-6")],
        ),
    ],
    ids=["nothing", "no key", "a server", "one model", "a key", "two keys"],
)
def test_the_environment_says_which_models_there_are(
    environment: dict[str, str], ladder: list[tuple[str, str, str]], monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    assert told(environment, monkeypatch, settings) == ladder


def test_what_is_no_price_or_amount_keeps_a_process_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("LLM_SMALL_PRICE", "cheap"), ("LLM_SMALL_PRICE", "0.1/x"), ("LLM_MONTHLY_BUDGET", "-1")):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            with pytest.raises(SettingError, match=name):
                language_models()


def test_no_key_is_printed() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_API_KEY", "sk-canary")
        patch.setenv("LLM_API_KEY", "sk-canary")
        assert "canary" not in repr(language_models())


@pytest.mark.parametrize(
    ("provider", "model", "is_known"),
    [
        *(
            (each.key, model, True)
            for each in model_providers().values()
            for model in (each.small, each.strong)
            if model
        ),
        ("openai", "unheard-of", False),
        ("openai", "claude-haiku-4-5", False),
        ("compatible", "gpt-5.4", False),
        ("ollama", "whatever", True),
    ],
)
def test_prices_are_those_of_the_list(provider: str, model: str, is_known: bool) -> None:
    price = listed_price(model_providers()[provider], model)
    assert (price is not None) == is_known
    if price is not None and provider != "ollama":
        assert Decimal("0.01") < price.asked < price.answered < 1000
        assert price.window >= 8_000


def test_an_owners_model_goes_before_the_platforms(in_marios: Business, say_models: Callable[..., None]) -> None:
    say_models(base_url="http://gpu:8000/v1", small_model="a", small_price=(Decimal(1), Decimal(1)))
    ModelAccess.objects.create(
        provider="compatible",
        address="https://models.example/v1/",
        key="sk-own",
        strong_model="own",
        strong_price_asked=Decimal(3),
        strong_price_answered=Decimal(4),
    )
    (rung,) = ladder_here()
    assert (rung.name, rung.model, rung.address, rung.is_own) == ("strong", "own", "https://models.example/v1", True)
    assert "sk-own" not in repr(rung)
    ModelAccess.objects.update(is_active=False)
    assert [each.model for each in ladder_here()] == ["a"]
