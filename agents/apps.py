from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgentsConfig(AppConfig):
    name = "agents"
    verbose_name = _("assistant")

    def ready(self) -> None:
        from agents.desk import MENU, TAUGHT, VOCABULARY  # noqa: PLC0415  # models load after the app registry
        from agents.holdings import TABLES  # noqa: PLC0415
        from agents.learning.holdings import TABLES as OF_PROGRAMS  # noqa: PLC0415
        from agents.llm.holdings import TABLES as OF_MODELS  # noqa: PLC0415
        from agents.roster import checks  # noqa: F401, PLC0415  # registers itself
        from agents.roster.briefs import BRIEFS  # noqa: PLC0415
        from businesses.desk import provide  # noqa: PLC0415
        from businesses.privacy import keep  # noqa: PLC0415

        provide(VOCABULARY)
        provide(MENU)
        provide(TAUGHT)
        provide(BRIEFS)
        keep(*TABLES, *OF_MODELS, *OF_PROGRAMS)
