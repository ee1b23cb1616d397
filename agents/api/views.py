"""GET /faq: what the owner taught the assistant to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema

from agents.desk import TAUGHT
from businesses.api.conditional import NOT_MODIFIED, CatalogueView, etag_parameter
from businesses.api.serializers import ProblemSerializer
from businesses.desk import current_desk
from tenants.api import serializers

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response


class QuestionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    question = serializers.CharField(help_text="One way customers ask it.")
    answer = serializers.CharField(help_text="The owner's own words.")


class FaqSerializer(serializers.Serializer[Any]):
    faq = QuestionSerializer(many=True)


class Faq(CatalogueView):
    @extend_schema(
        operation_id="faq_list",
        summary="What customers often ask",
        parameters=[etag_parameter()],
        responses={200: FaqSerializer, 304: NOT_MODIFIED, 429: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        entries = TAUGHT.of(current_desk()).entries
        told = [
            {"id": each.id, "name": each.name, "question": each.question, "answer": each.answer} for each in entries
        ]
        return self.told(request, {"faq": told})
