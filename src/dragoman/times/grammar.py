"""The time expressions of news English: one regular expression for their kernels, and what each of them means.

A kernel is "19 December", "last June", "Monday", "two weeks ago", "the 1990s"; `dragoman.times.find` adds the words
around it ("since", "early", "from … to …"). A part of a date that the text leaves out is taken from the day of
publication, and is never guessed without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dragoman.times import periods
from dragoman.times.periods import SEASONS, Period
from dragoman.times.tense import Direction

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
MONTHS |= {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, 1)} | {"sept": 9}
WEEKDAYS = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "couple of": 2,
}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
FEASTS = {"new year's day": (1, 1), "new year's eve": (12, 31), "christmas eve": (12, 24), "christmas day": (12, 25)}
ABOUT_NOW = {"yesterday": -1, "tomorrow": 1, "last night": -1, "day before yesterday": -2, "day after tomorrow": 2}

DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:st|nd|rd|th)?"
YEAR = r"(?:1[89]|20)\d\d(?![\d%]|,\d|\.\d)"
WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTH = f"(?:{'|'.join(MONTH_NAMES)})"
MONTH_BESIDE_NUMBER = rf"(?:{'|'.join(MONTH_NAMES)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
SEASON = "(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
UNIT = "(?:day|week|fortnight|month|quarter|year|decade)"
COUNT = rf"(?:\d{{1,3}}|(?i:{'|'.join(sorted(COUNTS, key=len, reverse=True))}))"
VAGUE = "(?i:few|several|some|many)"
WHICH = "(?:[Ll]ast|[Tt]his past|[Tt]his coming|[Pp]ast|[Nn]ext|[Tt]his|[Cc]oming)"
THIS = "(?:last|this|next|that)"
TO = r"\s*(?:[-–—]|\bto\b|\band\b|\bthrough\b|\buntil\b)\s*"
OF = r"(?:,?\s+|\s+of\s+|\s+in\s+)"

KERNELS: Mapping[str, str] = {
    "iso": r"(?P<iso_y>\d{4})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?!\d)",
    "numeric": r"(?P<n_a>\d\d?)(?P<n_by>[/.])(?P<n_b>\d\d?)(?P=n_by)(?P<n_y>(?:19|20)\d\d)(?!\d)",
    "dmy": rf"(?:(?P<dmy_w>{WEEKDAY}),?\s+(?:the\s+)?)?(?P<dmy_d>{DAY})(?:{TO}(?P<dmy_e>{DAY}))?\s+(?:of\s+)?"
    rf"(?P<dmy_m>{MONTH_BESIDE_NUMBER})(?:{OF}(?P<dmy_y>{YEAR}|{THIS}\s+year))?",
    "mdy": rf"(?:(?P<mdy_w>{WEEKDAY}),?\s+)?(?P<mdy_m>{MONTH_BESIDE_NUMBER})\s+(?:the\s+)?(?P<mdy_d>{DAY})"
    rf"(?:{TO}(?P<mdy_e>{DAY})(?!\s+(?:{MONTH}|\w+day)))?(?:{OF}(?P<mdy_y>{YEAR}|{THIS}\s+year))?",
    "my": rf"(?P<my_m>{MONTH_BESIDE_NUMBER}){OF}(?P<my_y>{YEAR}|{THIS}\s+year)",
    "sy": rf"(?P<sy_s>{SEASON}){OF}(?P<sy_y>{YEAR}|{THIS}\s+year)",
    "span": rf"(?:[Tt]he\s+)?(?P<sp_w>last|past|next|coming|previous|following)\s+"
    rf"(?P<sp_n>{COUNT}|{VAGUE}(?:\s+or\s+so)?)\s+(?P<sp_u>{UNIT})s?\b",
    "vague": rf"(?:[Tt]he\s+)?(?P<v_w>last|past|next|coming|recent)\s+(?P<v_u>{UNIT})s\b",
    "which": rf"(?:[Tt]he\s+)?(?P<wh_w>{WHICH})\s+"
    rf"(?P<wh_u>{UNIT}|weekend|morning|afternoon|evening|night|{WEEKDAY}|{MONTH}|{SEASON})\b(?!s)",
    "ago": rf"(?P<ago_n>[Aa]n?|{COUNT}|(?:a\s+)?{VAGUE})\s+(?P<ago_u>{UNIT})s?\s+"
    rf"(?P<ago_w>ago|earlier|later|before|after)\b"
    r"(?!\s+(?:the|a|an)\b)",
    "quarter": rf"(?:[Tt]he\s+)?(?P<q_n>first|second|third|fourth)\s+(?P<q_u>quarter|half)\s+of\s+"
    rf"(?P<q_y>{YEAR}|{THIS}\s+year|the\s+year)",
    "within": r"(?P<wi_p>end|beginning|start|middle|course)\s+of\s+(?:the\s+)?(?P<wi_u>week|month|year|decade)\b",
    "decade": r"(?:[Tt]he\s+)?(?P<de_y>(?:1[89]|20)\d0)s\b",
    "now": r"(?:[Tt]he\s+)?(?P<now>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|"
    r"day before yesterday|day after tomorrow)\b",
    "feast": r"(?P<feast>New Year['’]s (?:Day|Eve)|Christmas (?:Day|Eve))",
    "again": r"(?:[Tt]he\s+(?:same|next|following|previous)|[Tt]hat(?:\s+same)?)\s+(?:day|week|month|year)\b|"
    r"[Ll]ater in the day",
    "weekday": rf"(?P<weekday>{WEEKDAY})",
    "month": rf"(?P<month>{MONTH})\b(?!['’]?\s*\d)",
    "season": rf"(?<=\b[Ii]n\s)(?:the\s+)?(?P<season>{SEASON})\b",
    "years": rf"(?P<yr_a>{YEAR})[-–/](?P<yr_b>{YEAR}|\d\d)\b",
    "year": rf"(?P<year>{YEAR})\b",
}
"""The kernels in the order in which they are tried; the first that fits at a place wins."""

BEFORE = r"(?<![\w$€£./])(?:(?<![-–])|(?<=[Mm]id-)|(?<=[Ee]arly-)|(?<=[Ll]ate-))"
ANY = "|".join(f"(?P<k_{name}>{pattern})" for name, pattern in KERNELS.items())
KERNEL = re.compile(rf"{BEFORE}(?:{ANY})(?!\w)")

type Fields = Mapping[str, str]


class Anchor:
    """The day of publication, as far as it is known."""

    def __init__(self, of: date | None, precision: str = "day") -> None:
        self._of = of
        self._known = {"day": ("day", "month", "year"), "month": ("month", "year"), "year": ("year",)}[precision]

    def to(self, grain: str) -> date | None:
        """The anchor, if it is known to the day, month or year: a report of "June 2016" can't place "last week"."""
        return self._of if grain in self._known else None

    def for_unit(self, unit: str) -> date | None:
        """The anchor, if it is fine enough to count in a unit: weeks need the day, quarters the month."""
        return self.to({"month": "month", "quarter": "month", "year": "year", "decade": "year"}.get(unit, "day"))


