"""Judgements: facts accepted, rejected and corrected, actors merged and split, and all of it undone again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.errors import UsageError
from dragoman.ledger.judgements import EDITABLE, Judgement
from dragoman.ledger.lookup import Known, UnknownNameError, described
from dragoman.ledger.names import folded
from dragoman.ledger.people import Profile
from dragoman.ledger.reports import Opened
from dragoman.web import asking
from dragoman.web.entering import author_of, local_path
from dragoman.web.facts import KINDS, Fact, facts_of
from dragoman.web.kept import kept
from dragoman.web.pages import ledger_of, page
from dragoman.web.security import form_of, visit_of

LATEST_REPORTS = 50
"""So many reports, the latest, give the queue of what nobody has looked at."""
ON_A_PAGE = 25
LONGEST_REASON = 1000
ACCEPTED_WITHOUT_WORDS = "read beside its passage"

REALITIES_IN_WORDS = {
    "happened": "it happened", "ongoing": "it goes on", "planned": "it is planned", "possible": "it may happen",
    "conditional": "it happens if something else does", "denied": "somebody denies it",
    "alleged": "somebody only claims it", "not_done": "it was not done",
}  # fmt: skip


class Waiting(Struct, frozen=True, kw_only=True):
    """A fact that nobody has looked at, with its passage."""

    article: str
    title: str | None
    publisher: str | None
    day: str | None
    fact: Fact
    text: str


class Choice(Struct, frozen=True, kw_only=True):
    """A field that can be corrected."""

    name: str
    value: str
    """What it is now."""
    accepted: tuple[str, ...]
    """What it may be; empty for words."""


# --- the queue -------------------------------------------------------------------------------------------------------


def queue(request: Request) -> Response:
    """Facts that nobody has looked at, those of which the program is least sure first."""
    kind = asking.one_of(request, "kind", KINDS)
    article = asking.text(request, "article")
    number = asking.whole(request, "page", 1, most=10_000)
    every: list[Waiting] = kept(request, lambda: _unreviewed(request, article), "queue", article)
    waiting = [one for one in every if kind in (None, one.fact.kind)]
    shown = waiting[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    counts = {name: sum(one.fact.kind == name for one in every) for name in KINDS}
    return page(
        request, "review.html", answer=shown, waiting=shown, total=len(waiting), counts=counts, number=number,
        has_more=number * ON_A_PAGE < len(waiting), kind=kind, kinds=KINDS, article=article, latest=LATEST_REPORTS,
        reviewed=kept(request, ledger_of(request).reviewed, "reviewed"),
    )  # fmt: skip


def _unreviewed(request: Request, article: str | None) -> list[Waiting]:
    ledger = ledger_of(request)
    ids = [article] if article else [report.article for report in ledger.reports(limit=LATEST_REPORTS)]
    reports = [opened for own in ids if (opened := ledger.report(own)) is not None]
    waiting = [one for opened in reports for one in _waiting_in(opened)]
    # a fact that a rule made has no score: it comes after those of which a model says that it isn't sure
    return sorted(waiting, key=lambda one: (one.fact.score is None, one.fact.score or 0))


def _waiting_in(opened: Opened) -> list[Waiting]:
    article = opened.record.article
    day = article.published.date.isoformat() if article.published else None
    return [
        Waiting(
            article=article.id, title=article.title, publisher=article.publisher, day=day, fact=fact,
            text=article.body[fact.start : fact.end],
        )
        for fact in facts_of(opened)
        if fact.verdict is None
    ]  # fmt: skip


# --- one fact --------------------------------------------------------------------------------------------------------


def correct(request: Request) -> Response:
    """The form that corrects a fact."""
    opened, fact = _fact_of(request)
    article = opened.record.article
    own = [one for one in ledger_of(request).judgements() if _is_about(one, article.id, fact.id)]
    return page(
        request, "correct.html", fact=fact, article=article, text=article.body[fact.start : fact.end],
        choices=_choices(opened, fact), words=REALITIES_IN_WORDS, judgements=own[::-1], passages={},
        back=local_path(request.query_params.get("back")), matters=_matters(request),
        actors={actor.id: actor.name for actor in opened.record.actors},
    )  # fmt: skip


def judge(request: Request) -> Response:
    """Accept, reject or correct a fact.

    Raises:
        UsageError: Nothing was changed, a value isn't possible, or a reason is missing.
    """
    form = form_of(request)
    opened, fact = _fact_of(request)
    verdict = str(form.get("verdict", ""))
    if verdict not in ("accept", "reject", "edit"):
        raise UsageError("say whether the fact is right, wrong, or to be corrected")
    changes = _changes(form, opened, fact) if verdict == "edit" else {}
    kind: Literal["accept", "reject", "edit"] = verdict  # type: ignore[assignment]
    number = ledger_of(request).review(
        fact.id, kind, changes=changes, article=opened.record.article.id, author=author_of(request),
        reason=_reason(form, ACCEPTED_WITHOUT_WORDS if verdict == "accept" else None),
    )  # fmt: skip
    return _back(request, form, number)


def _fact_of(request: Request) -> tuple[Opened, Fact]:
    article, wanted = request.path_params["article"], request.path_params["fact"]
    opened = ledger_of(request).report(article)
    fact = next((one for one in facts_of(opened) if one.id == wanted), None) if opened else None
    if opened is None or fact is None:
        raise HTTPException(404, f"the ledger has no fact {wanted!r} in a report {article!r}")
    return opened, fact


def _choices(opened: Opened, fact: Fact) -> list[Choice]:
    """The fields of a fact that can be corrected, with what they are now."""
    now = {
        "act": fact.act, "type": fact.act, "reality": fact.reality, "strength": fact.strength, "issue": fact.key,
        "holder": _actor_of(opened, fact), "source": _actor_of(opened, fact),
    }  # fmt: skip
    actors = tuple(actor.id for actor in opened.record.actors)
    return [
        Choice(name=name, value=now[name] or "", accepted=actors if name in ("holder", "source") else accepted or ())
        for name, accepted in EDITABLE[fact.kind].items()
    ]


def _actor_of(opened: Opened, fact: Fact) -> str | None:
    """The record's actor who holds a position, or whose words a statement is."""
    changes = fact.verdict.changes if fact.verdict else {}
    own: Sequence[Any] = opened.record.positions if fact.kind == "position" else opened.record.statements
    found = next((one for one in own if one.id == fact.id), None)
    before = getattr(found, "holder", None) or getattr(found, "source", None)
    return changes.get("holder") or changes.get("source") or before


