from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BillingConfig(AppConfig):
    name = "billing"
    verbose_name = _("billing")

    def ready(self) -> None:
        from billing.demo.seeding import seed_billing  # noqa: PLC0415  # models load after the app registry
        from billing.operations.removing import forget_business  # noqa: PLC0415
        from billing.operations.settling import INVOICE, InvoiceSettlement  # noqa: PLC0415
        from billing.operations.subscribing import begin_trial  # noqa: PLC0415
        from billing.reporting import REPORT  # noqa: PLC0415
        from businesses.demo.seeding import seed_too  # noqa: PLC0415
        from payments.settlements import settlements  # noqa: PLC0415
        from reports.registry import offer  # noqa: PLC0415
        from tenants.provisioning.steps import provisioning, removal  # noqa: PLC0415

        settlements[INVOICE] = InvoiceSettlement()
        provisioning.register("billing", begin_trial)
        removal.register("billing", forget_business)
        seed_too("billing", seed_billing)
        offer(REPORT)
