from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from events.operations import forget_business, forget_what_waits  # noqa: PLC0415  # models load after the app registry
        from tenants.provisioning.steps import removal, returning  # noqa: PLC0415

        removal.register("events", forget_business)
        returning["events"] = forget_what_waits
