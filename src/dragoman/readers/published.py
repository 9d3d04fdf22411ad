"""The day of publication: one of the days that stand in a page, or none where doubt remains.

A day is judged by where it stands (under the title, in the masthead, in the body, among comments), by the words
before it, by the address, and by how often it stands there. The weights are learned: ``scripts/train_days.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt

from dragoman.errors import ModelError
from dragoman.readers.days import day_in_address, find_days
from dragoman.readers.line_model import AFTER, BEFORE, BODY, INSIDE, TITLE
from dragoman.readers.lines import Flags, Floats, Ints
from dragoman.readers.removed import BREADCRUMB
from dragoman.records import DateEvidence, NotPublished, Published

type Kind = Literal["dump", "html"]

MOST = 80
"""Days looked at on one page; a page with more is a list."""
SURE: dict[Kind, float] = {"dump": 0.4, "html": 0.3}
"""Probability from which on a day is given. Tuned on `page_dates` dev, cross-validated, November 2026."""

CUES = {
    "cue_published": r"publi|post|erschien|erstellt|veröff|released|issued|datum|date\b|geschrieben|written|"
    r"am$|on$|le$|vom$",
    "cue_updated": r"updat|modif|aktuali|stand\b|changed|edited|geändert|mis à jour|letzte|last",
    "cue_by": r"\bby\b|\bvon\b|\bpar\b|\bautor|author|redaktion|\|",
    "cue_comment": r"comment|kommentar|sagt|says|said|antwort|repl|wrote|schrieb",
    "cue_rights": r"©|copyright|\(c\)|rights",
    "cue_weekday": r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:mon|tue|wed|thu|fri|sat|sun)\b|"
    r"montag|dienstag|mittwoch|"
    r"donnerstag|freitag|samstag|sonntag|\b(?:mo|di|mi|do|fr|sa|so)\b",
    "cue_event": r"until|bis\b|ab\b|from|since|seit|zwischen|between|event|termin|born|geboren|\*",
}  # fmt: skip
"""What the words before a day say about it."""
CUE_LENGTH = 40
"""Code points before a day that are looked at."""
HEAD_LINES = 8
"""Lines above the body that belong to its head where no title is known."""
FEWEST_DIGITS = 4
"""Digits that the shortest date in full has: 4/8/20."""
MASTHEAD_LINES = 3
"""Lines at the top of a page in which a site shows today's date."""
LONGEST_DELAY = timedelta(days=7)
"""A day above the title that is later than the declared one by more than that is the day of the visit."""
CLOCK = re.compile(r"\d\d?[:.]\d\d\b")

SOURCES = ("json_ld", "meta", "time_tag", "htmldate")
"""Where in the markup of a page a day was found."""

NAMES = (
    "before", "body", "inside", "after", "title", "top_lines", "first_day", "first_after_title",
    "title_same", "title_1_2", "title_3_6", "title_7_15", "above_1_2", "above_3_6", "above_far", "no_title",
    "body_1", "body_2_4", "body_5_9", "in_first_body_line", "body_end",
    "words_4", "words_8", "words_15", "words_more", "share", "clock", *CUES, "cue_line_before", "updated_line_before",
    "updated_beside_other", "in_head", "first_in_head", "alone_in_head", "last_in_head",
    "head_and_times", "top_weekday",
    "times", "latest", "earliest", "old", "many_after", "ambiguous", "same_as_address", "address_differs",
    "address_month", "from_address", *SOURCES, "sources",
)  # fmt: skip
"""What is known of a day, in the order of the weights."""


