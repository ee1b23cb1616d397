"""How owners create businesses by themselves: the first at the platform, another from the host of one they own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.throttling import SimpleRateThrottle

from tenants.actors import actor_of
from tenants.errors import InvalidBusiness
from tenants.hosts import url_of
from tenants.models import Business, Category, Role, User
from tenants.operations import NewOwner, create_business, sign_up
from tenants.places import countries, timezones
from tenants.rules import member_required
from tenants.validators import CURRENCIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from rest_framework.request import Request
    from rest_framework.views import APIView

TOO_MANY, NOT_VALID = 429, 422
CREATED = "created_business"
DETAILS = ("name", "slug", "category", "country", "timezone", "currency")


class SignUpThrottle(SimpleRateThrottle):
    """How often one address may try to create a business."""

    scope = "sign-up"
    rate = "20/hour"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


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


@member_required(Role.OWNER)
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
    # DRF's throttle reads only META of the request and nothing of the view.
    if not SignUpThrottle().allow_request(cast("Request", request), cast("APIView", None)):
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
            request.session[CREATED] = business.slug
            return redirect("signup-ready")
    return render(request, "tenants/signup.html", {"form": form}, status=NOT_VALID)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """``/signup/ready/``: the way to the host of the business just created; a form may not lead to another host."""
    business = Business.objects.filter(slug=request.session.get(CREATED, "")).first()
    if business is None:
        raise Http404
    context = {"created": business, "address": url_of(business.slug, "/login/?next=/admin/&new=1")}
    return render(request, "tenants/ready.html", context)
