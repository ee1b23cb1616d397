from __future__ import annotations

from django.urls import path

from experiments.api.views import DecideExperiment, Experiments, OneExperiment, StartExperiment, StopExperiment

urlpatterns = [
    path("experiments", Experiments.as_view(), name="api-experiments"),
    path("experiments/<uuid:key>", OneExperiment.as_view(), name="api-experiment"),
    path("experiments/<uuid:key>/start", StartExperiment.as_view(), name="api-experiment-start"),
    path("experiments/<uuid:key>/stop", StopExperiment.as_view(), name="api-experiment-stop"),
    path("experiments/<uuid:key>/decide", DecideExperiment.as_view(), name="api-experiment-decide"),
]
