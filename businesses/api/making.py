"""What the endpoints that make a booking, an order or a place on the waiting list have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rest_framework.permissions import AllowAny

from businesses.api.idempotency import IdempotentView
from businesses.tokens import manage_token
from tenants.api.keys import ApiKeyAuthentication, PublicThrottle

if TYPE_CHECKING:
    from businesses.models import Booking, Order, Waiting
    from tenants.api.serializers import Serializer


def read(serializer: Serializer[Any]) -> dict[str, Any]:
    """What was sent; raises ``ValidationError`` by field."""
    serializer.is_valid(raise_exception=True)
    values: dict[str, Any] = serializer.validated_data
    return values


class MakingView(IdempotentView):
    """Makes a ``made`` for whoever asks, and answers with the token that opens it: a repeat needs its key."""

    authentication_classes = (ApiKeyAuthentication,)
    permission_classes = (AllowAny,)
    throttle_classes = (PublicThrottle,)
    throttle_scope = "hold"
    is_key_required = True
    made: ClassVar[type[Booking | Order | Waiting]]

    def with_secrets(self, body: dict[str, Any]) -> dict[str, Any]:
        return {**body, "manage_token": manage_token(self.made.objects.get(reference=body["reference"]))}
