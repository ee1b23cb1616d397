"""What a reply may ask for: the details a customer can give, a choice among what was named, a yes, and a person."""

from __future__ import annotations

from typing import Literal, get_args

Need = Literal[
    "service",
    "people",
    "date",
    "time",
    "choice",
    "name",
    "phone",
    "email",
    "address",
    "item",
    "option",
    "way",
    "table",
    "reference",
    "hours",
    "days",
    "price",
    "section",
    "staff",
    "report",
    "confirm",
    "person",
]
NEEDS: tuple[Need, ...] = get_args(Need)
