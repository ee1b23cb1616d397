"""Sockets of the assistant, on a business's host."""

from __future__ import annotations

from typing import Any, cast

from django.urls import path

from artifacts.consumers import AssistantConsumer

websocket_urlpatterns: list[Any] = [  # typed for HTTP views; URLRouter takes any ASGI application
    path("ws/assistant/<uuid:session>/", cast("Any", AssistantConsumer.as_asgi())),
]