@dataclass(frozen=True, slots=True)
class Written:
    """A day that stands in a page."""

    day: date
    line: int | None
    """Which line; None for what stands in no line: an address, a tag."""
    start: int
    end: int
    evidence: str
    source: DateEvidence
    tag: str | None = None
    """One of `SOURCES`."""
    doubtful: bool = False
    """Day and month could be swapped, and nothing on the page says which is which."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a page stand, by line number."""

    states: Floats
    body: Flags
    title: int | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The day of publication, and the days that stand in the page around the body without being it."""

    published: Published | None
    not_published: tuple[NotPublished, ...] = ()


def days_written(texts: Sequence[str], url: str | None, digits: Ints) -> list[Written]:
    """The days in the lines of a page, and the one in its address; `digits` says how many digits each line has."""
    with_digits = np.flatnonzero(digits >= FEWEST_DIGITS).tolist()
    found = [(number, texts[number], day) for number in with_digits for day in find_days(texts[number])]
    found = found[:MOST]
    month_first = _month_first([text[day.start : day.end] for _, text, day in found])
    certain = {day.day for _, _, day in found if day.other is None}
    written = []
    for number, text, day in found:
        reading = day.other if day.other is not None and (month_first or day.other in certain) else day.day
        doubtful = day.other is not None and month_first is None and not certain & {day.day, day.other}
        words = text[day.start : day.end]
        written.append(Written(reading, number, day.start, day.end, words, "text", doubtful=doubtful))
        if doubtful and day.other is not None:
            written.append(Written(day.other, number, day.start, day.end, words, "text", doubtful=True))
    address = day_in_address(url) if url else None
    if address is not None and url is not None:
        written.append(Written(address, None, 0, 0, url, "url"))
    return written


NUMERIC = re.compile(r"(\d\d?)[/-](\d\d?)[/-]\d{2,4}$")


def _month_first(texts: Sequence[str]) -> bool | None:
    """Whether 04/08/2020 is a day in April here, by other dates on the page; None where they don't say."""
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := NUMERIC.match(text))]
    if any(second > 12 for _, second in pairs):
        return True
    return False if any(first > 12 for first, _ in pairs) else None


def is_clock(item: Written, texts: Sequence[str], layout: Layout, declared: date | None) -> bool:
    """True for a site's clock: a day far above the title, or any above it that the markup declares to be much too late.

    Without markup it's a weekday and date at the very top, far from the title or above the path to the page.
    """
    title = layout.first if layout.title is None else layout.title
    if item.line is None or item.line >= title:
        return False
    if declared is not None and item.day - declared > LONGEST_DELAY:
        return True
    before = texts[item.line][: item.start].casefold()
    if item.line >= MASTHEAD_LINES or len(before.split()) > 2 or not _cue_patterns()["cue_weekday"].search(before):
        return False
    between = texts[item.line + 1 : title]
    return title - item.line > HEAD_LINES or any(BREADCRUMB.search(text) for text in between)


def declared_day(written: Sequence[Written]) -> date | None:
    """The first day that the markup itself calls the day of publication."""
    return min((item.day for item in written if item.tag in ("json_ld", "meta")), default=None)


DATELINE = re.compile(r"[^.!?]{0,60}$")
AFTER_DATELINE = re.compile(r"[\s,.]*(?:[-–—:|(\[)]|$)")
SHORT_LINE = 8
"""Words; a line of the body with no more may be a line of the date that was taken for body."""


def is_told(item: Written, texts: Sequence[str], layout: Layout) -> bool:
    """True for a day that the report tells of: it stands in a sentence of the body, not in a dateline before one."""
    if item.line is None or not layout.body[item.line]:
        return False
    text = texts[item.line]
    return text.count(" ") >= SHORT_LINE and not is_in_dateline(item, texts, layout)


def is_in_dateline(item: Written, texts: Sequence[str], layout: Layout) -> bool:
    """True for a day before the first words of the body: "GENEVA, 4 March 2016 – "."""
    if item.line is None or item.line != layout.first:
        return False
    text = texts[item.line]
    return bool(DATELINE.match(text[: item.start]) and AFTER_DATELINE.match(text, item.end))


def candidates(written: Sequence[Written], texts: Sequence[str], layout: Layout) -> list[Written]:
    """The days that could be the day of publication."""
    declared = declared_day(written)
    return [
        item for item in written if not is_clock(item, texts, layout, declared) and not is_told(item, texts, layout)
    ]


