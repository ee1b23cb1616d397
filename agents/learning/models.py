"""Examples that programs are judged by, the runs that look for better ones, and every version that came of it."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_CALLS = 5_000
MOST_DOLLARS = Decimal(100)


class Source(models.TextChoices):
    CATALOGUE = "catalogue", _("the product's own sentences")
    TAUGHT = "taught", _("what you taught")
    WRITTEN = "written", _("written by you")


class Split(models.TextChoices):
    """Whose words may stand in a program, what candidates are chosen by, and what nobody sees before the end."""

    TRAIN = "train", _("to learn from")
    CHOOSE = "choose", _("to choose by")
    HELD_OUT = "held_out", _("held out")


class Optimiser(models.TextChoices):
    BOOTSTRAP = "bootstrap", "BootstrapFewShot"
    MIPRO = "mipro", "MIPROv2"
    COPRO = "copro", "COPRO"
    GEPA = "gepa", "GEPA"


class EvaluationSet(models.Model):
    """The examples of one module as of one day: frozen, so that what was scored by it can be scored again.

    ``given`` are the inputs that all of them share, such as the intents there were.
    """

    module = models.CharField(_("module"), max_length=20)
    number = models.PositiveIntegerField(_("version"))
    given = models.JSONField(default=dict)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.CharField(_("by"), max_length=160)

    class Meta:
        verbose_name = _("evaluation set")
        verbose_name_plural = _("evaluation sets")
        constraints = [models.UniqueConstraint(fields=["module", "number"], name="evaluation_set_once")]

    def __str__(self) -> str:
        return f"{self.module} v{self.number}"


class EvaluationExample(models.Model):
    """What a program is given and what it should say. Without a set it waits for the next one.

    ``key`` is the hash of what it comes from: by it alone the example is on one side, in every version of the set.
    """

    set = models.ForeignKey(EvaluationSet, on_delete=models.CASCADE, null=True, related_name="examples", editable=False)
    module = models.CharField(_("module"), max_length=20)
    inputs = models.JSONField(default=dict)
    wanted = models.JSONField(default=dict)
    language = models.CharField(_("language"), max_length=5)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    split = models.CharField(_("used"), max_length=8, choices=Split.choices)
    key = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("example")
        verbose_name_plural = _("examples to judge by")
        constraints = [
            models.UniqueConstraint(
                fields=["set", "module", "key"], name="evaluation_example_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return str(next(iter(self.inputs.values()), ""))[:80]


class ProgramVersion(models.Model):
    """What a module is told beyond its signature: instructions and examples, as DSPy writes its state.

    ``program`` is the version of the signature it was made for; under another it is not used. One of a module is in
    use at most, and one on trial, which answers ``share`` percent of the conversations. Neither is ever changed.
    """

    class Standing(models.TextChoices):
        KEPT = "kept", _("kept")
        TRIAL = "trial", _("on trial")
        IN_USE = "in_use", _("in use")

    module = models.CharField(_("module"), max_length=20)
    number = models.PositiveIntegerField(_("version"))
    label = models.CharField(_("label"), max_length=60, blank=True)
    program = models.CharField(max_length=40)
    state = models.JSONField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    set = models.ForeignKey(EvaluationSet, on_delete=models.PROTECT, related_name="programs")
    score = models.FloatField(_("score"))
    standing = models.CharField(_("standing"), max_length=6, choices=Standing.choices, default=Standing.KEPT)
    share = models.PositiveSmallIntegerField(_("share in percent"), default=0, validators=[MaxValueValidator(100)])
    tried_from = models.DateTimeField(null=True)
    stopped_for = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.CharField(_("by"), max_length=160)

    class Meta:
        verbose_name = _("version of a program")
        verbose_name_plural = _("versions of programs")
        constraints = [
            models.UniqueConstraint(fields=["module", "number"], name="program_version_once"),
            models.UniqueConstraint(
                fields=["module", "standing"], condition=~models.Q(standing="kept"), name="program_version_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module} v{self.number}"

    @property
    def prompt(self) -> str:
        """As the ledger of calls names it."""
        return f"{self.program}.{self.number}"


class OptimisationRun(models.Model):
    """One search for a better program, within so many calls and dollars.

    ``calls`` counts what was asked of models, each before it is asked, in one statement with the cap. ``turn`` is the
    key of whoever works on it: one that was thought dead and is not has another, and may ask nothing more. ``result``
    is what came of it (``agents.learning.results``).
    """

    class State(models.TextChoices):
        RUNNING = "running", _("under way")
        PASSED = "passed", _("through the gates")
        REFUSED = "refused", _("stopped by the gates")
        UNOPTIMISED = "unoptimised", _("unoptimised")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")

    module = models.CharField(_("module"), max_length=20)
    set = models.ForeignKey(EvaluationSet, on_delete=models.PROTECT, related_name="runs")
    optimiser = models.CharField(_("optimiser"), max_length=10, choices=Optimiser.choices)
    seed = models.PositiveIntegerField(_("seed"), default=0)
    most_calls = models.PositiveIntegerField(
        _("calls at most"), validators=[MinValueValidator(1), MaxValueValidator(MOST_CALLS)]
    )
    most_dollars = models.DecimalField(
        _("dollars at most"),
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(MOST_DOLLARS)],
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.RUNNING)
    stage = models.CharField(max_length=12, default="waiting")
    why = models.CharField(max_length=20, blank=True)
    calls = models.PositiveIntegerField(_("calls"), default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    turn = models.UUIDField(null=True)
    parent = models.ForeignKey(ProgramVersion, on_delete=models.PROTECT, null=True, related_name="runs")
    program = models.OneToOneField(ProgramVersion, on_delete=models.PROTECT, null=True, related_name="run")
    result = models.JSONField(default=dict)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    started_by = models.CharField(_("by"), max_length=160)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("optimisation")
        verbose_name_plural = _("optimisations")
        constraints = [
            models.UniqueConstraint(
                fields=["module"], condition=models.Q(state="running"), name="one_optimisation_of_a_module"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_optimiser_display()} · {self.module} · {self.pk}"

    @property
    def prompt(self) -> str:
        """As the ledger of calls names what it asks."""
        return f"optimisation-{self.pk}"

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING


class PaidAnswer(models.Model):
    """What a run's question was answered, so that it is never paid twice: a run that goes on asks this table first.

    ``key`` is the hash of the question and how often it was asked before. An answer that was none is kept, too, empty.
    Deleted when the run has ended.
    """

    run = models.ForeignKey(OptimisationRun, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=64)
    text = models.TextField()
    cost = models.DecimalField(max_digits=18, decimal_places=9)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("paid answer")
        verbose_name_plural = _("paid answers")
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="paid_once")]

    def __str__(self) -> str:
        return self.text[:60]
