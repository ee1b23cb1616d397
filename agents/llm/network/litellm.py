"""LiteLLM, which turns one form of request into each provider's: imported at the first call, and told to be quiet.

Its defaults retry by themselves, fetch a list of prices, and print: all of it is off (docs/models.md).
"""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from agents.late import Late
from agents.llm.network.transport import CONNECT_SECONDS, MOST_PLACES, connections, pinned_connections

if TYPE_CHECKING:
    from agents.llm.rungs import Rung

QUIET = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # or it asks GitHub for prices while it is imported
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_TELEMETRY": "False",
    "LITELLM_MODE": "PRODUCTION",  # or it reads a file .env into the environment
    "LITELLM_LOG": "ERROR",
}
KEYLESS = "none"
"""What is sent as a key to servers that ask for none: the client refuses to send nothing."""


def _imported() -> Any:
    os.environ.update(QUIET)
    import litellm  # noqa: PLC0415  # seconds, and only who calls a model pays them

    for name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy"):
        logging.getLogger(name).setLevel(logging.WARNING)
    litellm.telemetry = False
    litellm.suppress_debug_info = True
    litellm.turn_off_message_logging = True
    litellm.drop_params = True  # a model that takes no temperature is asked without
    litellm.num_retries = 0
    for each in ("callbacks", "success_callback", "failure_callback", "input_callback", "service_callback"):
        setattr(litellm, each, [])
    return litellm


library = Late(_imported)


def completion(rung: Rung, *, seconds: float, body: dict[str, Any]) -> Any:
    """LiteLLM's answer, or its stream of pieces where ``body`` asks for one. Raises what LiteLLM raises."""
    import httpx  # noqa: PLC0415  # as above

    return library().completion(
        model=rung.called,
        api_key=rung.key or KEYLESS,
        base_url=rung.address,
        client=_client(rung),
        timeout=httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
        max_retries=0,
        num_retries=0,
        **body,
    )


@lru_cache(maxsize=MOST_PLACES)
def _client(rung: Rung) -> Any:
    """What LiteLLM sends by, over connections of ours."""
    over = pinned_connections(urlsplit(rung.address).netloc) if rung.is_own else connections()
    if rung.provider.dialect == "anthropic":
        from litellm.llms.custom_httpx.http_handler import HTTPHandler  # noqa: PLC0415  # as above

        return HTTPHandler(client=over)
    import openai  # noqa: PLC0415  # as above

    client: Any = over  # its types name the next httpx alone, which it takes beside ours
    return openai.OpenAI(api_key=rung.key or KEYLESS, base_url=rung.address, http_client=client, max_retries=0)
