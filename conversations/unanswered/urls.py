from __future__ import annotations

from django.urls import path

from conversations.unanswered import views

urlpatterns = [
    path("", views.unanswered, name="unanswered"),
    path("answer/", views.answer, name="unanswered-answer"),
]
