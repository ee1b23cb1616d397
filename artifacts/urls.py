from __future__ import annotations

from django.urls import path

from artifacts.pages.shared import shared

urlpatterns = [path("shared/<str:token>/", shared, name="artifact-shared")]