def _changes(form: FormData, opened: Opened, fact: Fact) -> dict[str, str]:
    given = {choice: str(form.get(choice.name, "")).strip() for choice in _choices(opened, fact)}
    before = fact.verdict.changes if fact.verdict else {}
    # what an earlier correction changed is said again, since the latest judgement stands for all of them
    changes = {
        choice.name: value
        for choice, value in given.items()
        if value and (value != choice.value or choice.name in before)
    }
    if not any(value and value != choice.value for choice, value in given.items()):
        raise UsageError("nothing is changed; choose another value, or accept the fact as it is")
    return changes


def _is_about(judgement: Judgement, article: str, fact: str) -> bool:
    return (judgement.subject.get("article"), judgement.subject.get("fact")) == (article, fact)


def _matters(request: Request) -> list[str]:
    return [matter.issue for matter in ledger_of(request).matters()]


# --- actors ----------------------------------------------------------------------------------------------------------


def merge(request: Request) -> Response:
    """Say that an actor and another one are the same; this one's name stays.

    Raises:
        UsageError: Nobody is called so, several are, or the two are one already.
    """
    form = form_of(request)
    number = request.path_params["number"]
    other = str(form.get("other", "")).strip()
    if not other:
        raise UsageError("say who the same is: a name, or a number such as #12")
    ledger, joined = ledger_of(request), _meant(request, other)
    judgement = ledger.merge(f"#{number}", f"#{joined}", author=author_of(request), reason=_reason(form))
    return _back(request, form, judgement)


def _meant(request: Request, name: str) -> int:
    """The number of the actor who is called just so: a question may guess at a spelling, a decision may not."""
    found = [one for one in ledger_of(request).find(name) if not one.unnamed] or ledger_of(request).find(name)
    called = [one for one in found if name == f"#{one.number}" or folded(name) in map(folded, _forms(request, one))]
    if len(called) == 1:
        return called[0].number
    if not found:
        raise UnknownNameError(f"nobody in the ledger is called {name!r}")
    known = "; ".join(f"#{one.number} {one.name} ({described(one)})" for one in (called or found)[:8])
    what = f"{len(called)} actors are called {name!r}" if called else f"nobody is called just {name!r}"
    raise UsageError(f"{what}; give the number of the one you mean: {known}")


