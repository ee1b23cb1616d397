"""Sources and passages as programs see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.api.origins import OFTEN, FeedInput, MailboxInput, OriginSerializer, origin_json
from knowledge.models import Audience, ReadingState, SourceKind
from knowledge.models.origins import LONGEST_ADDRESS
from knowledge.operations.sources import LONGEST_NAME, LONGEST_TITLE, MOST_BYTES
from knowledge.queries.search import QUESTION_LONGEST
from tenants.api import serializers

if TYPE_CHECKING:
    from knowledge.models import DocumentVersion, Source
    from knowledge.queries import Found

AUDIENCES = [(each.name.lower(), each.label) for each in Audience]
MOST_RESULTS, MOST_SOURCES_ASKED = 50, 100


class SourceInput(serializers.Serializer[Any]):
    file = serializers.FileField(
        required=False, max_length=LONGEST_NAME, allow_empty_file=True, help_text="PDF, DOCX, XLSX, CSV, HTML, text."
    )
    text = serializers.CharField(required=False, max_length=MOST_BYTES // 4, help_text="A note, instead of a file.")
    url = serializers.CharField(required=False, max_length=LONGEST_ADDRESS, help_text="Of a web page, or a site map.")
    rest = FeedInput(required=False, help_text="A feed of JSON.")
    imap = MailboxInput(required=False, help_text="A mailbox.")
    often = serializers.ChoiceField(
        choices=OFTEN, required=False, help_text="How often a url, feed or mailbox is looked at again."
    )
    title = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_TITLE)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        given = [name for name in ("file", "text", "url", "rest", "imap") if name in attrs]
        if len(given) != 1:
            raise serializers.ValidationError({"file": ["Send one of these: a file, text, url, rest or imap."]})
        if "often" in attrs and given[0] in {"file", "text"}:
            raise serializers.ValidationError({"often": ["A file or text is nowhere to be looked at again."]})
        return attrs


class ApproveInput(serializers.Serializer[Any]):
    audience = serializers.ChoiceField(choices=AUDIENCES, help_text="Who may be told what it says.")


class VersionSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    state = serializers.ChoiceField(choices=ReadingState.choices)
    media_type = serializers.CharField()
    language = serializers.CharField()
    is_fetched = serializers.BooleanField(help_text="False while pages are still being fetched from where they are.")
    pages = serializers.IntegerField(help_text="Fetched, then read, so far; 0 in kinds without pages.")
    pages_total = serializers.IntegerField(help_text="To be fetched, as far as that is known.")
    passages_done = serializers.IntegerField()
    passages = serializers.IntegerField()
    trouble = serializers.CharField(help_text="Why it cannot be read.")


class SourceSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=SourceKind.choices)
    audience = serializers.ChoiceField(choices=AUDIENCES, allow_null=True, help_text="Null: it waits for approval.")
    created_at = serializers.DateTimeField()
    version = VersionSerializer()
    origin = OriginSerializer(allow_null=True, help_text="Where it comes from; null for files and notes.")


def source_json(source: Source, version: DocumentVersion) -> dict[str, Any]:
    """A source with its newest version."""
    return {
        "id": str(source.pk),
        "title": source.title,
        "kind": source.kind,
        "audience": None if source.audience is None else Audience(source.audience).name.lower(),
        "created_at": source.created_at.isoformat(),
        "version": {
            "number": version.number,
            "state": version.state,
            "media_type": version.media_type,
            "language": version.language,
            "is_fetched": version.is_fetched,
            "pages": version.pages,
            "pages_total": version.pages_total,
            "passages_done": version.parts_done,
            "passages": version.parts_total,
            "trouble": version.trouble,
        },
        "origin": origin_json(source, version),
    }


class FiltersInput(serializers.Serializer[Any]):
    sources = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=MOST_SOURCES_ASKED)


class SearchInput(serializers.Serializer[Any]):
    query = serializers.CharField(max_length=QUESTION_LONGEST)
    limit = serializers.IntegerField(min_value=1, max_value=MOST_RESULTS, default=10)
    filters = FiltersInput(required=False)


class ResultSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    text = serializers.CharField()
    score = serializers.FloatField(help_text="Between 0 and 1; compares results of one search only.")
    document = serializers.CharField(help_text="The source's title, headings and page.")
    source = serializers.UUIDField()  # type: ignore[assignment]  # a field's own name for something else


class ResultsSerializer(serializers.Serializer[Any]):
    results = ResultSerializer(many=True)


def result_json(found: Found) -> dict[str, Any]:
    place = f", {found.page}" if found.page else ""
    return {
        "id": found.chunk,
        "text": found.text,
        "score": found.score,
        "document": f"{found.heading or found.title}{place}",
        "source": str(found.source),
    }
