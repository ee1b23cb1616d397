from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "conversations"
    verbose_name = _("conversations")

    def ready(self) -> None:
        from businesses.customers.sections import show  # noqa: PLC0415
        from businesses.dashboard.guide import lead_through  # noqa: PLC0415
        from businesses.dashboard.registry import open_as, reckon  # noqa: PLC0415
        from businesses.demo.seeding import seed_too  # noqa: PLC0415
        from businesses.privacy import find, keep  # noqa: PLC0415
        from businesses.privacy.retention import expire  # noqa: PLC0415
        from conversations import subscriptions  # noqa: F401, PLC0415  # registers the handlers once apps are loaded
        from conversations.dashboard import LISTS, conversation_figures  # noqa: PLC0415
        from conversations.demo import seed_conversations  # noqa: PLC0415
        from conversations.engine.returning import call_threads_anew  # noqa: PLC0415
        from conversations.holdings import CONVERSATION, EXPIRING, STORES, TABLES, conversations_of  # noqa: PLC0415
        from conversations.inbox.tallies import WAITING  # noqa: PLC0415
        from conversations.inbox.with_customer import SECTION  # noqa: PLC0415
        from conversations.live import close_sockets, recheck_staff  # noqa: PLC0415
        from conversations.reporting import REPORT  # noqa: PLC0415
        from conversations.setting_up import STEPS  # noqa: PLC0415
        from conversations.varied.measures import MEASURES, VISITS  # noqa: PLC0415
        from conversations.varied.subjects import SUBJECTS  # noqa: PLC0415
        from experiments.registry import measure, vary  # noqa: PLC0415
        from reports.registry import offer  # noqa: PLC0415
        from tenants.organisations.tallies import tell  # noqa: PLC0415
        from tenants.provisioning.steps import closing, returning, standing  # noqa: PLC0415

        show(SECTION)
        find(CONVERSATION, conversations_of)
        keep(*TABLES, *STORES)
        expire(*EXPIRING)
        returning["checkpoints"] = call_threads_anew
        closing.register("sockets", close_sockets)
        standing.register("staff's sockets", recheck_staff)
        reckon("conversations", conversation_figures)
        seed_too("conversations", seed_conversations)
        open_as(*LISTS)
        tell(WAITING)
        offer(REPORT)
        vary(*SUBJECTS)
        measure(*MEASURES, visits=VISITS)
        for name, step in STEPS.items():
            lead_through(name, step)
