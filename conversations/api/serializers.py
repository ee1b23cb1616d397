"""The shapes of requests, and of answers for the API's schema."""

from __future__ import annotations

from typing import Any

from agents.catalogue.records import CATEGORIES
from agents.roster import roster
from businesses.api.serializers import DepositSerializer
from businesses.models import BookingStatus
from conversations.models import LONGEST_RATING, MOST_STARS, Flow, Sender, Stage, Status
from conversations.needs import NEEDS
from conversations.operations.ending import STRATEGIES
from experiments.models import LONGEST_VISITOR
from tenants.api import serializers


class AgentField(serializers.ChoiceField):
    """The key of an agent that is installed here: the schema of an installation names those it has."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[agent.key for agent in roster()], **kwargs)


class VisitorField(serializers.CharField):
    def __init__(self, **kwargs: Any) -> None:
        told = "A key of your own for who is on the other side: while an experiment runs, the same is shown the same."
        super().__init__(max_length=LONGEST_VISITOR, required=False, allow_blank=True, default="", help_text=told)


class CreateRequest(serializers.Serializer[None]):
    visitor = VisitorField()
    flow = serializers.ChoiceField(choices=Flow.choices, default=Flow.DEDICATED)
    locale = serializers.RegexField(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,6})?$", required=False, default="")
    seat = serializers.CharField(
        max_length=400, required=False, allow_blank=True, default="", help_text="What a table's QR code has given."
    )
    handover = serializers.CharField(
        max_length=2000,
        required=False,
        allow_blank=True,
        default="",
        help_text="What a link from the directory has given; the conversation begins with what was said there.",
    )


class EnquiryRequest(CreateRequest):
    """On the platform's host there is one flow; it needs no naming."""

    flow = serializers.ChoiceField(choices=[Flow.GLOBAL], default=Flow.GLOBAL)


class MessageRequest(serializers.Serializer[None]):
    """Length and emptiness are judged by the operation, the same for every channel."""

    text = serializers.CharField(allow_blank=True, trim_whitespace=False)
    client_message_id = serializers.CharField(max_length=64, required=False, allow_blank=True, allow_null=True)


class ChatRequest(MessageRequest):
    visitor = VisitorField()
    conversation_id = serializers.UUIDField(required=False, allow_null=True)
    locale = serializers.RegexField(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,6})?$", required=False, default="")


class SwitchAgentRequest(serializers.Serializer[None]):
    agent = AgentField()


class RecoverRequest(serializers.Serializer[None]):
    strategy = serializers.ChoiceField(choices=STRATEGIES, default="retry")


class GreetingRequest(serializers.Serializer[None]):
    visitor = serializers.CharField(max_length=LONGEST_VISITOR)
    locale = serializers.RegexField(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,6})?$", required=False, default="")
    seat = serializers.CharField(max_length=400, required=False, allow_blank=True, default="")


class GreetingAnswer(serializers.Serializer[None]):
    greeting = serializers.CharField()


class RatingRequest(serializers.Serializer[None]):
    stars = serializers.IntegerField(min_value=1, max_value=MOST_STARS)
    word = serializers.CharField(max_length=LONGEST_RATING, required=False, allow_blank=True, default="")


class HistoryRequest(serializers.Serializer[None]):
    after = serializers.IntegerField(min_value=0, required=False)
    limit = serializers.IntegerField(min_value=1, max_value=200, default=50)


class QuickReply(serializers.Serializer[None]):
    label = serializers.CharField()  # type: ignore[assignment]  # DRF fields have a label of their own
    text = serializers.CharField()


class MessageAnswer(serializers.Serializer[None]):
    id = serializers.UUIDField()
    sequence = serializers.IntegerField()
    role = serializers.ChoiceField(choices=Sender.choices)
    agent = serializers.CharField(allow_blank=True)
    author = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    quick_replies = QuickReply(many=True)
    cards = serializers.ListField(child=serializers.DictField())
    citations = serializers.ListField(child=serializers.DictField())
    client_message_id = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()


