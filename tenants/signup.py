"""How owners create businesses by themselves: the first at the platform, another from the host of one they own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tenants.accounts.links import ENTRY_LIFETIME, entry_link, user_entering
from tenants.actors import actor_of
from tenants.authentication import BACKEND, may_sign_in_here
from tenants.errors import InvalidBusiness, TokenExpired, TokenForged
from tenants.hosts import url_of
from tenants.limits.addresses import address_of
from tenants.limits.buckets import Limit
from tenants.limits.shared import take
from tenants.models import Business, Category, User
from tenants.operations import NewOwner, create_business, sign_up
from tenants.permissions import Permission
from tenants.places import countries, timezones
from tenants.rules import member_required
from tenants.validators import CURRENCIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

TOO_MANY, NOT_VALID = 429, 422
CREATED = "created_business"
SIGN_UPS = Limit("sign-up", 20, 3600.0)
"""Tries of one address to create a business."""
DETAILS = ("name", "slug", "category", "country", "timezone", "currency")


class BusinessSignUpForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the business"), max_length=120)
    slug = forms.SlugField(
        label=gettext_lazy("Web address"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Small letters, digits and hyphens. Left empty, it is made from the name."),
    )
    category = forms.ChoiceField(label=gettext_lazy("Kind of business"), choices=Category.choices)
    country = forms.ChoiceField(label=gettext_lazy("Country"))
    timezone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"), choices=[(code, code) for code in sorted(CURRENCIES)], initial="EUR"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [("", _("Please choose"))]
        choices = {"country": countries(), "timezone": [(zone, zone.replace("_", " ")) for zone in timezones()]}
        for name, options in choices.items():
            cast("forms.ChoiceField", self.fields[name]).choices = [*chosen, *options]
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_help"

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        return slug or slugify(self.cleaned_data.get("name", ""))[:40].strip("-")


class SignUpForm(BusinessSignUpForm):
    owner = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Ten characters at least."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        person = User(email=said.get("email", ""), name=said.get("owner", ""))
        if password := said.get("password"):
            try:
                validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return said


@require_http_methods(["GET", "HEAD", "POST"])
def signup(request: HttpRequest) -> HttpResponse:
    """``/signup/`` at the platform: the form; the POST creates login and business and leads to its own host."""

    def create(details: Business, said: dict[str, Any]) -> Business:
        owner = NewOwner(name=said["owner"], email=said["email"], password=said["password"])
        return sign_up(details=details, owner=owner)

    return _answer(request, SignUpForm, create)


@member_required(Permission.BUSINESS_CREATE)
@require_http_methods(["GET", "HEAD", "POST"])
def another(request: HttpRequest) -> HttpResponse:
    """``/signup/`` at a business: another one, for its owner's login."""
    user = request.user

    def create(details: Business, _said: dict[str, Any]) -> Business:
        return create_business(details=details, owner=cast("User", user), by=actor_of(user))

    return _answer(request, BusinessSignUpForm, create)


def _answer(
    request: HttpRequest, kind: type[BusinessSignUpForm], create: Callable[[Business, dict[str, Any]], Business]
) -> HttpResponse:
    if request.method != "POST":
        return render(request, "tenants/signup.html", {"form": kind()})
    form = kind(request.POST)
    if take((SIGN_UPS, address_of(request))):
        form.add_error(None, _("Too many tries from your address. Please wait an hour."))
        return render(request, "tenants/signup.html", {"form": form}, status=TOO_MANY)
    if form.is_valid():
        said = form.cleaned_data
        try:
            business = create(Business(**{field: said[field] for field in DETAILS}), said)
        except InvalidBusiness as refusal:
            for field, told in refusal.errors.items():
                form.add_error(field if field in form.fields else None, cast("Any", told))
        else:
            owner = business.memberships.get()
            request.session[CREATED] = {"slug": business.slug, "owner": owner.user_id, "at": time.time()}
            return redirect("signup-ready")
    return render(request, "tenants/signup.html", {"form": form}, status=NOT_VALID)


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """``/signup/ready/``: the way to the host of the business just created; a form may not lead to another host."""
    created = request.session.get(CREATED) or {"slug": "", "owner": None, "at": 0}
    business = Business.objects.filter(slug=created["slug"]).first()
    owner = User.objects.filter(pk=created["owner"]).first()
    if business is None or owner is None:
        raise Http404
    is_fresh = time.time() - created["at"] < ENTRY_LIFETIME.total_seconds()
    address = entry_link(owner, business) if is_fresh else url_of(business.slug, "/login/?next=/admin/&new=1")
    context = {"created": business, "address": address, "owner": owner, "is_kept_here": not settings.EMAIL_HOST}
    return render(request, "tenants/ready.html", context)


@never_cache
@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """``/signup/enter/<token>/``: signs in who has just created this business, once; anybody else signs in as usual."""
    try:
        user = user_entering(token)
    except (TokenForged, TokenExpired):
        return redirect("login")
    if not may_sign_in_here(user):
        return redirect("login")
    login(request, user, backend=BACKEND)
    return redirect("admin:index")
