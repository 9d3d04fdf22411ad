"""From the ledger's rows to what the pictures draw."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from dragoman.ledger.happenings import Told
from dragoman.ledger.passages import Passage
from dragoman.ledger.stands import Stand, shifts_in
from dragoman.records import EventType, values_of
from dragoman.web.pictures.calendar import written
from dragoman.web.pictures.lanes import Lane, Lanes, Mark, span_of
from dragoman.web.pictures.matrix import Field, Grid
from dragoman.web.pictures.network import Person, Tie, Ties

MOST_MET = 16
"""Others in a network, those who were met most often: more names can't be read."""
MOST_LANES = 12
MOST_HOLDERS, MOST_ISSUES = 30, 16

FIRST_STRONG, POP = "\u2068", "\u2069"
"""Around a name in a line of text: one that is written from right to left turns nothing else around."""

type AddressOfFact = Callable[[str, str], str]
"""The address of a fact, by its article's id and its own."""
type AddressOfActor = Callable[[int], str]
type NameOfIssue = Callable[[str], str]


def lanes_of_stands(
    title: str, histories: Iterable[Sequence[Stand]], address: AddressOfFact, issue_name: NameOfIssue = str
) -> Lanes:
    """A lane for each issue of some histories, see `dragoman.ledger.stands.histories_of`; the most spoken of first.

    A stand towards two actors is in two histories and drawn once; a change is one within a history.
    """
    stands: dict[str, dict[int, Stand]] = defaultdict(dict)
    shifts: dict[int, str] = {}
    for history in histories:
        first = history[0]
        name = issue_name(first.issue) if first.issue else first.issue_text
        stands[name] |= {stand.number: stand for stand in history}
        shifts |= {shift.after.number: shift.what for shift in shifts_in(history)}
    lanes = [_lane_of(name, list(found.values()), shifts, address) for name, found in stands.items()]
    dated = sorted((lane for lane in lanes if lane.marks), key=lambda lane: (-len(lane.marks), lane.marks[0].day))
    drawn = [mark for lane in dated for mark in lane.marks]
    description = f"{len(dated)} issues, a lane for each; a sign for each stand, in the order of days"
    undated = sum(stand.day is None for found in stands.values() for stand in found.values())
    return Lanes(
        title=title, description=f"{description}, {span_of(drawn)}." if drawn else f"{description}.",
        lanes=tuple(dated[:MOST_LANES]), left_out=len(dated[MOST_LANES:]), undated=undated,
    )  # fmt: skip


def _lane_of(name: str, stands: Sequence[Stand], shifts: dict[int, str], address: AddressOfFact) -> Lane:
    toward = set(stands[0].toward).intersection(*(stand.toward for stand in stands))
    marks = [
        Mark(
            day=stand.day, style=stand.stance, label=_plain(stand.act), told=_stand_told(stand),
            conditions=tuple(condition.text for condition in stand.conditions), shift=shifts.get(stand.number),
            address=address(stand.passage.article, stand.fact),
        )
        for stand in stands
        if stand.day is not None
    ]  # fmt: skip
    marks.sort(key=lambda mark: mark.day)
    return Lane(name=name, below=f"towards {', '.join(sorted(toward))}" if toward else "", marks=tuple(marks))


def lanes_of_events(title: str, told: Sequence[Told], address: AddressOfFact) -> Lanes:
    """A lane for each type of event, from agreement to assault."""
    by_type: dict[str, list[Mark]] = defaultdict(list)
    for event in told:
        if event.day is not None:
            by_type[event.type].append(
                Mark(
                    day=event.day, style=event.reality, label=_parties(event), told=_event_told(event),
                    address=address(event.passage.article, event.fact),
                )
            )  # fmt: skip
    lanes = [Lane(name=name.capitalize(), marks=tuple(by_type[name])) for name in values_of(EventType)]
    undated = sum(event.day is None for event in told)
    description = (
        f"{len(told)} events, a lane for each kind; a filled sign happened, an open one is planned or possible"
    )
    return Lanes(
        title=title, description=f"{description}.", lanes=tuple(lane for lane in lanes if lane.marks), undated=undated,
        held=False,
    )  # fmt: skip


