from __future__ import annotations

from django.urls import path

from agents.api.optimising import CancelOptimisationView, OptimisationView, OptimiseView
from agents.api.views import Faq

urlpatterns = [
    path("faq", Faq.as_view(), name="faq"),
    path("dspy/optimize", OptimiseView.as_view(), name="dspy-optimize"),
    path("dspy/optimize/<int:run>", OptimisationView.as_view(), name="dspy-optimisation"),
    path("dspy/optimize/<int:run>/cancel", CancelOptimisationView.as_view(), name="dspy-optimisation-cancel"),
]
