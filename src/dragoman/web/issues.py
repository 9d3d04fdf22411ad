"""Issues: who stands where at a glance, and one matter with all who hold something on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from msgspec import Struct, structs
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.ledger.conditions import Waiting
from dragoman.ledger.directory import Matter
from dragoman.ledger.stances import direction_of
from dragoman.ledger.stands import Shift, Stand, histories_of, shifts_in
from dragoman.web import asking
from dragoman.web.kept import kept
from dragoman.web.pages import Draw, address_of_fact, ledger_of, page
from dragoman.web.pictures import Lanes, grid_of, lanes_of_stands, matrix, swimlanes
from dragoman.web.wording import issue_name

LOOKED_AT = 600
"""Positions from which the matrix is drawn, the latest."""
DOWN, ACROSS = 24, 12
ROWS, MOST_ROWS = 200, 1000
LANES = 16
MOST_CONDITIONS = 24
"""Holders whose conditions' status is looked up, those of whom most is told first."""
SIDES = (("for it", 1), ("against it", -1), ("threatening it", 2), ("neutral", 0))


class Holding(Struct, frozen=True, kw_only=True):
    """Where one holder stands on a matter, and how he came there."""

    holder: str
    number: int
    side: str
    latest: Stand
    stands: tuple[Stand, ...]
    shifts: tuple[Shift, ...]


class Everybody(Struct, frozen=True, kw_only=True):
    """What the page of a matter answers."""

    issue: str
    holders: list[Holding]
    conditions: list[Waiting]


class AtAGlance(Struct, frozen=True, kw_only=True):
    """What the matrix is drawn from."""

    matters: list[Matter]
    positions: list[Stand]


def issues(request: Request) -> Response:
    """Holders down, matters across."""
    ledger = ledger_of(request)
    at = asking.day(request, "at")
    answer = kept(
        request,
        lambda: AtAGlance(matters=ledger.matters(), positions=ledger.positions(at=at, limit=LOOKED_AT)),
        "issues", at,
    )  # fmt: skip
    stands = _most_told(answer.positions)
    grid = grid_of("Who stands where", stands, address_of_fact(request), issue_name)
    return page(
        request, "issues.html", answer=answer, tables={"positions": answer.positions, "issues": answer.matters},
        pictures={"matrix": partial(matrix, grid)} if stands else {}, shown=len(stands),
    )  # fmt: skip


def issue(request: Request) -> Response:
    """All who hold something on one matter, side by side."""
    key = request.path_params["key"]
    limit = asking.whole(request, "limit", ROWS, most=MOST_ROWS)
    at, toward = asking.day(request, "at"), asking.text(request, "toward")
    answer = kept(request, lambda: _ask(request, key, limit), "issue", key, limit, at, toward)
    sides = [(name, [one for one in answer.holders if one.side == name]) for name, _ in SIDES]
    positions = [stand for holding in answer.holders for stand in holding.stands]
    return page(
        request, "issue.html", answer=answer, tables={"positions": positions, "conditions": answer.conditions},
        pictures=_pictures(request, answer), key=key, sides=[side for side in sides if side[1]], limit=limit,
        known={one.condition.number: one for one in answer.conditions},
    )  # fmt: skip


def _ask(request: Request, key: str, limit: int) -> Everybody:
    ledger = ledger_of(request)
    stands = ledger.positions(
        issue=key, at=asking.day(request, "at"), toward=asking.text(request, "toward"), limit=limit
    )
    by_holder: dict[int, list[Stand]] = {}
    for stand in stands:
        by_holder.setdefault(stand.holder_number, []).append(stand)
    holders = sorted(map(_holding, by_holder.values()), key=lambda one: (-len(one.stands), one.holder))
    latest = [one.latest.number for one in holders if one.latest.conditions]
    waiting = ledger.conditions(of=latest[:MOST_CONDITIONS]) if latest else []
    return Everybody(issue=key, holders=holders, conditions=waiting)


def _holding(stands: Sequence[Stand]) -> Holding:
    latest = stands[-1]
    shifts = {(s.before.number, s.after.number): s for history in histories_of(stands) for s in shifts_in(history)}
    direction = direction_of(latest.stance, undoes=latest.undoes)
    side = next(name for name, points in SIDES if points == direction)
    return Holding(
        holder=latest.holder, number=latest.holder_number, side=side, latest=latest, stands=tuple(stands),
        shifts=tuple(shifts.values()),
    )  # fmt: skip


def _most_told(stands: Sequence[Stand]) -> list[Stand]:
    """The stands of those holders, on those matters, of which most is told: as many as a page can show."""
    keyed = [stand for stand in stands if stand.issue]
    matters = {issue for issue, _ in Counter(stand.issue for stand in keyed).most_common(ACROSS)}
    keyed = [stand for stand in keyed if stand.issue in matters]
    holders = {number for number, _ in Counter(stand.holder_number for stand in keyed).most_common(DOWN)}
    return [stand for stand in keyed if stand.holder_number in holders]


def _pictures(request: Request, answer: Everybody) -> dict[str, Draw]:
    dated = [one for one in answer.holders if any(stand.day for stand in one.stands)][:LANES]
    if not dated:
        return {}
    made = [(one, lanes_of_stands("", [one.stands], address_of_fact(request))) for one in dated]
    lanes = Lanes(
        title=f"Who stood where on {issue_name(answer.issue)}",
        description=f"{len(made)} holders, a lane for each; a sign for each stand, in the order of days.",
        lanes=tuple(structs.replace(of_one.lanes[0], name=one.holder) for one, of_one in made),
        undated=sum(of_one.undated for _, of_one in made),
    )
    return {"stands": partial(swimlanes, lanes)}


routes = [Route("/issues", issues, name="issues"), Route("/issues/{key:path}", issue, name="issue")]
