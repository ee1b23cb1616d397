"""When nothing was understood: what documents say to it, else say so, say what there is, and offer a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.commands import Agree, Keep, LetGo, Remark
from conversations.engine.courtesies import SURE, quick_starts
from conversations.engine.documents import from_documents, kept_as_gap
from conversations.engine.signals import LONGEST_SIGNAL
from conversations.engine.suggesting import suggested
from conversations.wording import asking, booking, facts, owner, talk

if TYPE_CHECKING:
    from conversations.engine.scene import Scene


def fallen_back(scene: Scene) -> Scene:
    """A plain "ok" only needs the conversation to go on, and what a service is for suggests it."""
    if scene.said(Remark):
        return scene.tell(booking.noted_for_later()).ask(talk.anything_else(), quick=quick_starts(scene))
    if scene.said(Agree) or scene.said(LetGo) or scene.said(Keep):
        return scene.ask(f"{talk.all_right()} {talk.anything_else()}", quick=quick_starts(scene))
    if cited := from_documents(scene.heard.text, scene):
        return cited
    if service := suggested(scene.heard.text, scene):
        line = f"{facts.service_line(service, scene.business)}."
        offered = scene.remembering(topic=service.id, offered="booking").tell(line)
        return offered.ask(asking.shall_i_book(), quick=(talk.quick_yes(), talk.quick_person()))
    is_elsewhere = scene.heard.intent == "out_of_scope" and scene.heard.confidence >= SURE
    if "question" in scene.heard.cues and not is_elsewhere:
        scene = kept_as_gap(scene.heard.text, scene)
    elif not is_elsewhere:
        scene = scene.signalling(unread=scene.heard.text[:LONGEST_SIGNAL])
    told = asking.only_this(scene.business.name) if is_elsewhere else asking.not_understood()
    return scene.remembering(offered="person").ask(
        f"{told} {asking.how_to_help(things_done(scene))}", quick=quick_starts(scene)
    )


def things_done(scene: Scene) -> list[str]:
    return owner.things_i_do() if scene.context.flow == "dashboard" else talk.things_i_do()
