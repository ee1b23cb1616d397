"""The wishes of a message as a whole: which commands are one wish told in pieces, and whose a reference is."""

from __future__ import annotations

from dataclasses import replace

from conversations.engine import commands as c
from conversations.engine.opening import opens

ASKED = "check_booking"
DEEDS = frozenset({"reschedule", "cancel", "running_late"})
"""What is to become of a booking: who tells which one it is, too, wishes for this."""
MOMENT = frozenset({"date", "time"})
SERVICE = frozenset({"service"})
WISHED = MOMENT | {"service", "people"}
"""Details of which one wish has one value each."""


def with_one_wish_each(found: tuple[c.Command, ...]) -> tuple[c.Command, ...]:
    """A clause that wishes for nothing of its own says more of the wish before it: "a check-up Monday, at eleven"."""
    kept: list[c.Command] = []
    for command in map(as_wished, found) if any(map(is_booking, found)) else found:
        places = [place for place, each in enumerate(kept) if isinstance(each, c.Open)]
        one = as_one([each for each in kept if isinstance(each, c.Open)], command)
        if one is None:
            kept.append(with_service_before(command, kept[places[-1]] if places else None))
        else:
            kept[places[-1]] = one
    return tuple(kept)


def with_service_before(command: c.Command, last: c.Command | None) -> c.Command:
    """A second wish that names its own day and hour alone is for what the first is for: "and on Saturday at eleven"; of
    one that names the hour alone, the day is the first's too: "and one for my daughter right after, at 11:15".
    """
    if not (isinstance(command, c.Open) and isinstance(last, c.Open) and is_booking(command) and is_booking(last)):
        return command
    is_beside = command.is_added and moment_of(command) == {"time"}
    is_moment_only = (moment_of(command) == MOMENT or is_beside) and not names(command) & SERVICE
    shared = SERVICE | (MOMENT - moment_of(command))
    given = tuple(detail for detail in last.details if detail.name in shared)
    return replace(command, details=(*given, *command.details)) if is_moment_only else command


def is_booking(command: c.Command) -> bool:
    return isinstance(command, c.Open) and opens(command.intent) == "book"


def as_wished(command: c.Command) -> c.Command:
    """Beside a wish, a question of a service and an hour wishes for it: "and a full colour at two, could you?"."""
    if not isinstance(command, c.Ask) or command.intent == "ask_price" or not {"service", "time"} <= set(command.about):
        return command
    details = [c.Detail(name, values[0]) for name, values in command.about.items() if name in WISHED]
    return c.Open("book", tuple(details), command.words, is_added=True)


def as_one(wishes: list[c.Open], said: c.Command) -> c.Open | None:
    """The last wish with what is said after it; None where that is a command of its own."""
    if not wishes:
        return None
    last = wishes[-1]
    if isinstance(said, c.Open):
        return as_one_wish(last, said)
    if isinstance(said, c.Ask) and last.intent == "reschedule" and not moment_of(last):
        about = [c.Detail(name, said.about[name][0]) for name in MOMENT if said.about.get(name)]
        return replace(last, details=(*last.details, *about), words=said.words) if about else None
    if isinstance(said, c.Give) and said.detail.name in MOMENT - moment_of(last) and is_second(wishes, said.detail):
        return replace(last, details=(*last.details, said.detail))
    return None


def as_one_wish(last: c.Open, then: c.Open) -> c.Open | None:
    """ "I have a table on Friday, could it be nine?" is the later deed, of all that is told; so is what replaces the
    day that is given up ("I can't after all, how about Saturday?"), and a wish told again with its moment.
    """
    if last.intent == "cancel" and then.intent == "reschedule" and then.details:
        return then
    if last.intent == "running_late" and then.intent == "reschedule" and "time" in moment_of(then):
        return replace(then, details=(*last.details, *then.details))  # "I'll be late, can we say a quarter to one?"
    if is_more_of(last, then):
        is_booked = opens(last.intent) == "book" and then.intent in DEEDS
        deed = then if is_asking(last) or is_booked else last
        return replace(deed, details=(*last.details, *then.details))
    if is_told_again(last, then):
        given = {detail.name for detail in then.details}
        return replace(then, details=(*(each for each in last.details if each.name not in given), *then.details))
    return None