def _forms(request: Request, actor: Known) -> tuple[str, ...]:
    (profile,) = ledger_of(request).who(f"#{actor.number}")
    return profile.names


def parted(request: Request) -> Response:
    """The form that says which appearances of an actor are somebody else's."""
    profile = _profile(request)
    opened = [ledger_of(request).report(own) for own in dict.fromkeys(joined.article for joined in profile.joined)]
    articles = {one.record.article.id: one.record.article for one in opened if one is not None}
    return page(request, "split.html", profile=profile, articles=articles)


def split(request: Request) -> Response:
    """Say that an actor is somebody else under some names, or in some reports.

    Raises:
        UsageError: Nothing was chosen, or everything.
    """
    form = form_of(request)
    number = request.path_params["number"]
    judgement = ledger_of(request).split(
        f"#{number}",
        forms=[str(one) for one in form.getlist("form")],
        in_articles=[str(one) for one in form.getlist("article")],
        author=author_of(request),
        reason=_reason(form),
    )
    return _back(request, form, judgement, default=str(request.app.url_path_for("actor", number=number)))


def _profile(request: Request) -> Profile:
    found = ledger_of(request).who(f"#{request.path_params['number']}")
    return found[0]


# --- all judgements --------------------------------------------------------------------------------------------------


def judgements(request: Request) -> Response:
    """All judgements, the latest first, and the way to undo them."""
    made = ledger_of(request).judgements()[::-1]
    number = asking.whole(request, "page", 1, most=100_000)
    shown = made[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    return page(
        request, "judgements.html", answer=made, shown=shown, total=len(made), number=number,
        has_more=number * ON_A_PAGE < len(made), actors=_names_of(request, shown), author=author_of(request),
        passages=_passages_of(request, shown),
    )  # fmt: skip


def undo(request: Request) -> Response:
    """Take a judgement back."""
    form = form_of(request)
    number = request.path_params["number"]
    ledger_of(request).undo(number, author=author_of(request))
    visit_of(request).notice = f"Judgement {number} is undone."
    return RedirectResponse(local_path(str(form.get("back", ""))), 303)


def _passages_of(request: Request, shown: Sequence[Judgement]) -> dict[int, str]:
    """The words that judged facts came from, by the judgement's number."""
    subjects = {one.number: one.subject for one in shown if "article" in one.subject}
    opened = {own: ledger_of(request).report(own) for own in {subject["article"] for subject in subjects.values()}}
    return {
        number: found.record.article.body[subject["start"] : subject["end"]]
        for number, subject in subjects.items()
        if (found := opened[subject["article"]]) is not None
    }


def _names_of(request: Request, shown: Sequence[Judgement]) -> dict[int, str]:
    """The names of actors that were merged or split."""
    ledger = ledger_of(request)
    numbers = {
        number
        for judgement in shown
        for key in ("kept", "joined", "actor", "other")
        if isinstance(number := judgement.subject.get(key), int)
    }
    found: dict[int, list[Known]] = {number: ledger.find(f"#{number}") for number in numbers}
    return {number: known[0].name for number, known in found.items() if known}


def _reason(form: FormData, otherwise: str | None = None) -> str:
    reason = " ".join(str(form.get("reason", "")).split())
    if len(reason) > LONGEST_REASON:
        raise UsageError(f"the reason is {len(reason)} characters long; at most {LONGEST_REASON} are kept")
    if not reason and otherwise is None:
        raise UsageError("a judgement needs a reason: whoever reads it later will ask for it")
    return reason or otherwise or ""


def _back(request: Request, form: FormData, judgement: int, default: str = "/") -> Response:
    """The page from which the judgement came, which says that it was made and how it is undone."""
    visit = visit_of(request)
    visit.notice, visit.judgement = f"Judgement {judgement} is made.", judgement
    return RedirectResponse(local_path(str(form.get("back", "")) or default), 303)


routes = [
    Route("/review", queue, name="review"),
    Route("/review/{article}/{fact}", correct, name="correct"),
    Route("/review/{article}/{fact}", judge, name="judge", methods=["POST"]),
    Route("/actors/{number:int}/merge", merge, name="merge", methods=["POST"]),
    Route("/actors/{number:int}/split", parted, name="parted"),
    Route("/actors/{number:int}/split", split, name="split", methods=["POST"]),
    Route("/judgements", judgements, name="judgements"),
    Route("/judgements/{number:int}/undo", undo, name="undo", methods=["POST"]),
]
