from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BusinessesConfig(AppConfig):
    name = "businesses"
    verbose_name = _("business")

    def ready(self) -> None:
        from businesses.customers.sections import own_sections, show  # noqa: PLC0415
        from businesses.dashboard.guide import OWN as STEPS  # noqa: PLC0415
        from businesses.dashboard.guide import lead_through  # noqa: PLC0415
        from businesses.dashboard.registry import open_as  # noqa: PLC0415
        from businesses.dashboard.rows import LISTS  # noqa: PLC0415
        from businesses.deposits.returning import without_cards  # noqa: PLC0415
        from businesses.operations.deposits.settling import DEPOSIT, DepositSettlement  # noqa: PLC0415
        from businesses.privacy import find, keep  # noqa: PLC0415
        from businesses.privacy.deposits import DEPOSITS  # noqa: PLC0415
        from businesses.privacy.holdings import BOOKING, ORDER, WAITING  # noqa: PLC0415
        from businesses.privacy.orders import MENU, ORDERS, orders_of  # noqa: PLC0415
        from businesses.privacy.organisation import ORGANISATION  # noqa: PLC0415
        from businesses.privacy.own import BUSINESS, PEOPLE, STORES, bookings_of  # noqa: PLC0415
        from businesses.privacy.retention import OWN, expire  # noqa: PLC0415
        from businesses.privacy.waiting import WAITS, waits_of  # noqa: PLC0415
        from businesses.remembering.holdings import EXPIRING, REMEMBERED  # noqa: PLC0415
        from businesses.sealing.returning import seal_as_its_own  # noqa: PLC0415
        from businesses.starter.catalogue import load_starter  # noqa: PLC0415  # models load after the app registry
        from businesses.tallies import BOOKINGS  # noqa: PLC0415
        from payments.settlements import settlements  # noqa: PLC0415
        from tenants.organisations.tallies import tell  # noqa: PLC0415
        from tenants.provisioning.steps import provisioning, returning  # noqa: PLC0415

        find(BOOKING, bookings_of)
        find(ORDER, orders_of)
        find(WAITING, waits_of)
        expire(*OWN, EXPIRING)
        show(*own_sections())
        keep(*BUSINESS, *ORGANISATION, *MENU, *DEPOSITS, *PEOPLE, *ORDERS, *WAITS, *REMEMBERED, *STORES)
        provisioning.register("catalogue", load_starter)
        returning["seals"] = seal_as_its_own
        returning["cards"] = without_cards
        settlements[DEPOSIT] = DepositSettlement()
        open_as(*LISTS)
        tell(BOOKINGS)
        for name, step in STEPS.items():
            lead_through(name, step)
