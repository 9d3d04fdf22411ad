"""Stretches of the calendar: what "June 2016", "last week" or "early 2015" cover, as days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.records import Precision

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each season, of three months, as the northern press uses the words."""

DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


class Period(NamedTuple):
    """Inclusive days; an open end is ``None``."""

    first: date | None
    last: date | None
    precision: Precision


def day(of: date) -> Period:
    """One day."""
    return Period(of, of, "day")


def week(of: date) -> Period:
    """The ISO week of a day, Monday to Sunday."""
    monday = of - timedelta(days=of.weekday())
    return Period(monday, monday + timedelta(days=6), "week")


def month(year: int, number: int) -> Period:
    """A month of a year."""
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def months(year: int, number: int, count: int, precision: Precision) -> Period:
    """Some months on end, the first of them given; ``number`` may pass 12."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = add_months(date(year, number, 1), count - 1)
    return Period(date(year, number, 1), last.replace(day=monthrange(last.year, last.month)[1]), precision)


def year_of(year: int) -> Period:
    """A calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def season(name: str, year: int) -> Period:
    """A season; winter is the one that begins in that year."""
    return months(year, SEASONS[name], 3, "season")


def decade(year: int) -> Period:
    """The ten years that a year lies in."""
    start = year - year % 10
    return Period(date(start, 1, 1), date(start + 9, 12, 31), "decade")


def add_months(of: date, count: int) -> date:
    """The same day some months on, or the month's last day where it has no such day."""
    year, number = of.year + (of.month - 1 + count) // 12, (of.month - 1 + count) % 12 + 1
    return date(year, number, min(of.day, monthrange(year, number)[1]))


def shifted(of: date, unit: str, count: int) -> date:
    """The day that lies so many units after a day (before it, where the count is negative)."""
    if unit in DAYS_OF:
        return of + timedelta(days=DAYS_OF[unit] * count)
    return add_months(of, MONTHS_OF[unit] * count)


def around(of: date, unit: str) -> Period:
    """The day, week, month, quarter, year or decade that a day lies in."""
    match unit:
        case "day":
            return day(of)
        case "week" | "fortnight":
            return week(of)
        case "month":
            return month(of.year, of.month)
        case "quarter":
            return months(of.year, (of.month - 1) // 3 * 3 + 1, 3, "interval")
        case "decade":
            return decade(of.year)
        case _:
            return year_of(of.year)


def part(period: Period, third: int) -> Period:
    """The first, second or last third (0, 1, 2) of a period: "early", "mid", "late"."""
    if period.first is None or period.last is None or period.precision == "day":
        return period
    length = (period.last - period.first).days + 1
    first = period.first + timedelta(days=length * third // 3)
    last = period.first + timedelta(days=length * (third + 1) // 3 - 1)
    return Period(first, last, "interval")
