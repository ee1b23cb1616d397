"""Nothing of what is heavy is imported before a model is called, and nothing calls home then."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.agents.llm.far_end import KEY

if TYPE_CHECKING:
    from tests.agents.llm.far_end import FarEnd

STARTS = {
    "check": "from django.core.management import execute_from_command_line as run; run(['manage.py', 'check'])",
    "web": "import config.asgi; from django.urls import get_resolver; get_resolver().url_patterns",
}
HEAVY = "import json; print(json.dumps(sorted({'litellm', 'crewai', 'dspy', 'openai', 'openpyxl'} & set(sys.modules))))"

CALLS = """
import json, socket, sys
from pathlib import Path
called = []
def refuse(kind):
    whole = getattr(socket.socket, kind)
    def guarded(self, address, *more):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[1] != {port}:
            called.append(repr(address))
            raise ConnectionRefusedError(address)
        return whole(self, address, *more)
    return guarded
for kind in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, kind, refuse(kind))
def look_up(host, *more, **most):
    if host != "127.0.0.1":
        called.append(str(host))
        raise OSError(host)
    return looked_up(host, *more, **most)
looked_up, socket.getaddrinfo = socket.getaddrinfo, look_up
import django
django.setup()
from agents.llm.network.exchange import Exchange
from agents.llm.network.asking import body_of
from agents.llm.prices import FREE
from agents.llm.providers import model_providers
from agents.llm.rungs import Rung
from agents.llm.values import Message, Request
rung = Rung("small", model_providers()["compatible"], "small-one", "{address}", "{key}", FREE)
request = Request(purpose="answer", messages=(Message("user", "hello"),))
for is_streamed in (False, True):
    body = body_of(request, request.messages, most_tokens=5, is_streamed=is_streamed)
    assert "".join(Exchange(rung, body, 60).pieces()) == "yes"
from agents.llm.values import Reply
from agents.modules import gateway
from agents.modules.catalogue import AGENT
from agents.modules.gateway import Asking, GatewayEngine
from agents.modules.versions import Told
from agents.modules.library import built, library
def complete(request):
    body = body_of(request, request.messages, most_tokens=5, is_streamed=False)
    return Reply("".join(Exchange(rung, body, 60).pieces()), "small-one", "small")
gateway.complete = complete
dspy = library()
engine = GatewayEngine(AGENT, Asking(locale="en", seconds=60), Told(AGENT.version))
model = dspy.LM("gateway/agent", engine=engine, cache=False, num_retries=0)
with dspy.context(lm=model, adapter=dspy.JSONAdapter(use_native_function_calling=False), disable_history=True):
    try:
        built(AGENT)(message="hello", intents=[], agents=[])
    except dspy.AdapterParseError:
        pass
from agents.crews.calling import Calls
from agents.crews.library import library as crews
from agents.crews.plans import Plan, Share
from agents.roster import agent_called
from agents.roster.briefs import Briefed
from agents.tools.tools import Hand
import agents.crews.calling as calling
calling.complete, calling.work_in = complete, lambda _schema, unit: unit()
general = agent_called("general")
who = Briefed(general, general.brief)
plan = Plan("crew", (Share(who, "say yes", "yes"), Share(who, "say yes", "yes")), Share(who, "say yes", "yes"))
home = sorted(Path.home().iterdir())
said = crews().run(plan, Hand("", "en", frozenset(), {}, None), Calls("", "crew", Asking(locale="en", seconds=60)))
assert said == "yes", said
assert sorted(Path.home().iterdir()) == home
import time
time.sleep(1)
print(json.dumps(called))
"""


def run(code: str, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("start", STARTS)
def test_no_start_imports_what_only_calls_need(start: str) -> None:
    models = {"LLM_BASE_URL": "http://127.0.0.1:9/v1", "LLM_SMALL_MODEL": "small-one"}
    assert run(f"import sys\n{STARTS[start]}\n{HEAVY}", **models) == []


def test_a_call_goes_to_the_model_and_nowhere_else(far_end: FarEnd) -> None:
    port = far_end.server.server_address[1]
    code = CALLS.replace("{port}", str(port)).replace("{address}", far_end.address).replace("{key}", KEY)
    assert run(code) == []
    assert len(far_end.received) == 6
