from __future__ import annotations

from django.urls import path

from experiments.pages import views

urlpatterns = [
    path("", views.experiments, name="experiments"),
    path("new/<slug:subject>/", views.new, name="experiment-new"),
    path("<uuid:key>/", views.experiment, name="experiment"),
    path("<uuid:key>/<slug:verb>/", views.move, name="experiment-move"),
]
