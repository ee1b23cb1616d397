from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("audit")

    def ready(self) -> None:
        from audit import signing_in  # noqa: F401, PLC0415  # hears Django's signals once apps are loaded
        from audit.operations import forget_business, keep  # noqa: PLC0415
        from tenants.deeds import keepers  # noqa: PLC0415
        from tenants.provisioning.steps import removal  # noqa: PLC0415

        keepers.append(keep)
        removal.register("audit", forget_business)