def features_of(written: Sequence[Written], texts: Sequence[str], layout: Layout) -> Floats:
    """One row a day, one column for each of `NAMES`."""
    times = Counter(item.day for item in written)
    tagged = Counter(item.day for item in written if item.tag)
    days = sorted(times)
    address = next((item.day for item in written if item.source == "url"), None)
    after = sum(1 for item in written if item.line is not None and item.line > layout.last)
    in_lines = [item.line for item in written if item.line is not None]
    first_line = min(in_lines, default=-1)
    below_title = min((n for n in in_lines if layout.title is not None and n >= layout.title), default=-1)
    head = _head_days(written, layout)
    rows = []
    for item in written:
        row: dict[str, float] = {
            "times": float(np.log(times[item.day])), "latest": item.day == days[-1], "earliest": item.day == days[0],
            "old": days[-1].year - item.day.year >= 3, "many_after": after >= 4, "ambiguous": item.doubtful,
            "same_as_address": item.day == address, "address_differs": address is not None and item.day != address,
            "address_month": address is not None and item.day != address and abs((item.day - address).days) < 32,
            "from_address": item.source == "url", "sources": min(tagged[item.day], 3) / 3,
        }  # fmt: skip
        if item.tag:
            row[item.tag] = 1
        if item.line is not None:
            row |= _place_features(item, layout, first_line, below_title) | _line_features(item, texts)
            row["top_weekday"] = item.line < 3 and row["cue_weekday"]
        if item in head:
            others = {other.day for other in head if abs((other.line or 0) - (item.line or 0)) <= 2} - {item.day}
            row |= {
                "in_head": 1, "first_in_head": item.day == head[0].day, "last_in_head": item.day == head[-1].day,
                "alone_in_head": len({other.day for other in head}) == 1, "head_and_times": times[item.day] > 1,
                "updated_beside_other": row["cue_updated"] and bool(others),
            }  # fmt: skip
        rows.append([float(row.get(name, 0)) for name in NAMES])
    return np.array(rows, dtype=np.float32).reshape(-1, len(NAMES))


def _head_days(written: Sequence[Written], layout: Layout) -> list[Written]:
    """The days between title and body, and in the two lines above the title."""
    top = layout.title - 2 if layout.title is not None else layout.first - HEAD_LINES
    return [item for item in written if item.line is not None and top <= item.line < layout.first]


def _place_features(item: Written, layout: Layout, first_line: int, below_title: int) -> dict[str, float]:
    line = item.line
    assert line is not None
    chances = np.exp(layout.states[line])
    row: dict[str, float] = {
        "before": chances[BEFORE], "body": chances[BODY], "inside": chances[INSIDE], "after": chances[AFTER],
        "title": chances[TITLE], "top_lines": line < 3, "first_day": line == first_line,
        "first_after_title": line == below_title, "no_title": layout.title is None,
        "in_first_body_line": line == layout.first, "body_end": layout.last < line <= layout.last + 4,
    }  # fmt: skip
    row |= _banded(layout.first - line, (("body_1", 1, 1), ("body_2_4", 2, 4), ("body_5_9", 5, 9)))
    if layout.title is not None:
        bands = (
            ("title_same", 0, 0), ("title_1_2", 1, 2), ("title_3_6", 3, 6), ("title_7_15", 7, 15),
            ("above_1_2", -2, -1), ("above_3_6", -6, -3), ("above_far", -10_000, -7),
        )  # fmt: skip
        row |= _banded(line - layout.title, bands)
    return row


def _banded(distance: int, bands: Sequence[tuple[str, int, int]]) -> dict[str, float]:
    return {name: float(low <= distance <= high) for name, low, high in bands}


