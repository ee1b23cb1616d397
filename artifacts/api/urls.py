from __future__ import annotations

from django.urls import path

from artifacts.api import asking, events, views

urlpatterns = [
    path("chat/ask", asking.Ask.as_view(), name="api-ask"),
    path("chat/ask/stream", asking.AskStreamed.as_view(), name="api-ask-stream"),
    path("assistant/sessions", asking.Sessions.as_view(), name="api-assistant-sessions"),
    path("assistant/sessions/<uuid:session>", asking.OneSession.as_view(), name="api-assistant-session"),
    path(
        "assistant/sessions/<uuid:session>/attachments", asking.Attachments.as_view(), name="api-assistant-attachments"
    ),
    path("artifacts/generate", asking.Generate.as_view(), name="api-artifacts-generate"),
    path("artifacts", views.Artifacts.as_view(), name="api-artifacts"),
    path("artifacts/<uuid:artifact>", views.OneArtifact.as_view(), name="api-artifact"),
    path("artifacts/<uuid:artifact>/events", events.Progress.as_view(), name="api-artifact-events"),
    path("artifacts/<uuid:artifact>/versions", views.Versions.as_view(), name="api-artifact-versions"),
    path("artifacts/<uuid:artifact>/compare", views.Compare.as_view(), name="api-artifact-compare"),
    path("artifacts/<uuid:artifact>/edit", views.Edit.as_view(), name="api-artifact-edit"),
    path("artifacts/<uuid:artifact>/restore", views.Restore.as_view(), name="api-artifact-restore"),
    path("artifacts/<uuid:artifact>/comments", views.Comments.as_view(), name="api-artifact-comments"),
    path(
        "artifacts/<uuid:artifact>/comments/<int:comment>/resolve", views.Settle.as_view(), name="api-artifact-resolve"
    ),
    path("artifacts/<uuid:artifact>/shares", views.Shares.as_view(), name="api-artifact-shares"),
    path("artifacts/<uuid:artifact>/shares/<uuid:share>/revoke", views.Revoke.as_view(), name="api-artifact-revoke"),
    path("artifacts/<uuid:artifact>/export/<slug:form>", views.Export.as_view(), name="api-artifact-export"),
]
