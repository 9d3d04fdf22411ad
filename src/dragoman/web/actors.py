"""Actors: the list, and the page of one: names, roles, stands, words, meetings, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.ledger.happenings import Told
from dragoman.ledger.names import is_specific
from dragoman.ledger.people import Profile
from dragoman.ledger.stands import Shift, Stand, histories_of, shifts_in
from dragoman.ledger.words import Said
from dragoman.records import ActorKind, Authority, values_of
from dragoman.web import asking
from dragoman.web.kept import kept
from dragoman.web.pages import Draw, address_of_actor, address_of_fact, ledger_of, page
from dragoman.web.pictures import lanes_of_stands, network, swimlanes, ties_of
from dragoman.web.wording import issue_name

ROWS, MOST_ROWS = 60, 1000
LISTED = 300
LANES = 16
MEETING = "CONSULT"
MET = ("happened", "ongoing")


class Whole(Struct, frozen=True, kw_only=True):
    """What the page of an actor answers."""

    profile: Profile
    positions: list[Stand]
    """His stands and those of who speaks for him, oldest first."""
    toward: list[Stand]
    """Stands of others towards him."""
    shifts: list[Shift]
    statements: list[Said]
    events: list[Told]
    meetings: list[Told]
    outlets: dict[str, int]
    """How many of the facts above each outlet carries."""


def actors(request: Request) -> Response:
    """The actors that appear most, or those that a name may mean."""
    ledger = ledger_of(request)
    name = asking.text(request, "name")
    kind, country = asking.one_of(request, "kind", values_of(ActorKind)), asking.text(request, "country")
    if name is not None:
        found = ledger.find(name)
        if len(found) == 1 and "format" not in request.query_params:
            return RedirectResponse(address_of_actor(request)(found[0].number), status_code=303)
        return page(request, "actors.html", answer=found, name=name, kinds=values_of(ActorKind))
    listed = kept(request, lambda: ledger.frequent(limit=LISTED, kind=kind, country=country), "actors", kind, country)
    return page(request, "actors.html", answer=listed, name=None, kinds=values_of(ActorKind))


def actor(request: Request) -> Response:
    """One actor."""
    number = request.path_params["number"]
    limit = asking.whole(request, "limit", ROWS, most=MOST_ROWS)
    issue, authority = asking.text(request, "issue"), asking.text(request, "authority")
    answer = kept(
        request, lambda: _ask(request, number, limit, issue, authority), "actor", number, limit, issue, authority
    )
    histories = histories_of(answer.positions)
    return page(
        request, "actor.html", answer=answer, profile=answer.profile, limit=limit, histories=histories,
        named=[form for form in answer.profile.names if is_specific(form)],
        described=[form for form in answer.profile.names if not is_specific(form)],
        matters=_matters(histories), authorities=values_of(Authority),
        shifted={shift.after.number: shift.what for shift in answer.shifts},
        pictures=_pictures(request, answer, histories),
        tables={"positions": answer.positions, "statements": answer.statements, "events": answer.events,
                "meetings": answer.meetings, "shifts": answer.shifts, "toward": answer.toward},
    )  # fmt: skip


def _ask(request: Request, number: int, limit: int, issue: str | None, authority: str | None) -> Whole:
    ledger, name = ledger_of(request), f"#{number}"
    (profile,) = ledger.who(name)
    positions = ledger.positions(holder=name, issue=issue, limit=limit)
    toward = ledger.positions(toward=name, issue=issue, limit=limit)
    statements = ledger.statements(by=name, authority=authority, limit=limit)
    events = ledger.events(party=name, limit=limit)
    meetings = [told for told in ledger.events(party=name, type_=MEETING, limit=limit) if told.reality in MET]
    changed = {(s.before.number, s.after.number): s for history in histories_of(positions) for s in shifts_in(history)}
    return Whole(
        profile=profile, positions=positions, toward=toward, statements=statements, events=events, meetings=meetings,
        shifts=sorted(changed.values(), key=lambda shift: (shift.after.day, shift.after.number)),
        outlets=_outlets([*positions, *statements, *events]),
    )  # fmt: skip


def _outlets(rows: Iterable[Stand | Said | Told]) -> dict[str, int]:
    return dict(Counter(row.passage.publisher or "no outlet" for row in rows).most_common())


def _matters(histories: Sequence[Sequence[Stand]]) -> list[tuple[str, list[Sequence[Stand]]]]:
    """Histories under their issues, those on which most was said first."""
    found: dict[str, list[Sequence[Stand]]] = {}
    for history in histories:
        found.setdefault(issue_name(history[0].issue) or "other matters", []).append(history)
    return sorted(found.items(), key=lambda item: (item[0] == "other matters", -sum(map(len, item[1])), item[0]))


def _pictures(request: Request, answer: Whole, histories: Sequence[Sequence[Stand]]) -> dict[str, Draw]:
    name = answer.profile.name
    keyed = [history for history in histories if history[0].issue]
    most = sorted(keyed or histories, key=len, reverse=True)[:LANES]
    drawn: dict[str, Callable[[], Any]] = {}
    if any(stand.day for history in most for stand in history):
        drawn["stands"] = lambda: partial(
            swimlanes, lanes_of_stands(f"Where {name} stood", most, address_of_fact(request), issue_name)
        )
    if answer.meetings:
        drawn["meetings"] = lambda: partial(
            network,
            ties_of(f"Whom {name} met", answer.meetings, address_of_actor(request), centre=answer.profile.number),
        )
    return {title: _later(make) for title, make in drawn.items()}


def _later(make: Callable[[], Draw]) -> Draw:
    """A picture whose data are only made when it is drawn."""
    return lambda **options: make()(**options)


routes = [Route("/actors", actors, name="actors"), Route("/actors/{number:int}", actor, name="actor")]
