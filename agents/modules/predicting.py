"""Asking a program, and falling back to its local stand-in: a prediction always comes, whatever the model does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Literal

import structlog

from agents.llm.errors import ModelError, NoModel, NotReady, TooSlow
from agents.llm.ledger import note_reading
from agents.llm.terms import is_model_on
from agents.modules.catalogue import G
from agents.modules.gateway import GatewayEngine
from agents.modules.library import asked_by, built, library, unmarked
from agents.modules.versions import told_here

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from agents.llm.values import Reply
    from agents.modules.catalogue import Program
    from agents.modules.gateway import Asking

logger = structlog.get_logger(__name__)

GARBLED = "garbled"
KEPT_HERE = "kept_here"
"""Nobody was asked: something grave hangs on it, or it is no matter for a model."""
SHORTEST = 0.3
"""Seconds; with less a program is not asked."""


@dataclass(frozen=True, slots=True)
class Prediction(Generic[G]):
    """``why`` it is the local stand-in's: an outcome of the ledger, or ``KEPT_HERE``; empty for a model's.

    ``reply`` is what a model said, also where that was garbage; ``is_taken`` is for the caller to say. ``version`` is
    what of the program was asked, as the ledger names it; empty where none was.
    """

    program: Program[G]
    guess: G
    why: str = ""
    reply: Reply | None = None
    is_taken: bool = False
    version: str = ""

    @property
    def source(self) -> Literal["model", "local"]:
        return "local" if self.why else "model"

    @property
    def call(self) -> int:
        """The line in the ledger; 0 where none was asked."""
        return self.reply.call if self.reply else 0

    def taken(self) -> Prediction[G]:
        return replace(self, is_taken=True)

    def told(self) -> dict[str, Any]:
        """As it is kept with a turn and told by the API: of a model's sentences only those that were sent."""
        is_held_back = self.program.is_wording and self.source == "model" and not self.is_taken
        predicted = self.guess.model_dump(mode="json", exclude={"confidence", "begins"})
        return {
            "module": self.program.name,
            "program": self.version or self.program.version,
            "source": self.source,
            "why": self.why,
            "model": self.reply.model if self.reply else "",
            "taken": self.is_taken,
            "confidence": round(self.guess.confidence, 3),
            "prediction": {} if is_held_back else predicted,
        }


def predict(program: Program[G], inputs: Mapping[str, object], asking: Asking, local: Callable[[], G]) -> Prediction[G]:
    """The program's guess; ``local``'s where no model is on, ready or in budget, where it fails, is slow, or babbles.

    Nothing is asked twice. Like the gateway, never inside a transaction.
    """
    if not is_model_on():
        return Prediction(program, local(), why=NoModel.outcome)
    engine = GatewayEngine(program, asking, told_here(program, asking.conversation))
    version = engine.told.prompt
    try:
        found = _asked(program, inputs, engine)
    except ModelError as error:  # the gateway has told why
        return Prediction(program, local(), why=error.outcome, version=version)
    if found is None:
        note_prediction(garbled := Prediction(program, local(), GARBLED, engine.reply, version=version), None)
        return garbled
    return Prediction(program, found, reply=engine.reply, version=version)


def note_prediction(prediction: Prediction[Any], model: Any, local: Any = None) -> None:
    """What a model predicted and what was read here, beside each other in the ledger: kinds and names, no words."""
    compared = {"module": prediction.program.name, "model": model, "local": local}
    note_reading(call=prediction.call, reading=compared | {"agree": model == local, "taken": prediction.is_taken})


def _asked(program: Program[G], inputs: Mapping[str, object], engine: GatewayEngine) -> G | None:
    """None where the answer is not what the program predicts. Raises a ``ModelError``."""
    if not library.is_ready:
        library.get_ready()
        raise NotReady
    if engine.asking.seconds < SHORTEST:
        raise TooSlow
    with asked_by(engine, engine.told.prompt) as dspy:
        try:
            said = built(program, engine.told.state)(**{name: unmarked(value) for name, value in inputs.items()})
            return program.guess.model_validate(said.toDict())
        except (dspy.AdapterParseError, ValueError, RecursionError) as error:
            logger.info("program_garbled", program=program.name, error=type(error).__name__)
            return None
        except dspy.LMError:
            if engine.failure is None:
                raise
            raise engine.failure from None
