"""The change task: what is wished for a booking that exists."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.booked import payload
from conversations.engine.meant import OVER_AN_ANSWER
from conversations.engine.tasks import details
from conversations.engine.tasks.change import amending, moving, telling, writing
from conversations.engine.tasks.change.finding import identified, offer_person
from conversations.engine.tasks.making import new_task
from conversations.engine.tasks.protocol import kinds
from conversations.engine.times import choosing
from conversations.wording import booking, talk

if TYPE_CHECKING:
    from conversations.engine.commands import Detail, Open
    from conversations.engine.scene import Scene
    from conversations.engine.state import Action, Task
    from conversations.repository.facts import BookingFacts

ACTIONS: dict[str, Action] = {
    "reschedule": "move",
    "cancel": "cancel",
    "check_booking": "check",
    "running_late": "late",
}
WAITING = {"cancel": "leave_waitlist", "check_booking": "check_waitlist"}
"""What is wished of a booking, and what the same words mean of a place on the waiting list."""
CHANGEABLE = frozenset({"confirmed", "held"})
WISHED = frozenset({"date", "time", "people", "service", "staff"})
"""Details that say which time is wished for; beside another deed they say which booking is meant."""


class ChangeKind:
    name = "change"
    intent = "check_booking"

    def open(self, command: Open, scene: Scene) -> Scene:
        task, action = scene.task, ACTIONS.get(command.intent, "check")
        named = next((str(detail.value) for detail in command.details if detail.name == "reference"), "")
        if self.is_of_an_order(command, named, scene):
            return kinds()["placed"].open(command, scene)
        if not named and self.is_of_a_wait(command, scene):
            return kinds()["waiting"].open(replace(command, intent=WAITING[command.intent]), scene)
        if task is not None and task.kind in {"book", "order"} and not named:
            return self.while_arranging(task, command, scene)
        if task is not None and task.kind == self.name:
            return self.switched(task, action, command, scene)
        return self.new(action, command, scene)

    def is_of_an_order(self, command: Open, named: str, scene: Scene) -> bool:
        """Whether "it" is the order just made, or the reference is one's."""
        if named:
            return named in scene.memory.orders
        is_spoken_of = bool(scene.memory.ordered) and command.intent != "running_late"
        return is_spoken_of and (scene.task is None or scene.task.kind == "placed")

    def is_of_a_wait(self, command: Open, scene: Scene) -> bool:
        """Whether "take me off the list" can only mean the waiting list: nothing is booked here, nor being arranged."""
        is_free = scene.task is None or scene.task.kind == "waiting"
        return is_free and command.intent in WAITING and bool(scene.memory.waits) and not scene.memory.bookings

    def new(self, action: Action, command: Open, scene: Scene) -> Scene:
        said = command.details if action == "move" else tuple(d for d in command.details if d.name not in WISHED)
        task = replace(new_task(self.name, scene.memory, said, words=command.words), action=action)
        return scene.opened(task)

    def while_arranging(self, task: Task, command: Open, scene: Scene) -> Scene:
        """While a booking is being arranged, "change it to Friday" corrects it and "cancel" lets it go; what is only
        perhaps that, and says another day ("I got the day wrong: it's Friday I'm free"), corrects it, too.
        """
        is_doubtful = command.confidence < OVER_AN_ANSWER and any(each.name in WISHED for each in command.details)
        if command.intent == "cancel" and not is_doubtful:
            return kinds()[task.kind].drop(task, scene)
        if command.intent == "check_booking" and not scene.memory.bookings:
            return scene.tell(booking.not_yet())
        if command.intent == "check_booking":
            return telling.in_full(scene.context.repository.own_booking(scene.memory.bookings[-1]), scene)
        return kinds()[task.kind].give(task, command.details, scene)

    def switched(self, task: Task, action: Action, command: Open, scene: Scene) -> Scene:
        """Another deed for the same booking: "don't cancel, move it to Friday"; "cancel it" may also be the yes."""
        named = next((detail.value for detail in command.details if detail.name == "reference"), "")
        if named and named != task.verified and task.verified:
            return self.new(action, command, scene.closed())
        if action == "check" and task.action in {"move", "cancel"}:
            return self.give(task, command.details, scene)
        task = task if task.action == action else replace(task, action=action, read_back="")
        return scene.put(details.given(task, command.details))

    def give(self, task: Task, given: tuple[Detail, ...], scene: Scene) -> Scene:
        return scene.put(details.given(task, given))

    def choose(self, task: Task, which: int | str, scene: Scene) -> Scene:
        return scene.put(choosing.choose(task, which))

    def advance(self, task: Task, scene: Scene) -> Scene:
        """Find the booking, then do what the task is about with it."""
        if task.action == "late" and not task.verified and not task.form.reference and not scene.memory.bookings:
            return scene.closed().tell(talk.thanks_for_telling()).working(leads_to="write", hand_off="asked")
        task, found, scene = identified(task, scene)
        if found is None:
            return scene.put(task) if scene.task is not None and scene.task.kind == self.name else scene
        if task.action in {"", "check"} or found.status not in CHANGEABLE:
            return telling.in_full(found, scene.closed()).show(payload(found))
        if task.action == "late":
            return scene.put(task).working(leads_to="write")
        if task.action == "amend":
            return scene.put(task).working(leads_to="confirm")
        if scene.context.now > found.cancel_by:
            return offer_person(scene.closed().tell(booking.too_late_to_change(found, scene.business)))
        if task.action == "cancel":
            return scene.put(task).working(leads_to="confirm")
        return moving.advance(task, found, scene)

    def read_back(self, task: Task, scene: Scene) -> Scene:
        found = scene.context.repository.own_booking(task.verified)
        if task.action == "cancel":
            text = booking.ask_cancel(found, scene.business)
            return scene.ask(text, "confirm", quick=(talk.quick_yes(), talk.quick_keep()))
        if task.action == "amend":
            text = booking.ask_amend(found, scene.business, **amending.changes(task))
            return scene.ask(text, "confirm", quick=(talk.quick_yes(), talk.quick_no()))
        return self.read_back_move(task, found, scene)

    def read_back_move(self, task: Task, found: BookingFacts, scene: Scene) -> Scene:
        if task.chosen is None:
            return scene
        member = scene.desk.member(task.form.staff or 0)
        people, name = task.form.people or found.people, member.name if member else ""
        text = booking.ask_move(found, task.chosen, people, scene.business, name)
        return scene.ask(text, "confirm", quick=(talk.quick_yes(), talk.quick_no()))

    def refuse(self, task: Task, scene: Scene) -> Scene:
        """A booking that exists is left as it is; of a move something else may be meant."""
        found = scene.context.repository.own_booking(task.verified)
        return scene.closed().tell(booking.kept(found, scene.business)).ask(talk.anything_else())

    def write(self, task: Task, scene: Scene) -> Scene:
        return writing.write(task, scene)

    def drop(self, task: Task, scene: Scene) -> Scene:
        return scene.closed().tell(booking.unchanged()).ask(talk.anything_else())


KIND = ChangeKind()
