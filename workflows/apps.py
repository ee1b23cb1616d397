from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = _("Mail and reminders")

    def ready(self) -> None:
        from workflows import subscriptions  # noqa: F401, PLC0415  # registers the handlers once apps are loaded
