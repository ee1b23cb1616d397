"""What somebody has done, told where it is done: higher rooms keep it (``audit``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import structlog

from tenants.context import schema_or_public

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.actors import Actor

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Deed:
    """One write that matters, a sign-in, an export, a change of rights.

    ``about`` names what it was done to, such as ``booking:K7F-2QM`` or ``user:7``. ``detail`` is kept for good and
    holds nothing personal: names of fields, roles, counts. ``particulars`` are what may have to be forgotten: names,
    addresses, values that were and are.
    """

    name: str
    about: str
    by: Actor
    schema: str
    detail: dict[str, Any] = field(default_factory=dict)
    particulars: dict[str, Any] = field(default_factory=dict)


keepers: list[Callable[[Deed], object]] = []
"""Called with every deed, in its transaction: a deed that cannot be kept is not done."""


def done(
    name: str,
    *,
    about: str,
    by: Actor,
    schema: str = "",
    detail: dict[str, Any] | None = None,
    particulars: dict[str, Any] | None = None,
) -> None:
    """Say that this was done, inside the transaction that does it; in the current business or platform, unless said."""
    deed = Deed(name, about, by, schema or schema_or_public(), detail or {}, particulars or {})
    logger.info(name, about=about, by=str(by), **{key: value for key, value in deed.detail.items() if key != "event"})
    for keep in keepers:
        keep(deed)