class IntentAnswer(serializers.Serializer[None]):
    name = serializers.CharField()
    confidence = serializers.FloatField()


class TurnBooking(serializers.Serializer[None]):
    """The booking a turn is about, as committed."""

    reference = serializers.CharField()
    status = serializers.ChoiceField(choices=BookingStatus.choices)
    service = serializers.CharField(help_text="In the customer's language.")
    service_id = serializers.IntegerField()
    service_name = serializers.CharField(help_text="As the business calls it.")
    party_size = serializers.IntegerField()
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    name = serializers.CharField()
    phone = serializers.CharField(allow_blank=True, help_text="E.164, as kept.")
    email = serializers.CharField(allow_blank=True)
    staff = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    address = serializers.CharField(allow_blank=True, help_text="Where we come to, for a visit.")
    deposit = DepositSerializer(allow_null=True, help_text="Null: none was asked for.")
    manage_token = serializers.CharField(help_text="Opens this booking, and nothing else. Keep it secret.")


class TurnAnswer(serializers.Serializer[None]):
    message = MessageAnswer()
    reply = MessageAnswer(allow_null=True)
    stage = serializers.ChoiceField(choices=Stage.choices)
    intent = IntentAnswer(allow_null=True)
    slots = serializers.DictField()
    needs = serializers.ListField(child=serializers.ChoiceField(choices=NEEDS))
    agent = AgentField()
    locale = serializers.CharField()
    handoff = serializers.BooleanField()
    booking = TurnBooking(allow_null=True)
    order = serializers.DictField(allow_null=True)
    correlation_id = serializers.CharField()


class CreatedAnswer(serializers.Serializer[None]):
    id = serializers.UUIDField()
    token = serializers.CharField()
    flow = serializers.ChoiceField(choices=Flow.choices)
    stage = serializers.ChoiceField(choices=Stage.choices)
    greeting = serializers.CharField()
    message = MessageAnswer()


class ConversationAnswer(serializers.Serializer[None]):
    id = serializers.UUIDField()
    flow = serializers.ChoiceField(choices=Flow.choices)
    status = serializers.ChoiceField(choices=Status.choices)
    stage = serializers.ChoiceField(choices=Stage.choices)
    agent = AgentField()
    locale = serializers.CharField()


class OpenedAnswer(serializers.Serializer[None]):
    id = serializers.UUIDField()
    token = serializers.CharField()


class ChatAnswer(TurnAnswer):
    conversation = OpenedAnswer()


class PresenceAnswer(serializers.Serializer[None]):
    who = serializers.ChoiceField(choices=["agent", "waiting", "staff"])
    name = serializers.CharField(allow_blank=True)


class RatingAnswer(ConversationAnswer):
    rating = serializers.IntegerField(min_value=1, max_value=MOST_STARS)
    word = serializers.CharField(allow_blank=True)


class HistoryAnswer(ConversationAnswer):
    rating = serializers.IntegerField(min_value=1, max_value=MOST_STARS, allow_null=True)
    messages = MessageAnswer(many=True)
    has_more = serializers.BooleanField()
    presence = PresenceAnswer()


class AgentAnswer(serializers.Serializer[None]):
    key = serializers.CharField()
    name = serializers.CharField()
    role = serializers.CharField()
    flows = serializers.ListField(child=serializers.ChoiceField(choices=Flow.choices))
    categories = serializers.ListField(child=serializers.ChoiceField(choices=CATEGORIES))


class StatsAnswer(serializers.Serializer[None]):
    days = serializers.IntegerField()
    open = serializers.IntegerField()
    waiting_for_staff = serializers.IntegerField()
    with_staff = serializers.IntegerField()
    started = serializers.IntegerField()
    turns = serializers.IntegerField()
    booked = serializers.IntegerField()
    handed_to_staff = serializers.IntegerField()
    failed = serializers.IntegerField()
    milliseconds = serializers.FloatField(allow_null=True)


class HealthAnswer(serializers.Serializer[None]):
    status = serializers.CharField()
    nodes = serializers.IntegerField()
    checkpoints = serializers.BooleanField()