def is_told_again(last: c.Open, then: c.Open) -> bool:
    """Whether a sentence without an hour only leads up to the next: "the car is due for an inspection. Could you do a
    full service on Tuesday at ten?", "we had a go on Sunday. Could somebody come on Thursday at ten?". What is added
    says so, and so do two services with a day each.
    """
    is_same_deed = opens(last.intent) == opens(then.intent) == "book" and last.words != then.words
    is_told_only = not moment_of(last) or ("time" not in moment_of(last) and not (names(last) & names(then) & SERVICE))
    return is_same_deed and is_told_only and moment_of(then) == MOMENT and not then.is_added


def is_asking(wish: c.Open) -> bool:
    """Whether a booking is only told of, or asked about."""
    return opens(wish.intent) == "change" and wish.intent not in DEEDS


def names(wish: c.Open) -> frozenset[str]:
    return frozenset(detail.name for detail in wish.details)


def moment_of(wish: c.Open) -> frozenset[str]:
    return MOMENT & names(wish)


def is_second(wishes: list[c.Open], detail: c.Detail) -> bool:
    """Whether the hour or day is of the last wish: the one before it has its own."""
    return len(wishes) > 1 and detail.name in moment_of(wishes[-2])


def without_overtaken(found: tuple[c.Command, ...]) -> tuple[c.Command, ...]:
    """Of what is said of one detail twice the last counts: "no, Tuesday is a birthday. Wednesday at the same hour"."""
    kept: list[c.Command] = []
    for place, command in enumerate(found):
        further = {d.name for each in found[place + 1 :] if isinstance(each, c.Open) for d in each.details}
        if not isinstance(command, c.Give) or (
            command.detail.name not in WISHED & further and not is_vaguer(command.detail, found)
        ):
            kept.append(command)
    return tuple(kept)


def is_vaguer(detail: c.Detail, found: tuple[c.Command, ...]) -> bool:
    """Whether it is a stretch of days or hours beside a day or hour that is wished for: "I'm short this month"."""
    wished = [d for each in found if isinstance(each, c.Open) for d in each.details if d.name == detail.name]
    return isinstance(detail.value, dict) and any(isinstance(each.value, str) for each in wished)


def is_more_of(first: c.Open, then: c.Open) -> bool:
    """Whether a wish repeats no detail of the one before with another value, or only says how that is to change."""
    if {opens(first.intent), opens(then.intent)} - {"book", "change"}:
        return False
    if is_asking(first) and opens(then.intent) == "change":
        return True
    said = {detail.name: detail for detail in first.details}
    is_other = any(d.name in WISHED and is_beside(said.get(d.name, d), d) for d in then.details)
    is_own = opens(first.intent) != opens(then.intent) and any(d.name == "service" for d in then.details)
    return not is_other and not is_own


def is_beside(first: c.Detail, then: c.Detail) -> bool:
    """Whether a second value is another wish's and replaces nothing: a "sorry" before both corrects neither."""
    return first.value != then.value and not (then.is_correction and not first.is_correction)


def with_reference(found: tuple[c.Command, ...], named: c.Detail) -> tuple[c.Command, ...]:
    """A booking's reference belongs to the first deed about a booking; alone it asks for it."""
    for place, command in enumerate(found):
        if isinstance(command, c.Open) and opens(command.intent) == "change":
            return (*found[:place], replace(command, details=(named, *command.details)), *found[place + 1 :])
        if isinstance(command, c.Open) and opens(command.intent) == "book" and named.value:
            moved = replace(command, intent="reschedule", details=(named, *command.details))
            return (*found[:place], moved, *found[place + 1 :])
    return (*found, c.Give(named))
