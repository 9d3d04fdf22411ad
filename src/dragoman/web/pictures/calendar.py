"""A line of time: where a day stands on it, and which days are written below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

CLOSEST_TICKS = 84
"""Pixels between two written days."""

MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000)
LAST_MONTH = date.max.year * 12
DAYS_APART = (1, 2, 7, 14)


class TimeLine:
    """The days from the first to the last, laid from ``left`` to ``right``."""

    def __init__(self, days: Iterable[date], left: float, right: float) -> None:
        known = sorted(days)
        first, last = (known[0], known[-1]) if known else (date.min, date.min)
        # a day's worth of room at each side, so that marks don't stand on the edge; one day alone stands in the middle
        around = max(3, (last - first).days // 25)
        self._first = first.toordinal() - around
        self._span = last.toordinal() + around - self._first
        self._left, self._right = left, right

    def x(self, day: date) -> float:
        """Where a day stands."""
        return self._left + (self._right - self._left) * (day.toordinal() - self._first) / self._span

    def ticks(self) -> list[tuple[float, str]]:
        """The days to be written, and where: as many as there is room for, at the starts of days, months or years."""
        room = (self._right - self._left) / CLOSEST_TICKS
        per_tick = self._span / max(room, 1)
        step = next((days for days in DAYS_APART if days >= per_tick), None)
        found = self._days(step) if step else self._months(next(m for m in MONTHS_APART if m * 30 >= per_tick))
        return [(self.x(day), words) for day, words in found]

    def _days(self, apart: int) -> Iterator[tuple[date, str]]:
        start = self._first + (-self._first) % apart
        for ordinal in range(start, min(self._first + self._span, date.max.toordinal()) + 1, apart):
            day = date.fromordinal(ordinal)
            yield day, f"{day.day} {day:%b %Y}"

    def _months(self, apart: int) -> Iterator[tuple[date, str]]:
        first = date.fromordinal(max(self._first, 1))
        last = date.fromordinal(min(self._first + self._span, date.max.toordinal()))
        count = first.year * 12 + first.month - 1
        count += -count % apart
        count = max(count, apart)
        while count < LAST_MONTH and (day := date(count // 12, count % 12 + 1, 1)) <= last:
            if day >= first:
                yield day, f"{day.year}" if apart % 12 == 0 else f"{day:%b %Y}"
            count += apart


def written(first: date, last: date) -> str:
    """A day, or two with a dash between."""
    one, other = (f"{day.day} {day:%b %Y}" for day in (first, last))
    return one if first == last else f"{one} – {other}"
