"""The second factor at login: a code from an app (RFC 6238), or one of ten recovery codes.

The devices are django-otp's, in the public schema beside the users; it also slows repeated guesses per device. Of a
recovery code only a keyed digest is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b32encode
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tenants.actors import actor_of
from tenants.deeds import done
from tenants.errors import NoSecondFactor, WrongCode

if TYPE_CHECKING:
    from tenants.models import User

RECOVERY_CODES = 10
DIGITS = 6
LONGEST_CODE = 32
RECOVERY_BYTES = 10
"""Of a recovery code and of its digest alike: 80 bits, the 16 characters django-otp's column holds in base32."""
PURPOSE = b"recovery-code:"

CODE_REFUSED = "login.code_refused"
FACTOR_ON = "login.second_factor_on"
FACTOR_OFF = "login.second_factor_off"
CODES_RENEWED = "login.recovery_codes_renewed"


def has_second_factor(user: User) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def is_right(user: User, code: str) -> bool:
    """Whether the code opens the login now; a right one is used up."""
    plain = code[:LONGEST_CODE].replace(" ", "").replace("-", "").lower()
    is_of_app = len(plain) == DIGITS and plain.isdecimal()
    kind = TOTPDevice if is_of_app else StaticDevice
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        if device is not None and device.verify_token(plain if is_of_app else digest(plain)):
            return True
        done(CODE_REFUSED, about=f"user:{user.pk}", by=actor_of(user))
    return False


def offered_device(user: User) -> TOTPDevice:
    """The device the user is being shown and has not confirmed yet: the same until they have."""
    device: TOTPDevice = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})[0]
    return device


def switch_on(*, user: User, code: str) -> list[str]:
    """Confirm the offered device by a code of it; the recovery codes, told this once. Raises ``WrongCode``."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        is_confirmed = device is not None and device.verify_token(code.replace(" ", ""))
        if is_confirmed:
            forget_second_factor(user, but=device.pk)
            device.confirmed = True
            device.save()
            codes = _new_recovery_codes(user)
            done(FACTOR_ON, about=f"user:{user.pk}", by=actor_of(user))
    if not is_confirmed:
        raise WrongCode
    return codes


def switch_off(*, user: User, code: str) -> None:
    """Raises ``WrongCode``: whoever found an open browser cannot."""
    if not is_right(user, code):
        raise WrongCode
    with transaction.atomic():
        forget_second_factor(user)
        done(FACTOR_OFF, about=f"user:{user.pk}", by=actor_of(user))


def forget_second_factor(user: User, *, but: int = 0) -> None:
    """Let every app and recovery code of the login be nothing any more, except the app with the key ``but``."""
    TOTPDevice.objects.filter(user=user).exclude(pk=but).delete()
    StaticDevice.objects.filter(user=user).delete()


def renew_recovery_codes(*, user: User) -> list[str]:
    """Ten new codes in place of those left, told this once. Raises ``NoSecondFactor`` for who has no app."""
    with transaction.atomic():
        if not TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).exists():
            raise NoSecondFactor
        StaticDevice.objects.filter(user=user).delete()
        codes = _new_recovery_codes(user)
        done(CODES_RENEWED, about=f"user:{user.pk}", by=actor_of(user))
    return codes


def recovery_codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def digest(code: str) -> str:
    """What is kept of a recovery code: without the key it cannot be tried against what a copy of the table holds."""
    keyed = hmac.new(settings.SECRET_KEY.encode(), PURPOSE + code.encode(), hashlib.sha256).digest()
    return b32encode(keyed[:RECOVERY_BYTES]).decode().lower()


def _new_recovery_codes(user: User) -> list[str]:
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode().lower() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=digest(code)) for code in codes)
    return ["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes]
