from __future__ import annotations

from django.urls import path

from knowledge.pages import passage

urlpatterns = [path("documents/<uuid:source>/<int:position>/", passage, name="document")]
