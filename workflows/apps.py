from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = _("Mail and reminders")

    def ready(self) -> None:
        from tenants.provisioning.steps import removal  # noqa: PLC0415
        from workflows import subscriptions  # noqa: F401, PLC0415  # registers the handlers once apps are loaded
        from workflows.operations import end_with_business  # noqa: PLC0415

        removal.register("workflows", end_with_business)
