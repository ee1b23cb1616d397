"""Sockets of a business's host."""

from __future__ import annotations

from django.urls import path

from conversations.consumers.chat import ChatConsumer
from conversations.consumers.staff import StaffConsumer

websocket_urlpatterns = [
    path("ws/chat/<uuid:conversation_id>/", ChatConsumer.as_asgi()),
    path("ws/staff/", StaffConsumer.as_asgi()),
]