def meaning(kind: str, fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    """The days of a kernel, or ``None`` where text and anchor don't fix them.

    Args:
        kind: The name of the kernel.
        fields: Its named parts that the text gives.
        anchor: The day of publication.
        ahead: Asks the parse whether the clause looks back or ahead; only asked where it matters.

    Raises:
        ValueError: The text names a day that the calendar doesn't have ("31 June").
    """
    return READINGS[kind](fields, anchor, ahead)


type Reading = Callable[[Fields, Anchor, Callable[[], Direction]], Period | None]


def _iso(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    return periods.day(date(int(fields["iso_y"]), int(fields["iso_m"]), int(fields["iso_d"])))


def _numeric(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    """Day and month in either order; both orders possible means not known."""
    one, two, year = int(fields["n_a"]), int(fields["n_b"]), int(fields["n_y"])
    readings = {(d, m) for d, m in ((one, two), (two, one)) if m <= 12 and d <= 31}
    if len(readings) != 1:
        return None
    number, month = readings.pop()
    return periods.day(date(year, month, number))


def _date(prefix: str) -> Reading:
    """A day, or some days, of a month, with or without the year."""

    def read(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
        number, month = _number(fields[f"{prefix}_d"]), MONTHS[fields[f"{prefix}_m"].rstrip(".").lower()]
        weekday = fields.get(f"{prefix}_w")
        year = _year(fields.get(f"{prefix}_y"), anchor)
        if year is None:
            year = _year_of_day(number, month, weekday, anchor, ahead)
        if year is None:
            return None
        first = date(year, month, number)
        if f"{prefix}_e" not in fields:
            return periods.day(first)
        return Period(first, date(year, month, _number(fields[f"{prefix}_e"])), "interval")

    return read


def _year_of_day(
    number: int, month: int, weekday: str | None, anchor: Anchor, ahead: Callable[[], Direction]
) -> int | None:
    """The year of a day and month: that of the day nearest to the anchor, on the side that the clause looks to."""
    now = anchor.to("day")
    if now is None:
        return None
    near = [date(y, month, number) for y in (now.year - 1, now.year, now.year + 1) if _exists(y, month, number)]
    if weekday is not None:
        near = [day for day in near if day.weekday() == WEEKDAYS[weekday.lower()]] or near
    match ahead():
        case "past":
            near = [day for day in near if day <= now] or near
        case "future":
            near = [day for day in near if day >= now] or near
    return min(near, key=lambda day: abs(day - now)).year if near else None


def _exists(year: int, month: int, number: int) -> bool:
    return number <= periods.month(year, month)[1].day  # type: ignore[union-attr]


def _number(text: str) -> int:
    return int(text.rstrip("stndrh"))


def _year(text: str | None, anchor: Anchor) -> int | None:
    """The year of "2016", "last year", "the year"."""
    if text is None:
        return None
    if text.isdigit():
        return int(text)
    now = anchor.to("year")
    if now is None:
        return None
    return now.year + {"last": -1, "next": 1}.get(text.split()[0], 0)


def _month_of_year(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    year = _year(fields["my_y"], anchor)
    return periods.month(year, MONTHS[fields["my_m"].rstrip(".").lower()]) if year else None


def _season_of_year(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    year = _year(fields["sy_y"], anchor)
    return periods.season(fields["sy_s"].lower(), year) if year else None


def _span(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    """Reads "the past two years", "the next few days": an interval that ends or begins at the anchor."""
    which, unit, now = fields["sp_w"], fields["sp_u"], anchor.for_unit(fields["sp_u"])
    if now is None or which in {"previous", "following"}:
        return None
    count = _count(fields["sp_n"])
    if which in {"last", "past"}:
        return Period(None if count is None else periods.shifted(now, unit, -count), now, "interval")
    return Period(now, None if count is None else periods.shifted(now, unit, count), "interval")


def _count(text: str) -> int | None:
    """The number that a count names; ``None`` for "few", "several"."""
    return int(text) if text.isdigit() else COUNTS.get(text.lower())


def _vague(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    """Reads "recent weeks", "the coming days": open on the far side."""
    now = anchor.for_unit(fields["v_u"])
    if now is None:
        return None
    return Period(now, None, "interval") if fields["v_w"] in {"next", "coming"} else Period(None, now, "interval")


def _which(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    """Reads "last June", "this week", "next year", "this coming Friday"."""
    unit = fields["wh_u"].lower()
    which = fields["wh_w"].lower().split()[-1]
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit in MONTHS or unit in SEASONS:
        return _named(unit, step, anchor)
    now = anchor.for_unit(unit)
    if now is None:
        return None
    if unit in WEEKDAYS:
        return periods.day(_weekday(now, WEEKDAYS[unit], step))
    if unit == "weekend":
        saturday = now + timedelta(days=5 - now.weekday() + 7 * step)
        return Period(saturday, saturday + timedelta(days=1), "interval")
    if unit in {"morning", "afternoon", "evening", "night"}:
        return periods.day(now + timedelta(days=step))
    return periods.around(periods.shifted(now, unit, step), unit)


def _named(name: str, step: int, anchor: Anchor) -> Period | None:
    """The last, this year's or the next month or season of a name: "last" is the latest that is over."""
    now = anchor.to("month")
    if now is None:
        return None
    years = range(now.year - 2, now.year + 3)
    near = [periods.month(y, MONTHS[name]) if name in MONTHS else periods.season(name, y) for y in years]
    if step < 0:
        return [period for period in near if period.last is not None and period.last < now][-1]
    if step > 0:
        return next(period for period in near if period.first is not None and period.first > now)
    return near[2]


def _weekday(now: date, weekday: int, step: int) -> date:
    """The weekday before, after (never on) a day, or in its week."""
    if step < 0:
        return now - timedelta(days=(now.weekday() - weekday - 1) % 7 + 1)
    if step > 0:
        return now + timedelta(days=(weekday - now.weekday() - 1) % 7 + 1)
    return now + timedelta(days=weekday - now.weekday())


def _ago(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    """Reads "two weeks ago"; "two days later" counts from a day that only the story knows."""
    unit = fields["ago_u"]
    now = anchor.for_unit(unit)
    if now is None or fields["ago_w"] != "ago":
        return None
    count = _count(fields["ago_n"])
    if count is None:
        return Period(None, now, "interval")
    return periods.around(periods.shifted(now, unit, -count), "year" if unit == "decade" else unit)


def _quarter(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    year = _year(fields["q_y"], anchor)
    length = 3 if fields["q_u"] == "quarter" else 6
    start = 1 + length * (ORDINALS[fields["q_n"]] - 1)
    return periods.months(year, start, length, "interval") if year and start <= 12 else None


def _within(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    """Reads "the end of the month"."""
    now = anchor.for_unit(fields["wi_u"])
    third = {"end": 2, "middle": 1, "beginning": 0, "start": 0}.get(fields["wi_p"])
    if now is None:
        return None
    whole = periods.around(now, fields["wi_u"])
    return whole if third is None else periods.part(whole, third)


def _decade(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    return periods.decade(int(fields["de_y"]))


def _now(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    now = anchor.to("day")
    return None if now is None else periods.day(now + timedelta(days=ABOUT_NOW.get(fields["now"].lower(), 0)))


def _feast(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    month, number = FEASTS[fields["feast"].lower().replace("’", "'")]
    year = _year_of_day(number, month, None, anchor, ahead)
    return periods.day(date(year, month, number)) if year else None


def _bare_weekday(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    """Reads "on Monday": the latest one, today's included, unless the clause looks ahead."""
    now, weekday = anchor.to("day"), WEEKDAYS[fields["weekday"].lower()]
    if now is None:
        return None
    if ahead() == "future":
        return periods.day(now + timedelta(days=(weekday - now.weekday()) % 7))
    return periods.day(now - timedelta(days=(now.weekday() - weekday) % 7))


def _bare_month(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    """Reads "in June": the latest one, this month included, unless the clause looks ahead."""
    now, number = anchor.to("month"), MONTHS[fields["month"].lower()]
    if now is None:
        return None
    later = number > now.month
    if ahead() == "future":
        return periods.month(now.year if number >= now.month else now.year + 1, number)
    return periods.month(now.year - 1 if later else now.year, number)


def _bare_season(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    """Reads "in spring": the latest that has begun, unless the clause looks ahead."""
    now, name = anchor.to("month"), fields["season"].lower()
    if now is None:
        return None
    near = [periods.season(name, now.year + offset) for offset in (-1, 0, 1)]
    if ahead() == "future":
        return next(period for period in near if period.last is not None and period.last >= now)
    return [period for period in near if period.first is not None and period.first <= now][-1]


def _years(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    """Reads "2014-2016", "2014/15"; "2014-06" is a month."""
    first, tail = int(fields["yr_a"]), fields["yr_b"]
    last = int(tail) if len(tail) == 4 else first - first % 100 + int(tail)
    if last > first:
        return Period(date(first, 1, 1), date(last, 12, 31), "interval")
    return periods.month(first, int(tail)) if 1 <= int(tail) <= 12 else None


def _bare_year(fields: Fields, anchor: Anchor, ahead: Callable[[], Direction]) -> Period | None:
    return periods.year_of(int(fields["year"]))


READINGS: Mapping[str, Reading] = {
    "iso": _iso,
    "numeric": _numeric,
    "dmy": _date("dmy"),
    "mdy": _date("mdy"),
    "my": _month_of_year,
    "sy": _season_of_year,
    "span": _span,
    "vague": _vague,
    "which": _which,
    "ago": _ago,
    "quarter": _quarter,
    "within": _within,
    "decade": _decade,
    "now": _now,
    "feast": _feast,
    "again": lambda fields, anchor, ahead: None,
    "weekday": _bare_weekday,
    "month": _bare_month,
    "season": _bare_season,
    "years": _years,
    "year": _bare_year,
}
