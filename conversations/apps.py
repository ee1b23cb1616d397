from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "conversations"
    verbose_name = _("conversations")

    def ready(self) -> None:
        from conversations import subscriptions  # noqa: F401, PLC0415  # registers the handlers once apps are loaded
        from conversations.live import close_sockets, recheck_staff  # noqa: PLC0415
        from tenants.provisioning.steps import closing, standing  # noqa: PLC0415

        closing.register("sockets", close_sockets)
        standing.register("staff's sockets", recheck_staff)
