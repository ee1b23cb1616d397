from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models import StaffMember
from businesses.queries.catalogue import service_called, staff_called
from tests.businesses.rows import add_service, add_table

if TYPE_CHECKING:
    from tenants.models import Business


def test_names_are_found_by_key_and_by_name(restaurant: Business) -> None:
    cut = add_service(add_table("T1"), name="Cut")
    ada = StaffMember.objects.create(name="Ada")

    assert {service_called(text) for text in (str(cut.pk), "cut", " CUT ")} == {cut}
    assert staff_called("ada") == ada
    assert [service_called(text) for text in ("", "\u0662", "9" * 30, "Cut; DROP TABLE")] == [None] * 4
