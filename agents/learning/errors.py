from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError


class LearningError(AppError):
    """Nothing was changed."""

    status = 409
    code = "learning-error"
    title = _("This cannot be done now")


class TooFewExamples(LearningError):
    code = "too-few-examples"
    title = _("There are too few examples to learn from and to judge by: write some, or teach some")


class AlreadyRunning(LearningError):
    code = "optimisation-running"
    title = _("A better program of this module is being looked for already")


class NotRunning(LearningError):
    code = "optimisation-not-running"
    title = _("This optimisation is over")


class NoModelToAsk(LearningError):
    code = "no-model-to-optimise"
    title = _("No language model is set up: programs are optimised by asking one")


class NoSuchProgram(LearningError):
    status = 404
    code = "no-such-program"
    title = _("There is no such version of this program")


class NotThroughTheGates(LearningError):
    code = "not-through-the-gates"
    title = _("This version did not pass the gates")


class ExampleRefused(LearningError):
    status = 400
    code = "example-refused"
    title = _("This is no example to judge by")
