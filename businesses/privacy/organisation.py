"""What a copy of a business's data says of the organisation it belongs to: who has a role in it by that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from businesses.privacy.holdings import Table
from tenants.context import current_schema
from tenants.models import OrganisationMember

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from businesses.privacy.holdings import Subject


def of_organisation(_subject: Subject | None) -> QuerySet[OrganisationMember]:
    return OrganisationMember.objects.filter(organisation__branches__business__schema_name=current_schema())


ORGANISATION = (
    Table(
        name="organisation",
        title=_("people of the organisation"),
        rows=of_organisation,
        columns=("organisation__name", "user__email", "user__name", "role", "created_at"),
        is_of_people=False,
    ),
)
