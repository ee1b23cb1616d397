"""Examples in a prompt without what every question says anyway, such as the list of all intents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agents.modules.library import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from agents.learning.search.measuring import State


def lean_form(given: Iterable[str]) -> Any:
    """The form programs are asked in; of examples it leaves out the inputs called so, as the kept state does."""
    left_out = frozenset(given)

    class LeanForm(library().JSONAdapter):  # type: ignore[misc]  # DSPy is without types, and imported when asked
        def format_demos(self, signature: Any, demos: Iterable[Mapping[str, Any]]) -> Any:
            kept = [{key: said for key, said in each.items() if key not in left_out} for each in demos]
            return super().format_demos(signature, kept)

    return LeanForm(use_native_function_calling=False)


def lean(state: State, given: Iterable[str]) -> State:
    """A state whose examples are kept without them."""
    left_out = frozenset(given)
    return {
        name: {**each, "demos": [{key: said for key, said in demo.items() if key not in left_out} for demo in
                                 each["demos"]], "traces": [], "train": []}
        if isinstance(each, dict) and "demos" in each
        else each
        for name, each in state.items()
    }  # fmt: skip
