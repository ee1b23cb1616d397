"""What a browser is asked to have signed, and whether what it brings is that (W3C Web Authentication, level 3).

A passkey holds on the platform's host and all below it; on a domain of a business's own it holds there alone.
Both steps of signing in are in it: the device, and that it has known its person.
"""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from tenants.errors import PasskeyRefused
from tenants.hosts import hostname
from tenants.models import Passkey, User
from tenants.operations import note_passkey_used

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

CHALLENGE = "passkey_challenge"
"""The session's key for what was asked to be signed, for what, and when."""
LIFETIME = 300.0
ADDING, ENTERING = "add", "enter"
NAME = "X-Seven"


def scope_of(request: HttpRequest) -> str:
    """Where a passkey made or used on the request's host holds: the platform's host and all below it, or that alone.

    A host of one label ("localhost") is nothing that others can be below of, to a browser.
    """
    host, platform = hostname(request.get_host()), settings.PLATFORM_HOST
    is_below = "." in platform and (host == platform or host.endswith(f".{platform}"))
    return platform if is_below else host


def options_to_add(request: HttpRequest, user: User) -> dict[str, Any]:
    """What ``navigator.credentials.create`` is given, as JSON."""
    import webauthn  # noqa: PLC0415  # with its cryptography: only where a passkey is made or used
    from webauthn.helpers import structs  # noqa: PLC0415

    known = [structs.PublicKeyCredentialDescriptor(_bytes(each.credential)) for each in user.passkeys.all()]
    options = webauthn.generate_registration_options(
        rp_id=scope_of(request),
        rp_name=NAME,
        user_id=handle_of(user),
        user_name=user.email,
        user_display_name=user.get_full_name(),
        exclude_credentials=known,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
    )
    return _asked(request, ADDING, webauthn.options_to_json(options))


def made(request: HttpRequest, credential: Mapping[str, Any]) -> Passkey:
    """The passkey the browser has made, not kept yet. Raises ``PasskeyRefused``."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    challenge, scope = _challenge(request, ADDING), scope_of(request)
    try:
        verified = webauthn.verify_registration_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=scope,
            expected_origin=_origin(request),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise PasskeyRefused from error
    return Passkey(
        credential=_text(verified.credential_id),
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        scope=scope,
    )


def options_to_enter(request: HttpRequest) -> dict[str, Any]:
    """What ``navigator.credentials.get`` is given; it names nobody: the device knows whose passkeys it has."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import structs  # noqa: PLC0415

    options = webauthn.generate_authentication_options(
        rp_id=scope_of(request), user_verification=structs.UserVerificationRequirement.REQUIRED
    )
    return _asked(request, ENTERING, webauthn.options_to_json(options))


def holder(request: HttpRequest, credential: Mapping[str, Any]) -> User:
    """Whose passkey has signed. Raises ``PasskeyRefused`` for one that is not known, or is a copy of one used since."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    challenge, scope = _challenge(request, ENTERING), scope_of(request)
    named = str(credential.get("id", ""))
    passkey = Passkey.objects.select_related("user").filter(credential=named, scope=scope).first()
    if passkey is None:
        raise PasskeyRefused
    try:
        verified = webauthn.verify_authentication_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=scope,
            expected_origin=_origin(request),
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise PasskeyRefused from error
    said = (credential.get("response") or {}).get("userHandle")
    if not isinstance(said, str) or not constant_time_compare(said, _text(handle_of(passkey.user))):
        raise PasskeyRefused
    note_passkey_used(passkey=passkey, sign_count=verified.new_sign_count)
    return passkey.user


def handle_of(user: User) -> bytes:
    """What a device knows the person by: it tells nothing of them to who reads it there."""
    return salted_hmac("passkey-handle", str(user.pk), algorithm="sha256").digest()


def _asked(request: HttpRequest, purpose: str, options: str) -> dict[str, Any]:
    asked: dict[str, Any] = json.loads(options)
    request.session[CHALLENGE] = {"for": purpose, "is": asked["challenge"], "at": time.time()}
    return asked


def _challenge(request: HttpRequest, purpose: str) -> bytes:
    """Good once. Raises ``PasskeyRefused``."""
    asked = request.session.pop(CHALLENGE, None)
    if not asked or asked["for"] != purpose or time.time() - asked["at"] > LIFETIME:
        raise PasskeyRefused
    return _bytes(asked["is"])


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
