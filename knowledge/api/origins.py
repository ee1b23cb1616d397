"""Sources that are elsewhere, as programs say and see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.models import Origin, ReadingState, SourceKind
from knowledge.models.origins import LONGEST_ADDRESS, LONGEST_SECRET, LONGEST_WORD, Often
from knowledge.operations import Wanted
from tenants.api import serializers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.models import DocumentVersion, Source

OFTEN = [(each.value, each.label) for each in Often if each.value]
MOST_FIELDS = 50


class FeedInput(serializers.Serializer[Any]):
    url = serializers.CharField(max_length=LONGEST_ADDRESS)
    items = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=LONGEST_WORD,
        help_text="A path to the list of items.",
    )
    title = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=LONGEST_WORD, help_text="A path within an item."
    )
    take = serializers.DictField(
        child=serializers.CharField(max_length=LONGEST_WORD),
        required=False,
        help_text="Labels, and the path of each within an item.",
    )
    header = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_WORD)
    secret = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=LONGEST_SECRET, write_only=True,
        help_text="What is sent in the header, to this server alone.",
    )  # fmt: skip

    def validate_take(self, value: dict[str, str]) -> dict[str, str]:
        if len(value) > MOST_FIELDS or any(set("=\r\n") & set(f"{label}{path}") for label, path in value.items()):
            raise serializers.ValidationError(f"Up to {MOST_FIELDS}, on one line each, without “=”.")
        return value


class MailboxInput(serializers.Serializer[Any]):
    host = serializers.CharField(max_length=LONGEST_ADDRESS, help_text="With a port where it is not 993.")
    user = serializers.CharField(max_length=LONGEST_WORD)
    password = serializers.CharField(max_length=LONGEST_SECRET, write_only=True, trim_whitespace=False)
    folder = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_WORD)


class OriginSerializer(serializers.Serializer[Any]):
    address = serializers.CharField()
    often = serializers.ChoiceField(choices=Often.choices, help_text="Empty: only when somebody asks.")
    checked_at = serializers.DateTimeField(allow_null=True, help_text="When it was last reached.")
    next_at = serializers.DateTimeField(allow_null=True)
    left_out = serializers.ListField(
        child=serializers.DictField(child=serializers.CharField()), help_text="Pages, by address, and why."
    )


class VersionRowSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    state = serializers.ChoiceField(choices=ReadingState.choices)
    created_at = serializers.DateTimeField()
    approved_at = serializers.DateTimeField(allow_null=True)
    restored_from = serializers.IntegerField(allow_null=True)
    is_told = serializers.BooleanField()


class VersionsSerializer(serializers.Serializer[Any]):
    versions = VersionRowSerializer(many=True)


class RestoreSourceInput(serializers.Serializer[Any]):
    number = serializers.IntegerField(min_value=1, help_text="The version whose words are told again.")


def wanted_of(data: Mapping[str, Any]) -> Wanted | None:
    """None where no place is named, but a file or text."""
    told = {"title": data["title"], "often": data.get("often", "")}
    if url := data.get("url"):
        return Wanted(kind=SourceKind.WEB, address=url, **told)
    if feed := data.get("rest"):
        taken = "\n".join(f"{label} = {path}" for label, path in feed.get("take", {}).items())
        return Wanted(
            kind=SourceKind.FEED, address=feed["url"], items_at=feed["items"], title_at=feed["title"], taken=taken,
            header=feed["header"], secret=feed["secret"], **told,
        )  # fmt: skip
    if box := data.get("imap"):
        return Wanted(
            kind=SourceKind.MAILBOX, address=box["host"], user=box["user"], secret=box["password"],
            folder=box["folder"], **told,
        )  # fmt: skip
    return None


def origin_json(source: Source, version: DocumentVersion) -> dict[str, Any] | None:
    """Without its secret; None for what was uploaded or typed."""
    origin = Origin.objects.defer("secret").filter(source=source).first()
    if origin is None:
        return None
    left_out = version.fetched.exclude(hitch="").defer("content").order_by("number")
    return {
        "address": origin.address,
        "often": origin.often,
        "checked_at": origin.checked_at and origin.checked_at.isoformat(),
        "next_at": origin.next_at and origin.next_at.isoformat(),
        "left_out": [{"address": page.address, "why": page.trouble} for page in left_out],
    }
