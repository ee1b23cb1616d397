from __future__ import annotations

import pytest
from conversations.engine.reading import without_reference


@pytest.mark.parametrize(
    ("text", "rest", "reference"),
    [
        ("cancel K7F-2QM please", "cancel  please", "K7F-2QM"),
        ("k7f2qm", "", "K7F-2QM"),
        ("my reference is K7F 2QM", "my reference is ", "K7F-2QM"),
        ("between 7pm-9pm", "between 7pm-9pm", None),
        ("call me on 234679", "call me on 234679", None),
        ("table for two please", "table for two please", None),
    ],
)
def test_reference_is_taken_out_of_what_is_understood(text: str, rest: str, reference: str | None) -> None:
    assert without_reference(text) == (rest, reference)
