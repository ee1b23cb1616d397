from __future__ import annotations

from django.urls import path

from businesses.dashboard import views

urlpatterns = [
    path("", views.dashboard, name="figures"),
    path("guide/", views.guide, name="figures-guide"),
    path("<slug:key>/", views.rows, name="figures-rows"),
    path("<slug:key>/export/", views.sheet, name="figures-sheet"),
]
