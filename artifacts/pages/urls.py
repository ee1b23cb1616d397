from __future__ import annotations

from django.urls import path

from artifacts.pages import views

urlpatterns = [
    path("", views.desk, name="artifacts"),
    path("say/", views.say, name="artifacts-say"),
    path("attach/", views.hand_over, name="artifacts-attach"),
    path("talks/<uuid:session_id>/", views.session, name="artifacts-session"),
    path("talks/<uuid:session_id>/delete/", views.forget, name="artifacts-forget"),
    path("<uuid:artifact_id>/", views.artifact, name="artifact"),
    path("<uuid:artifact_id>/save/", views.save, name="artifact-save"),
    path("<uuid:artifact_id>/versions/<int:number>/restore/", views.bring_back, name="artifact-restore"),
    path("<uuid:artifact_id>/comments/", views.remark, name="artifact-comment"),
    path("<uuid:artifact_id>/comments/<int:comment_id>/settle/", views.settled, name="artifact-settle"),
    path("<uuid:artifact_id>/links/", views.make_link, name="artifact-share"),
    path("<uuid:artifact_id>/links/<uuid:share_id>/close/", views.close_link, name="artifact-revoke"),
    path("<uuid:artifact_id>/delete/", views.delete, name="artifact-delete"),
    path("<uuid:artifact_id>/export/<slug:form>/", views.export, name="artifact-export"),
]
