"""Where a person switches two-step login on and off, and renews the recovery codes."""

from __future__ import annotations

from base64 import b32encode
from typing import TYPE_CHECKING, Any, cast

import segno
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenants.accounts.notices import Notice, post_notice
from tenants.authentication import locked_out, own_login
from tenants.context import schema_or_public
from tenants.errors import NoSecondFactor, TooManyTries, WrongCode, WrongPassword
from tenants.limits.attempts import count_try, give_back
from tenants.proof import note_proof, proof_required
from tenants.rules import lacks_required_factor
from tenants.second_factor import (
    has_second_factor,
    offered_device,
    recovery_codes_left,
    renew_recovery_codes,
    switch_off,
    switch_on,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from tenants.models import User

NOT_VALID = 422


@own_login
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """``/account/two-step/``: the signed-in person switches the second step on or off for their own login.

    On by the password as well, off by a code: whoever finds an open browser can bind the login to no app of theirs.
    """
    user = cast("User", request.user)
    if request.method != "POST":
        return _page(request, user)
    code = request.POST.get("code", "")
    try:
        count_try(request, user.email)
        if has_second_factor(user):
            switch_off(user=user, code=code)
            post_notice(user, Notice.SECOND_FACTOR_OFF)
            messages.success(request, _("The second step is off."))
            answer: HttpResponse = redirect("account")
        else:
            if not user.check_password(request.POST.get("password", "")):
                raise WrongPassword
            answer = _show_codes(request, switch_on(user=user, code=code))
            post_notice(user, Notice.SECOND_FACTOR_ON)
    except TooManyTries as refusal:
        return locked_out(request, refusal)
    except (WrongCode, WrongPassword) as refusal:
        return _page(request, user, refusal=str(refusal.detail))
    give_back(request, user.email)
    note_proof(request)
    return answer


@own_login
@proof_required
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """``/account/recovery-codes/``: how many are left, and by POST ten others in their place."""
    user = cast("User", request.user)
    if request.method != "POST":
        return render(request, "tenants/renew_codes.html", {"left": recovery_codes_left(user)})
    try:
        codes = renew_recovery_codes(user=user)
    except NoSecondFactor:
        return redirect("second-factor")
    post_notice(user, Notice.RECOVERY_CODES)
    return _show_codes(request, codes)


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "tenants/recovery_codes.html", {"codes": codes})


def _page(request: HttpRequest, user: User, *, refusal: str = "") -> HttpResponse:
    context: dict[str, Any] = {"is_on": has_second_factor(user), "refusal": refusal}
    if not context["is_on"]:
        device = offered_device(user)
        context["picture"] = segno.make(device.config_url).svg_data_uri(scale=5, border=2, light="white")
        context["secret"] = b32encode(device.bin_key).decode()
        context["is_required"] = lacks_required_factor(user, schema_or_public())
    return render(request, "tenants/second_factor.html", context, status=NOT_VALID if refusal else 200)
