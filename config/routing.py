"""Every socket of a business's host."""

from __future__ import annotations

from artifacts.routing import websocket_urlpatterns as of_artifacts
from conversations.routing import websocket_urlpatterns as of_conversations

websocket_urlpatterns = [*of_conversations, *of_artifacts]
