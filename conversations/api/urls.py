"""/api/v1/conversations/ and /api/v1/dspy/ on a business's host."""

from __future__ import annotations

from django.urls import path, re_path

from conversations.api import about, modules, ratings, views, voice

urlpatterns = [
    path("conversations/create", views.CreateView.as_view(), name="conversation-create"),
    path("conversations/voice", voice.CallView.as_view(), name="conversation-call"),
    path("conversations/greeting", ratings.GreetingView.as_view(), name="conversation-greeting"),
    path("conversations/agents", about.AgentsView.as_view(), name="conversation-agents"),
    path("conversations/stats", about.StatsView.as_view(), name="conversation-stats"),
    path("conversations/health", about.HealthView.as_view(), name="conversation-health"),
    re_path(
        r"^conversations/chat/(?P<flow>dedicated|dashboard|global)$", views.ChatView.as_view(), name="conversation-chat"
    ),
    path("conversations/<uuid:conversation_id>/message", views.MessageView.as_view(), name="conversation-message"),
    path(
        "conversations/<uuid:conversation_id>/message/dspy",
        modules.ModulesMessageView.as_view(),
        name="conversation-message-dspy",
    ),
    path("conversations/<uuid:conversation_id>/voice", voice.TranscriptView.as_view(), name="conversation-transcript"),
    path("conversations/<uuid:conversation_id>/history", views.HistoryView.as_view(), name="conversation-history"),
    path(
        "conversations/<uuid:conversation_id>/switch-agent",
        views.SwitchAgentView.as_view(),
        name="conversation-switch-agent",
    ),
    path("conversations/<uuid:conversation_id>/end", views.EndView.as_view(), name="conversation-end"),
    path("conversations/<uuid:conversation_id>/rating", ratings.RatingView.as_view(), name="conversation-rating"),
    path("conversations/<uuid:conversation_id>/recover", views.RecoverView.as_view(), name="conversation-recover"),
    path("dspy/status", modules.StatusView.as_view(), name="dspy-status"),
    path("dspy/test", modules.TrialView.as_view(), name="dspy-test"),
]
