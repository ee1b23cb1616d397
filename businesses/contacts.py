"""Who books, as they told us."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from businesses.errors import ContactNotValid

if TYPE_CHECKING:
    from tenants.models import Business

LONGEST_NAME = 100
LONGEST_EMAIL = 254


@dataclass(frozen=True, slots=True)
class CustomerDetails:
    name: str
    phone: str = ""
    email: str = ""
    locale: str = ""


# Unicode's explicit directional formatting: reorders what is shown after it, on a staff page too.
DIRECTIONAL = re.compile("[\u202a-\u202e\u2066-\u2069]")


def plain_name(text: str) -> str:
    """One line of the name as typed: control characters gone, spaces single. It is data wherever it is shown."""
    visible = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in text)
    return re.sub(r"\s+", " ", DIRECTIONAL.sub("", visible)).strip()


def plain_note(text: str, longest: int) -> str:
    """A note as typed, lines kept: other control characters gone (PostgreSQL stores no NUL), cut at ``longest``."""
    kept = "".join(char for char in text if char == "\n" or unicodedata.category(char) != "Cc")
    return DIRECTIONAL.sub("", kept).strip()[:longest]


def e164(text: str, country: str) -> str | None:
    """The phone number in E.164, read as dialled in the country; ``None`` where it cannot be one."""
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email_address(text: str) -> str | None:
    address = text.strip().lower()
    if len(address) > LONGEST_EMAIL:
        return None
    try:
        validate_email(address)
    except ValidationError:
        return None
    return address


def checked(details: CustomerDetails, business: Business, *, is_contact_required: bool = True) -> CustomerDetails:
    """The details in the form they are stored; raises ``ContactNotValid`` naming each field that is wrong."""
    wrong: dict[str, str] = {}
    name = plain_name(details.name)
    if not 1 <= len(name) <= LONGEST_NAME:
        wrong["name"] = _("Please give a name of at most %(most)d characters.") % {"most": LONGEST_NAME}
    phone = e164(details.phone, business.country) if details.phone.strip() else ""
    if phone is None:
        wrong["phone"] = _("This does not look like a phone number. With the country code it always works.")
    email = email_address(details.email) if details.email.strip() else ""
    if email is None:
        wrong["email"] = _("This does not look like an e-mail address.")
    if is_contact_required and not wrong and not (phone or email):
        wrong["phone"] = _("Please give a phone number or an e-mail address.")
    if wrong:
        raise ContactNotValid(errors=wrong)
    return replace(details, name=name, phone=phone or "", email=email or "", locale=details.locale[:10])
