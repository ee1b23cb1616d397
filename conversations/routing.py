"""Sockets of a business's host."""

from __future__ import annotations

from typing import Any, cast

from django.urls import path

from conversations.consumers.chat import ChatConsumer
from conversations.consumers.staff import StaffConsumer

# Django's path() is typed for HTTP views; URLRouter takes any ASGI application.
websocket_urlpatterns: list[Any] = [
    path("ws/chat/<uuid:conversation_id>/", cast("Any", ChatConsumer.as_asgi())),
    path("ws/staff/", cast("Any", StaffConsumer.as_asgi())),
]
