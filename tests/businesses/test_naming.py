"""The usual services are told in the customer's language and understood in all; an owner's own names stay."""

from __future__ import annotations

import pytest
from django.utils import translation

from businesses.naming import aliases_of, called, usual


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Haircut"),
        ("es", "Corte de pelo"),
        ("fr", "Coupe de cheveux"),
        ("de", "Haarschnitt"),
        ("it", "Taglio di capelli"),
        ("pt", "Corte de cabelo"),
    ],
)
def test_usual_service_is_told_in_the_language_spoken(language: str, told: str) -> None:
    with translation.override(language):
        assert called("Haircut") == told
        assert called("Haarschnitt") == told
        assert called("The Bella ritual") == "The Bella ritual"


def test_service_is_known_by_its_names_in_other_languages_and_never_by_another_service_s() -> None:
    haircut, own = aliases_of([("Haircut", ["cut"]), ("Coupe", [])])
    assert "cut" in haircut
    assert "corte de pelo" in haircut
    assert "coupe de cheveux" in haircut
    assert "coupe" not in haircut  # here that is the name of another service
    assert "women's cut" in haircut
    assert own == ()


def test_every_usual_service_has_a_name_in_every_language() -> None:
    assert all(all(names and all(names) for names in row.values()) for row in usual())
