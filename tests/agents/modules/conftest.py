from __future__ import annotations

import pytest

from tests.agents.llm.conftest import _as_in_a_new_process, at_marios, far_end, models, say_models

__all__ = ["_as_in_a_new_process", "at_marios", "far_end", "models", "say_models"]


@pytest.fixture(scope="session", autouse=True)
def _libraries_are_there() -> None:
    """The first call of a process waits for them longer than a customer is let wait."""
    from agents.llm.network.litellm import library as models_library
    from agents.modules.library import library

    models_library()
    library()
