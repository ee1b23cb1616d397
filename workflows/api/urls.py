"""/api/v1/conversations/workflows/ on a business's host."""

from __future__ import annotations

from django.urls import path, re_path

from workflows.api import views

urlpatterns = [
    path("active", views.ActiveWorkflowsView.as_view(), name="workflows-active"),
    re_path(
        r"^(?P<workflow_id>[\w-]{1,63}:[\w-]{1,40}:[\w-]{1,80})/cancel$",
        views.CancelWorkflowView.as_view(),
        name="workflow-cancel",
    ),
]
