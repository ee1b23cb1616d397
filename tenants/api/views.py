"""Tokens for a business's members: issued on its host, good on its host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.tokens import RefreshToken

from tenants.actors import actor_of
from tenants.api import serializers
from tenants.api.authentication import (
    FAMILY_CLAIM,
    assert_of_this_business,
    bind_to_business,
    bind_to_person,
    holder_of,
)
from tenants.authentication import may_sign_in_here
from tenants.context import schema_or_public
from tenants.limits.attempts import begin_anew, count_try
from tenants.operations import end_family, renew, sign_out_everywhere, start_family
from tenants.rules import lacks_required_factor
from tenants.second_factor import has_second_factor, is_right
from tenants.visits import where_from

if TYPE_CHECKING:
    from rest_framework.request import Request

    from tenants.models import User
    from tenants.operations import Where


class Credentials(serializers.Serializer[Any]):
    email = serializers.EmailField()
    password = serializers.CharField(max_length=200, trim_whitespace=False)
    otp = serializers.CharField(max_length=16, required=False, help_text="For who has switched two-step login on.")


class Refresh(serializers.Serializer[Any]):
    refresh = serializers.CharField(max_length=2000)


class Ending(Refresh):
    everywhere = serializers.BooleanField(default=False)


class TokenPair(serializers.Serializer[Any]):
    access = serializers.CharField()
    refresh = serializers.CharField()


def pair(refresh: RefreshToken) -> dict[str, str]:
    return {"access": str(refresh.access_token), "refresh": str(refresh)}


def first_token(user: User, where: Where) -> RefreshToken:
    """A refresh token of a new family."""
    token = RefreshToken.for_user(user)
    bind_to_business(token)
    bind_to_person(token, user)
    token[FAMILY_CLAIM] = str(start_family(user=user, newest=token["jti"], where=where).pk)
    return token


def verified(text: str) -> tuple[RefreshToken, User]:
    """The refresh token, if it is one of this business and has not been ended, and whose it is."""
    try:
        token = RefreshToken(cast("Any", text))
    except TokenError:
        raise InvalidToken from None
    assert_of_this_business(token)
    return token, holder_of(token)


class TokenView(APIView):
    """Base of the three: open to visitors, who prove themselves in the body."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "token"

    def get_authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'  # without it DRF answers 403 where 401 is meant


class IssueToken(TokenView):
    @extend_schema(request=Credentials, responses=TokenPair, operation_id="auth_token")
    def post(self, request: Request) -> Response:
        """Exchange e-mail and password, and the code of who has two-step login, for a token pair."""
        given = Credentials(data=request.data)
        given.is_valid(raise_exception=True)
        email, password = given.validated_data["email"], given.validated_data["password"]
        user = authenticate(request._request, username=email, password=password)
        if user is None:
            raise AuthenticationFailed
        self.check_code(request, user, given.validated_data.get("otp", ""))
        begin_anew(request._request, user.email)
        return Response(pair(first_token(user, where_from(request._request))))

    def check_code(self, request: Request, user: User, code: str) -> None:
        if lacks_required_factor(user, schema_or_public()):
            raise AuthenticationFailed(_("Set up two-step login first, at /account/two-step/."), "otp-missing")
        if not has_second_factor(user):
            return
        if not code:
            raise AuthenticationFailed(_("Send the code of your app as otp."), "otp-required")
        count_try(request._request, user.email)
        if not is_right(user, code):
            raise AuthenticationFailed


class RefreshAccess(TokenView):
    @extend_schema(request=Refresh, responses=TokenPair, operation_id="auth_token_refresh")
    def post(self, request: Request) -> Response:
        """Exchange a refresh token for a new pair; the old one is used up, and ends what followed if it comes again."""
        given = Refresh(data=request.data)
        given.is_valid(raise_exception=True)
        token, user = verified(given.validated_data["refresh"])
        used = token["jti"]
        token.set_jti()
        token.set_exp()
        token.set_iat()
        if not renew(family=token[FAMILY_CLAIM], used=used, newest=token["jti"]) or not may_sign_in_here(user):
            raise InvalidToken
        return Response(pair(token))


class BlacklistToken(TokenView):
    @extend_schema(request=Ending, responses={204: None}, operation_id="auth_token_blacklist")
    def post(self, request: Request) -> Response:
        """End a refresh token and all that came with it; ``everywhere``: every session and token of the person."""
        given = Ending(data=request.data)
        given.is_valid(raise_exception=True)
        token, user = verified(given.validated_data["refresh"])
        end_family(family=token[FAMILY_CLAIM])
        if given.validated_data["everywhere"]:
            sign_out_everywhere(user=user, by=actor_of(user))
        return Response(status=204)
