"""GET /organisation: the businesses of the organisation that the host's business belongs to, and how each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from tenants.api import serializers
from tenants.api.authentication import BusinessJWTAuthentication
from tenants.api.keys import ApiKeyAuthentication
from tenants.context import current_business
from tenants.hosts import url_of
from tenants.models import Organisation
from tenants.organisations.queries import seen_by
from tenants.permissions import Permission
from tenants.rules import permitted

if TYPE_CHECKING:
    from rest_framework.request import Request

    from tenants.models import User


class Branches(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    url = serializers.URLField(help_text="Its own host.")
    may_enter = serializers.BooleanField(help_text="Whether who asks has a role there.")
    counts = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="Such as bookings_today and conversations_waiting; those that who asks may see there.",
    )


class OrganisationSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    businesses = Branches(many=True)


class OwnOrganisation(APIView):
    authentication_classes = (ApiKeyAuthentication, BusinessJWTAuthentication, SessionAuthentication)
    permission_classes = (permitted(Permission.ORGANISATION_VIEW),)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "read"

    @extend_schema(
        operation_id="organisation_retrieve",
        summary="The organisation's businesses, and how each stands today",
        description="404 where the business belongs to none. A key sees counts of its own business only.",
        responses={200: OrganisationSerializer},
    )
    def get(self, request: Request) -> Response:
        found = Organisation.objects.filter(branches__business=current_business()).first()
        if found is None:
            raise Http404
        seen = [
            {
                "slug": each.business.slug,
                "name": each.business.name,
                "url": url_of(each.business.slug),
                "may_enter": each.may_enter,
                "counts": {tally.key: count for tally, count in each.counts},
            }
            for each in seen_by(cast("User", request.user), found)
        ]
        return Response({"name": found.name, "businesses": seen})
