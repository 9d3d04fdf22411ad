"""Reports: the list, one with its facts marked, and one fact with its passage."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.ledger.reports import Opened
from dragoman.offsets import overlap
from dragoman.records import Removed
from dragoman.web import asking
from dragoman.web.facts import Fact, facts_of, marks_of
from dragoman.web.marked import Mark, marked
from dragoman.web.pages import ledger_of, page

ON_A_PAGE = 50
KINDS = ("mentions", "statements", "events", "positions")
"""What can be marked in a text; ``?show=`` names those that are, all of them where it is missing."""


class Paragraph(Struct, frozen=True):
    """A paragraph of a report with its facts marked, and the facts that begin in it."""

    start: int
    text: Markup
    facts: list[Fact]


def reports(request: Request) -> Response:
    """The reports of the ledger, the latest first."""
    publisher = asking.text(request, "publisher")
    number = asking.whole(request, "page", 1, most=100_000)
    found = ledger_of(request).reports(
        publisher=publisher, first=asking.day(request, "from"), last=asking.day(request, "to"),
        limit=ON_A_PAGE + 1, skip=(number - 1) * ON_A_PAGE,
    )  # fmt: skip
    return page(
        request, "reports.html", answer=found[:ON_A_PAGE], number=number, has_more=len(found) > ON_A_PAGE,
        publisher=publisher,
    )  # fmt: skip


def report(request: Request) -> Response:
    """A report, its facts marked in the text and told in the margin."""
    opened = _opened(request)
    facts = facts_of(opened)
    shown = [kind for kind in KINDS if kind in request.query_params.getlist("show")] or list(KINDS)
    return page(
        request, "report.html", answer=opened.record, tables=_tables(facts), opened=opened,
        article=opened.record.article, paragraphs=_paragraphs(opened, facts), counts=_counts(opened, facts),
        removed=_removed(opened.record.article.removed), shown=shown, total=len(facts),
    )  # fmt: skip


def fact(request: Request) -> Response:
    """One fact, with its words, the paragraph around them, and what was decided about it."""
    opened = _opened(request)
    facts = facts_of(opened)
    wanted = request.path_params["fact"]
    own = next((one for one in facts if one.id == wanted), None)
    if own is None:
        raise HTTPException(404, f"this report has no fact {wanted!r}")
    marks = [mark for mark in marks_of(opened.record, facts) if mark.fact == own.number]
    article = opened.record.article
    around = [
        span
        for span in article.paragraphs
        if any(overlap(span, spot) for spot in (own.spans or [(own.start, own.end)]))
    ]
    return page(
        request, "fact.html", answer=own, tables={"fact": [own]}, fact=own, opened=opened, article=article,
        passages=[marked(article.body, span, marks) for span in around],
        words=[article.body[start:end] for start, end in own.spans],
        vouching=next((one for one in facts if one.id == own.rests_on), None),
        resting=[one for one in facts if one.rests_on == own.id],
        beside=[one for one in facts if one is not own and overlap((one.start, one.end), (own.start, own.end))],
    )  # fmt: skip


def _opened(request: Request) -> Opened:
    opened = ledger_of(request).report(request.path_params["article"])
    if opened is None:
        raise HTTPException(404, f"the ledger has no report {request.path_params['article']!r}")
    return opened


def _paragraphs(opened: Opened, facts: Sequence[Fact]) -> list[Paragraph]:
    article = opened.record.article
    marks = sorted(marks_of(opened.record, list(facts)), key=lambda mark: mark.start)
    starts = [start for start, _ in article.paragraphs]
    touching: list[list[Mark]] = [[] for _ in starts]
    for mark in marks:  # one that goes over a paragraph's end is in both
        first = max(0, bisect_right(starts, mark.start) - 1)
        for place in range(first, max(first + 1, bisect_left(starts, mark.end))):
            touching[place].append(mark)
    beginning: list[list[Fact]] = [[] for _ in starts]
    for one in facts:
        if starts:
            beginning[max(0, bisect_right(starts, one.start) - 1)].append(one)
    begun = set[int]()
    return [
        Paragraph(span[0], marked(article.body, span, touching[place], first_pieces=begun), beginning[place])
        for place, span in enumerate(article.paragraphs)
    ]


def _counts(opened: Opened, facts: Sequence[Fact]) -> dict[str, int]:
    counts = {"mentions": len(opened.record.mentions)}
    return counts | {f"{kind}s": sum(one.kind == kind for one in facts) for kind in ("statement", "event", "position")}


def _removed(removed: Sequence[Removed]) -> list[tuple[str, list[str]]]:
    """What was taken off the page, by the reason why."""
    found: dict[str, list[str]] = {}
    for piece in removed:
        found.setdefault(piece.why, []).append(piece.text)
    return list(found.items())


def _tables(facts: Sequence[Fact]) -> dict[str, Any]:
    return {"facts": facts} | {
        f"{kind}s": [one for one in facts if one.kind == kind] for kind in ("statement", "event", "position")
    }


routes = [
    Route("/reports", reports, name="reports"),
    Route("/reports/{article}", report, name="report"),
    Route("/facts/{article}/{fact}", fact, name="fact"),
]
