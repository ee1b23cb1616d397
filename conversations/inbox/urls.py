from __future__ import annotations

from django.urls import path

from conversations.inbox import views

urlpatterns = [
    path("", views.conversations, name="inbox"),
    path("booking/<str:reference>/", views.of_booking, name="inbox-of-booking"),
    path("<uuid:conversation_id>/", views.conversations, name="inbox-thread"),
    path("<uuid:conversation_id>/seen/", views.seen, name="inbox-seen"),
    path("<uuid:conversation_id>/reply/", views.reply, name="inbox-reply"),
    path("<uuid:conversation_id>/<str:verb>/", views.move, name="inbox-move"),
]
