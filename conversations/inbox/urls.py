from __future__ import annotations

from django.urls import path

from conversations.inbox import replies, views
from conversations.inbox.why.views import why_it_was_said

urlpatterns = [
    path("", views.conversations, name="inbox"),
    path("waiting/", views.waiting, name="inbox-waiting"),
    path("replies/", replies.replies, name="canned-replies"),
    path("replies/<int:reply_id>/", replies.replies, name="canned-reply"),
    path("replies/<int:reply_id>/delete/", replies.delete, name="canned-reply-delete"),
    path("booking/<str:reference>/", views.of_booking, name="inbox-of-booking"),
    path("<uuid:conversation_id>/", views.conversations, name="inbox-thread"),
    path("<uuid:conversation_id>/seen/", views.seen, name="inbox-seen"),
    path("<uuid:conversation_id>/reply/", views.reply, name="inbox-reply"),
    path("<uuid:conversation_id>/note/", views.note, name="inbox-note"),
    path("<uuid:conversation_id>/why/<uuid:message_id>/", why_it_was_said, name="inbox-why"),
    path("<uuid:conversation_id>/<str:verb>/", views.move, name="inbox-move"),
]