def ties_of(title: str, meetings: Sequence[Told], address: AddressOfActor, centre: int | None = None) -> Ties:
    """Who took part in the same events; with ``centre``, those whom that actor met, and who of them met each other."""
    names: dict[int, str] = {}
    together: Counter[tuple[int, int]] = Counter()
    days: dict[tuple[int, int], list[Told]] = defaultdict(list)
    for event in meetings:
        found = _party(event)
        names |= found
        for pair in _pairs(found):
            together[pair] += 1
            days[pair].append(event)
    counts = Counter[int]()
    for (one, other), count in together.items():
        if centre in (None, one, other):
            counts.update({one: count, other: count})
    counts.pop(centre or 0, None)
    kept = [key for key, _ in sorted(counts.items(), key=lambda found: (-found[1], names[found[0]]))[:MOST_MET]]
    inside = {*kept, *([centre] if centre is not None else [])}
    people = [Person(key=key, name=names[key], address=address(key)) for key in sorted(inside, key=_order(kept))]
    ties = [
        Tie(one=one, other=other, count=count, told=_tie_told(names[one], names[other], days[one, other]))
        for (one, other), count in sorted(together.items())
        if one in inside and other in inside
    ]
    description = f"{len(ties)} pairs who met, among {len(people)} actors; a thicker line is more reports of a meeting."
    return Ties(
        title=title, description=description, people=tuple(people), ties=tuple(ties), centre=centre,
        left_out=len(counts) - len(kept),
    )  # fmt: skip


def grid_of(title: str, stands: Sequence[Stand], address: AddressOfFact, issue_name: NameOfIssue = str) -> Grid:
    """Where each holder stands last on each issue; those with the most stands first."""
    histories: dict[tuple[str, str], list[Stand]] = defaultdict(list)
    for stand in stands:
        histories[stand.holder, issue_name(stand.issue) if stand.issue else stand.issue_text].append(stand)
    holders, issues = Counter[str](), Counter[str]()
    for (holder, issue), found in histories.items():
        holders[holder] += len(found)
        issues[issue] += len(found)
    description = f"{len(holders)} holders, {len(issues)} issues; the latest stand of each holder on each issue."
    return Grid(
        title=title, description=description,
        holders=tuple(name for name, _ in holders.most_common(MOST_HOLDERS)),
        issues=tuple(name for name, _ in issues.most_common(MOST_ISSUES)),
        fields=tuple(_field(holder, issue, found, address) for (holder, issue), found in histories.items()),
        left_out=max(0, len(holders) - MOST_HOLDERS) + max(0, len(issues) - MOST_ISSUES),
    )  # fmt: skip


def _field(holder: str, issue: str, history: Sequence[Stand], address: AddressOfFact) -> Field:
    last = history[-1]
    return Field(
        holder=holder, issue=issue, style=last.stance, label=_plain(last.act), told=_stand_told(last),
        under_condition=bool(last.conditions), shifted=bool(shifts_in(history)),
        address=address(last.passage.article, last.fact),
    )  # fmt: skip


def _plain(value: str) -> str:
    return value.replace("_", " ")


def _named(name: str) -> str:
    return f"{FIRST_STRONG}{name}{POP}"


def _stand_told(stand: Stand) -> str:
    toward = f" towards {', '.join(map(_named, stand.toward))}" if stand.toward else ""
    terms = "".join(f", {_named(condition.text)}" for condition in stand.conditions)
    return (
        f"{_named(stand.holder)} {_plain(stand.act)}{toward}: {_named(stand.issue_text)}{terms}{_where(stand.passage)}"
    )


def _event_told(event: Told) -> str:
    return f"{_parties(event)}: {event.type.capitalize()}, {_plain(event.reality)}{_where(event.passage)}"


def _where(passage: Passage) -> str:
    day = written(passage.published, passage.published) if passage.published else "no day"
    return f" ({_named(passage.publisher or 'no outlet')}, {day})"


def _parties(event: Told) -> str:
    sides = [" and ".join(map(_named, side)) for side in (event.actors, event.recipients) if side]
    return " → ".join(sides) or event.type.capitalize()


def _party(event: Told) -> dict[int, str]:
    return dict(zip((*event.actor_numbers, *event.recipient_numbers), (*event.actors, *event.recipients), strict=True))


def _pairs(party: dict[int, str]) -> list[tuple[int, int]]:
    keys = sorted(party)
    return [(one, other) for place, one in enumerate(keys) for other in keys[place + 1 :]]


def _order(kept: Sequence[int]) -> Callable[[int], int]:
    places = {key: place for place, key in enumerate(kept)}
    return lambda key: places.get(key, -1)


def _tie_told(one: str, other: str, events: Sequence[Told]) -> str:
    days = sorted(event.day for event in events if event.day)
    times = "once" if len(events) == 1 else f"in {len(events)} reports of a meeting"
    return f"{_named(one)} and {_named(other)} {times}" + (f", {written(days[0], days[-1])}" if days else "")