def _line_features(item: Written, texts: Sequence[str]) -> dict[str, float]:
    assert item.line is not None
    text = texts[item.line]
    words = text.count(" ") + 1
    row: dict[str, float] = {
        "words_4": words <= 4, "words_8": 4 < words <= 8, "words_15": 8 < words <= 15, "words_more": words > 15,
        "share": (item.end - item.start) / len(text), "clock": CLOCK.search(text, item.end) is not None,
    }  # fmt: skip
    cue = text[max(0, item.start - CUE_LENGTH) : item.start].casefold().rstrip(" ,:.")
    row |= {name: float(pattern.search(cue) is not None) for name, pattern in _cue_patterns().items()}
    before = texts[item.line - 1].casefold() if item.line else ""
    if len(before) < CUE_LENGTH and not cue:
        row["cue_line_before"] = _cue_patterns()["cue_published"].search(before) is not None
        row["updated_line_before"] = _cue_patterns()["cue_updated"].search(before) is not None
    return row


@cache
def _cue_patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in CUES.items()}


class DayWeights(msgspec.Struct, frozen=True):
    """The learned weights of one kind of page."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    none: float
    """The score of there being no day of publication among those found."""


def chances_of(scores: npt.NDArray[np.floating], none: float, written: Sequence[Written]) -> dict[date, float]:
    """How probable each day is, the chances of all the places where it stands added up."""
    top = max(float(scores.max(initial=none)), none)
    total = float(np.exp(scores - top).sum() + np.exp(none - top))
    chances: dict[date, float] = {}
    for item, score in zip(written, scores, strict=True):
        chances[item.day] = chances.get(item.day, 0.0) + float(np.exp(score - top)) / total
    return chances


def judge_days(written: Sequence[Written], texts: Sequence[str], layout: Layout, kind: Kind) -> Verdict:
    """The day of publication, if one is sure enough."""
    if not written:
        return Verdict(None)
    declared = declared_day(written)
    clocks = {item.day for item in written if is_clock(item, texts, layout, declared)}
    judged = candidates(written, texts, layout)
    if not judged:
        return Verdict(None, tuple(_others(written, layout, None, clocks)))
    learned = day_weights()[kind]
    scores = features_of(judged, texts, layout) @ np.array(learned.weights, dtype=np.float32)
    chances = chances_of(scores, learned.none, judged)
    best = max(chances, key=lambda day: chances[day])
    published = None
    if chances[best] >= SURE[kind]:
        item = judged[max((n for n, x in enumerate(judged) if x.day == best), key=lambda n: scores[n])]
        source: DateEvidence = "dateline" if is_in_dateline(item, texts, layout) else item.source
        published = Published(date=best, source=source, evidence=item.evidence)
    return Verdict(published, tuple(_others(written, layout, published, clocks)))


def _others(
    written: Sequence[Written], layout: Layout, published: Published | None, clocks: Container[date]
) -> list[NotPublished]:
    """The days around the body that aren't the report's, each with the reason."""
    reasons: dict[date, str] = {}
    for item in written:
        if published is not None and item.day == published.date:
            continue
        if item.line is None:
            reasons.setdefault(item.day, "stands in the page's address or markup, and other signs speak against it")
        elif layout.first <= item.line <= layout.last:
            continue
        elif item.line > layout.last:
            reasons.setdefault(item.day, "stands after the report: another report's day, a comment's or the site's")
        elif item.day in clocks or (layout.title is not None and item.line < layout.title):
            reasons[item.day] = "stands in the masthead, above the title: the site's clock on the day of the visit"
        else:
            reasons.setdefault(item.day, "stands above the text, but it isn't certain that it is the report's day")
    return [NotPublished(date=day, why=why) for day, why in reasons.items()]


@cache
def day_weights() -> dict[str, DayWeights]:
    """The weights that come with dragoman.

    Raises: `ModelError`.
    """
    path = files("dragoman.readers").joinpath("weights/days.json")
    try:
        weights = msgspec.json.decode(path.read_bytes(), type=dict[str, DayWeights])
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"{path}: no weights for days: {error}") from error
    if any(part.names != NAMES for part in weights.values()):
        raise ModelError(f"{path}: learned for other features; run scripts/train_days.py again")
    return weights
