"""Questions, artifacts, versions, comments and links as programs send and see them."""

from __future__ import annotations

from typing import Any

from artifacts.blocks import LONGEST
from artifacts.kinds import ArtifactState, Kind, Origin, Outcome, Rights
from artifacts.models import LONGEST_FILE_NAME, LONGEST_NAME
from artifacts.operations.asking import LONGEST_MESSAGE
from artifacts.operations.commenting import LONGEST_COMMENT
from artifacts.operations.sharing import DAYS
from knowledge.models import ReadingState
from tenants.api import serializers


class AskInput(serializers.Serializer[Any]):
    message = serializers.CharField(max_length=LONGEST_MESSAGE)
    session_id = serializers.UUIDField(
        required=False, allow_null=True, help_text="Of an earlier answer; a new one without."
    )
    client_message_id = serializers.CharField(
        required=False, max_length=64, help_text="Within a session the same one is answered once."
    )


class GenerateInput(serializers.Serializer[Any]):
    prompt = serializers.CharField(max_length=LONGEST_MESSAGE)
    type = serializers.ChoiceField(choices=Kind.choices)
    context = serializers.CharField(  # type: ignore[assignment]  # a field's own name for something else
        required=False, allow_blank=True, default="", max_length=LONGEST_MESSAGE, help_text="More of what it is about."
    )
    session_id = serializers.UUIDField(required=False, allow_null=True)


class EditInput(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST, trim_whitespace=False)
    based_on = serializers.IntegerField(min_value=1, help_text="The version that was edited.")


class RestoreInput(serializers.Serializer[Any]):
    version = serializers.IntegerField(min_value=1)


class CommentInput(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST_COMMENT)
    version = serializers.IntegerField(min_value=1, required=False, help_text="The newest without it.")


class ShareInput(serializers.Serializer[Any]):
    rights = serializers.ChoiceField(choices=Rights.choices, default=Rights.READ)
    days = serializers.IntegerField(default=7, help_text=f"It is open for: {', '.join(map(str, DAYS))}.")

    def validate_days(self, value: int) -> int:
        if value not in DAYS:
            raise serializers.ValidationError(f"One of: {', '.join(map(str, DAYS))}.")
        return value


class CitedSerializer(serializers.Serializer[Any]):
    n = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=["rows", "passage", "attachment"])
    title = serializers.CharField()
    page = serializers.IntegerField(allow_null=True)
    quote = serializers.CharField(help_text="Word for word, of a passage.")
    address = serializers.CharField(help_text="On the business's host; empty where there is no page.")


class ArtifactSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    type = serializers.ChoiceField(choices=Kind.choices)
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=ArtifactState.choices)
    stage = serializers.CharField(help_text="generate, validate, refine or revert while it is being made.")
    trouble = serializers.CharField(help_text="Why it could not be made.")
    version = serializers.IntegerField(help_text="The newest; 0 before there is one.")
    session_id = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()


class ArtifactsSerializer(serializers.Serializer[Any]):
    artifacts = ArtifactSerializer(many=True)


class ArtifactVersionSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    title = serializers.CharField()
    text = serializers.CharField(
        help_text="Headings, paragraphs, points, ticks, quotations and tables, as in Markdown."
    )
    sources = CitedSerializer(many=True)
    origin = serializers.ChoiceField(choices=Origin.choices)
    restored_from = serializers.IntegerField(allow_null=True)
    author = serializers.CharField(max_length=LONGEST_NAME)
    created_at = serializers.DateTimeField()


class ArtifactVersionsSerializer(serializers.Serializer[Any]):
    versions = ArtifactVersionSerializer(many=True)


class CommentSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    version = serializers.IntegerField()
    text = serializers.CharField()
    author = serializers.CharField()
    created_at = serializers.DateTimeField()
    resolved_by = serializers.CharField()
    resolved_at = serializers.DateTimeField(allow_null=True)


class WholeSerializer(ArtifactSerializer):
    newest = ArtifactVersionSerializer(allow_null=True)
    comments = CommentSerializer(many=True)


class AnswerSerializer(serializers.Serializer[Any]):
    message = serializers.CharField()
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    sources = CitedSerializer(many=True)
    choices = serializers.ListField(child=serializers.CharField(), help_text="Answers to a question: send one back.")
    artifacts = ArtifactSerializer(many=True)
    session_id = serializers.UUIDField()


class SessionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    created_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()


class SessionsSerializer(serializers.Serializer[Any]):
    sessions = SessionSerializer(many=True)


class SaidSerializer(AnswerSerializer):
    asked = serializers.CharField()
    created_at = serializers.DateTimeField()


class AttachmentInput(serializers.Serializer[Any]):
    file = serializers.FileField(max_length=LONGEST_FILE_NAME, allow_empty_file=True, help_text="As documents are.")


class AttachmentSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=ReadingState.choices)
    trouble = serializers.CharField(help_text="Why it cannot be read, or what was left out.")
    size = serializers.IntegerField()


class OneSessionSerializer(SessionSerializer):
    exchanges = SaidSerializer(many=True)
    attachments = AttachmentSerializer(many=True)


class PieceSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    is_changed = serializers.BooleanField()


class PairSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["same", "changed", "added", "removed"])
    before = PieceSerializer(many=True, allow_null=True)
    after = PieceSerializer(many=True, allow_null=True)


class ComparisonSerializer(serializers.Serializer[Any]):
    before = serializers.IntegerField()
    after = serializers.IntegerField()
    lines = PairSerializer(many=True)


class ShareSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    rights = serializers.ChoiceField(choices=Rights.choices)
    expires_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)
    author = serializers.CharField()
    created_at = serializers.DateTimeField()


class SharesSerializer(serializers.Serializer[Any]):
    shares = ShareSerializer(many=True)


class NewShareSerializer(ShareSerializer):
    url = serializers.CharField(help_text="Told this once.")
