from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = _("Mail and reminders")

    def ready(self) -> None:
        from businesses.customers.sections import show  # noqa: PLC0415  # as below
        from businesses.privacy import keep  # noqa: PLC0415  # models load after the app registry
        from businesses.privacy.retention import expire  # noqa: PLC0415
        from tenants.provisioning.steps import remains, underway  # noqa: PLC0415
        from workflows import (  # noqa: PLC0415  # registers the handlers
            change_subscriptions,  # noqa: F401
            deposit_subscriptions,  # noqa: F401
            optimisation_subscriptions,  # noqa: F401
            order_subscriptions,  # noqa: F401
            report_subscriptions,  # noqa: F401
            series_subscriptions,  # noqa: F401
            subscriptions,  # noqa: F401
            waiting_subscriptions,  # noqa: F401
        )
        from workflows.holdings import EXPIRING, STORES, TABLES, erase_mail_files_of  # noqa: PLC0415
        from workflows.operations import forget_with_business  # noqa: PLC0415
        from workflows.with_customer import SECTION  # noqa: PLC0415

        show(SECTION)
        keep(*TABLES, *STORES)
        expire(*EXPIRING)
        remains.register("workflows", forget_with_business)
        underway.register("workflows", forget_with_business)
        remains.register("mail files", erase_mail_files_of)
