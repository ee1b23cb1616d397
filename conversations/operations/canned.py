"""What staff answer often: kept, changed, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from conversations.models import CannedReply
from tenants.deeds import done

if TYPE_CHECKING:
    from tenants.actors import Actor

REPLY_SAVED = "canned_reply.saved"
REPLY_DELETED = "canned_reply.deleted"


def save_canned_reply(*, reply: CannedReply, by: Actor) -> CannedReply:
    """Keep a new reply or a changed one; the caller's form has checked it."""
    with transaction.atomic():
        reply.save()
        done(REPLY_SAVED, about=f"canned_reply:{reply.pk}", by=by, detail={"shortcut": reply.shortcut})
    return reply


def delete_canned_reply(*, reply_id: int, by: Actor) -> None:
    """Take a reply away; what was sent with its words stays. One that is gone is gone."""
    with transaction.atomic():
        count, _each = CannedReply.objects.filter(pk=reply_id).delete()
        if count:
            done(REPLY_DELETED, about=f"canned_reply:{reply_id}", by=by)
