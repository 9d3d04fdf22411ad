"""Time expressions of an article, as days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from spacy.tokens import Doc

from dragoman.offsets import content_id, tokens_in
from dragoman.records import Article, Time
from dragoman.times import periods
from dragoman.times.grammar import KERNEL, Anchor, Fields, meaning
from dragoman.times.periods import Period
from dragoman.times.tense import Direction, direction

PART = re.compile(
    r"\b(?:(?P<third>early|late|mid|(?:the )?(?:end|middle|beginning|start) of)|(?P<side>earlier|later))"
    r"(?:[\s-]+(?:in|on|the))*[\s-]+$",
    re.IGNORECASE,
)
RELATION = re.compile(
    r"\b(?P<relation>since|until|till|up to|through|by|before|after|prior to|as of|from|between|starting|beginning)"
    r"\s+(?:in\s+|on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
JOINT = re.compile(r"\s*(?:to|through|until|till|[-–—]|(?P<and>and))\s*(?:the\s+)?(?:early\s+|late\s+)?")
YEAR_COMES = re.compile(
    r"(?:\b(?:in|since|of|until|till|by|from|during|before|after|between|early|late|mid|around|through|year|circa)[\s-]+"
    r"|\()$",
    re.IGNORECASE,
)
MONTH_COMES = re.compile(
    r"(?:\b(?:in|since|of|until|till|by|from|during|before|after|between|early|late|mid|through|and|to)|[-–])"
    r"[\s-]*(?:the\s+)?$",
    re.IGNORECASE,
)
ALSO_WORDS = frozenset({"March", "May", "August"})
"""Months whose names are words of another kind: they need a preposition before them."""
LOOK_BACK = 32
"""Code points before a kernel in which the words around it are looked for."""
THIRDS = {"early": 0, "beginning of": 0, "start of": 0, "mid": 1, "middle of": 1, "late": 2, "end of": 2}
PARTIAL = frozenset({"dmy", "mdy", "month", "season", "weekday"})


class Kernel(NamedTuple):
    """A match of the grammar."""

    start: int
    end: int
    kind: str
    fields: Fields


def find_times(doc: Doc, article: Article) -> list[Time]:
    """The time expressions of an article, in text order.

    Days are counted from ``article.published``; without it a time keeps its days only where the text itself names
    them ("19 December 2016"). Weeks run from Monday to Sunday.
    """
    published = article.published
    anchor = Anchor(published.date, published.precision) if published else Anchor(None)
    kernels = [kernel for kernel in _kernels(article.body) if _is_time(kernel, doc, article.body)]
    found: list[Time] = []
    position = 0
    while position < len(kernels):
        kernel = kernels[position]
        floor = found[-1].end if found else 0
        before = article.body[max(floor, kernel.start - LOOK_BACK) : kernel.start]
        pair = kernels[position : position + 2]
        if len(pair) == 2 and _is_range(before, article.body[pair[0].end : pair[1].start]):
            period, start, end = _range(pair[0], pair[1], doc, anchor), kernel.start, pair[1].end
            position += 1
        else:
            period, start, end = _period(kernel, doc, anchor), kernel.start, kernel.end
        start, period = _with_words_before(before, start, period, anchor)
        text = article.body[start:end]
        first, last, precision = period or (None, None, None)
        found.append(
            Time(
                id=content_id("ti", article.id, start, end),
                start=start,
                end=end,
                text=text,
                first=first,
                last=last,
                precision=precision,
            )
        )
        position += 1
    return found


def _kernels(body: str) -> Iterator[Kernel]:
    for match in KERNEL.finditer(body):
        fields = {name: value for name, value in match.groupdict().items() if value is not None}
        kind = next(name for name in fields if name.startswith("k_"))
        yield Kernel(match.start(), match.end(), kind[2:], fields)


def _is_time(kernel: Kernel, doc: Doc, body: str) -> bool:
    """False for numbers that only look like years, and for "may" and "march"."""
    before = body[max(0, kernel.start - LOOK_BACK) : kernel.start]
    if kernel.kind == "month" and kernel.fields["month"] in ALSO_WORDS:
        return MONTH_COMES.search(before) is not None
    if kernel.kind != "year":
        return True
    token = tokens_in(doc, (kernel.start, kernel.end))[0]
    if token.dep_ == "nummod" and token.head.i < token.i:  # "Resolution 1973"
        return False
    if token.ent_type_ == "DATE":
        return True
    if token.head.i > token.i and token.head.pos_ in {"NOUN", "PROPN"}:
        return token.head.tag_ in {"NN", "NNP"} and before.lower().endswith("the ")
    return YEAR_COMES.search(before) is not None


def _is_range(before: str, between: str) -> bool:
    """True where two kernels are the ends of one stretch: "May to July", "between May and July"."""
    joint = JOINT.fullmatch(between)
    if joint is None:
        return False
    if joint["and"] is None:
        return True
    relation = RELATION.search(before)
    return relation is not None and relation["relation"].lower() == "between"


def _range(one: Kernel, other: Kernel, doc: Doc, anchor: Anchor) -> Period | None:
    """From the first day of one to the last day of the other, which also gives the year that the first leaves out."""
    end = _period(other, doc, anchor)
    if end is None or end.last is None:
        return None
    if one.kind in PARTIAL and not any(name.endswith("_y") for name in one.fields):
        start = _read(one, Anchor(end.last), "past")
    else:
        start = _period(one, doc, anchor)
    return Period(start.first, end.last, "interval") if start else None


def _period(kernel: Kernel, doc: Doc, anchor: Anchor) -> Period | None:
    try:
        return meaning(
            kernel.kind,
            kernel.fields,
            anchor,
            lambda: direction(tokens_in(doc, (kernel.start, kernel.end)).root),
        )
    except ValueError:  # a day that the calendar doesn't have
        return None


def _read(kernel: Kernel, anchor: Anchor, looks: Direction) -> Period | None:
    try:
        return meaning(kernel.kind, kernel.fields, anchor, lambda: looks)
    except ValueError:
        return None


def _with_words_before(before: str, start: int, period: Period | None, anchor: Anchor) -> tuple[int, Period | None]:
    """The expression with "early", "late" and "since", "until" before it."""
    if (part := PART.search(before)) is not None:
        start -= len(before) - part.start()
        before = before[: part.start()]
        period = period and _narrowed(period, part, anchor)
    relation = RELATION.search(before)
    if relation is None:
        return start, period
    word = relation["relation"].lower()
    is_range = period is not None and period.precision == "interval" and period.first is not None
    if word in {"from", "between", "starting", "beginning"} and not is_range:
        return start, period
    return start - (len(before) - relation.start()), period and _related(period, word, anchor)


def _narrowed(period: Period, part: re.Match[str], anchor: Anchor) -> Period:
    """Narrows: "early" and "late" take a third of a period, "earlier" and "later" the side of the anchor."""
    if part["third"] is not None:
        return periods.part(period, THIRDS[part["third"].lower().removeprefix("the ")])
    now = anchor.to("day")
    if now is None or period.first is None or period.last is None or not period.first <= now <= period.last:
        return period
    first, last = (period.first, now) if part["side"].lower() == "earlier" else (now, period.last)
    return Period(first, last, "interval")


def _related(period: Period, word: str, anchor: Anchor) -> Period:
    """The days that "since", "until", "before" and "after" a period are."""
    first, last, _ = period
    match word:
        case "since":
            return Period(first, anchor.to("day"), "interval")
        case "as of":
            return Period(first, None, "interval")
        case "until" | "till" | "up to" | "through" | "by":
            return Period(None, last, "interval")
        case "before" | "prior to":
            return Period(None, first and first - timedelta(days=1), "interval")
        case "after":
            return Period(last and last + timedelta(days=1), None, "interval")
        case _:
            return period
