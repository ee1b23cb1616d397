"""How somebody who was invited comes to a password: a link that their owner hands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from tenants.context import current_business
from tenants.hosts import url_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from tenants.models import Business, Membership, User


def is_invited(user: User, business: Business) -> bool:
    """Whether the login may still be opened by a link of this business: it has no password and works nowhere else.

    A login that another business trusts too is no owner's to open; its person has it already, or asks the platform.
    """
    if user.has_usable_password() or user.is_staff or not user.is_active:
        return False
    return list(user.memberships.values_list("business", flat=True)) == [business.pk]


def invitation_link(membership: Membership) -> str:
    """The address where the person sets a password, good for three days; empty where there is nothing to set."""
    user = membership.user
    if not is_invited(user, membership.business):
        return ""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("welcome", args=[key, default_token_generator.make_token(user)], urlconf="config.urls")
    return url_of(membership.business.slug, path)


class Welcome(PasswordResetConfirmView):
    """``/welcome/<key>/<token>/``: the invited person chooses a password."""

    template_name = "tenants/welcome.html"
    success_url = reverse_lazy("login")

    def get_user(self, uidb64: str) -> Any:
        user = super().get_user(uidb64)
        return user if user is not None and is_invited(user, current_business()) else None

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return super().form_valid(form)
