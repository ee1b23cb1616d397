from __future__ import annotations

from django.urls import path

from conversations.assistant import views

urlpatterns = [
    path("", views.talk, name="assistant"),
    path("say/", views.say, name="assistant-say"),
    path("anew/", views.anew, name="assistant-anew"),
]
