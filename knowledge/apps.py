from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("knowledge")

    def ready(self) -> None:
        from businesses.demo.seeding import seed_too  # noqa: PLC0415  # models load after the app registry
        from businesses.privacy import keep  # noqa: PLC0415
        from knowledge.demo.seeding import seed_documents  # noqa: PLC0415
        from knowledge.holdings import TABLES  # noqa: PLC0415

        keep(*TABLES)
        seed_too("documents", seed_documents)
