"""What is refused of experiments, in words somebody can act on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError


class ExperimentError(AppError):
    status = 409
    code = "experiment"
    title = _("That is not possible with this experiment")


class NoSuchExperiment(ExperimentError):
    status = 404
    code = "experiment-not-found"
    title = _("There is no such experiment here")


class ExperimentRefused(ExperimentError):
    """``errors`` says by field what is wrong."""

    status = 422
    code = "experiment-refused"
    title = _("An experiment cannot be made like this")


class NotADraft(ExperimentError):
    code = "experiment-not-a-draft"
    title = _("This experiment was started before")


class NotRunning(ExperimentError):
    code = "experiment-not-running"
    title = _("This experiment is not running")


class NothingToDecide(ExperimentError):
    code = "experiment-not-to-decide"
    title = _("This experiment was not started yet, or is decided already")


class AnotherRuns(ExperimentError):
    code = "another-experiment-runs"
    title = _("Another experiment with the same thing is running: stop that one first")


class ChangedMeanwhile(ExperimentError):
    code = "experiment-thing-changed"
    title = _("What is tried has changed since this draft was made: make a new one")
