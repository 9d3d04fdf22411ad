"""Lanes over time: where somebody stood on each issue and when it changed, or what happened, by kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from markupsafe import Markup
from msgspec import Struct

from dragoman.web.pictures.calendar import TimeLine, written
from dragoman.web.pictures.drawing import LINE, MUTED, Drawing
from dragoman.web.pictures.legend import draw_legend, signs
from dragoman.web.pictures.lettering import cut, text_width, wrapped
from dragoman.web.pictures.styles import STYLES

NARROW = 640
"""Pixels below which a lane's name stands above it instead of beside it."""
MARK, JOINED = 6, 11
"""Half of a mark's size; marks of one stance that are nearer than so many pixels are drawn as one."""
MOST_GROUPS = 0.05
"""So many signs on a pixel of a lane: more of them can't be told apart."""
MOST_ROWS, ROW = 4, 17
LABEL_LENGTHS = (420, 210)
"""Pixels of a label with its condition: as long as there is room for, then short, then without the condition."""
EDGE = 12


class Mark(Struct, frozen=True, kw_only=True):
    """A sign on a lane."""

    day: date
    style: str
    """A stance or a reality: a key of `styles.STYLES`."""
    label: str
    """What is written beside it: ``refuses``."""
    told: str
    """What is said when it is pointed at: the words of the report, with outlet and day."""
    conditions: tuple[str, ...] = ()
    shift: str | None = None
    """What changed against the stand before: ``against -> for``."""
    address: str | None = None


class Lane(Struct, frozen=True, kw_only=True):
    """One issue, or one kind of event."""

    name: str
    below: str = ""
    """A second line in smaller letters: towards whom."""
    marks: tuple[Mark, ...] = ()


class Lanes(Struct, frozen=True, kw_only=True):
    """What `swimlanes` draws."""

    title: str
    description: str
    lanes: tuple[Lane, ...] = ()
    undated: int = 0
    """So many more have no day, and can't be drawn."""
    left_out: int = 0
    """So many lanes more, for which there is no room."""
    held: bool = True
    """True where a mark goes on until the next one, as a stand does; an event doesn't."""


def swimlanes(lanes: Lanes, *, width: float = 960, saved: bool = False) -> Markup:
    """The lanes as SVG, from 360 pixels of width on; ``saved`` for a file of its own."""
    drawing = Drawing(lanes.title, lanes.description, width, saved=saved)
    marks = [mark for lane in lanes.lanes for mark in lane.marks]
    if not marks:
        drawing.text(EDGE, 24, _undated(lanes.undated) or "Nothing to draw yet.", css="pic-muted")
        return drawing.markup(40)
    left: float = EDGE if width < NARROW else min(230, 0.26 * width)
    time = TimeLine((mark.day for mark in marks), left + MARK, width - EDGE - MARK)
    laid = [_Laid(lane, time, width, left) for lane in lanes.lanes if lane.marks]
    bottom = sum((lane.height for lane in laid), 0.0)
    _draw_ticks(drawing, time, width, bottom)
    top = 0.0
    for lane in laid:
        lane.draw(drawing, top, held=lanes.held)
        top += lane.height
    y = bottom + 34.0
    used = signs((mark.style for mark in marks), on_terms=any(mark.conditions for mark in marks))
    y += draw_legend(drawing, used, EDGE, y, width - EDGE, shifts=any(mark.shift for mark in marks))
    for note in (_undated(lanes.undated), f"{lanes.left_out} more lanes aren’t drawn." if lanes.left_out else ""):
        if note:
            drawing.text(EDGE, y + 8, note, css="pic-muted", size=11.5)
            y += 18
    return drawing.markup(y + 4)


def _undated(count: int) -> str:
    if not count:
        return ""
    return f"{count} more {'has' if count == 1 else 'have'} no day and can’t be drawn."


def _draw_ticks(drawing: Drawing, time: TimeLine, width: float, bottom: float) -> None:
    for x, words in time.ticks():
        drawing.line((x, 0), (x, bottom + 4), css="pic-line")
        half = text_width(words, 11) / 2
        drawing.text(min(max(x, half + 2), width - half - 2), bottom + 17, words, css="pic-muted", anchor="middle",
                     size=11)  # fmt: skip


@dataclass
class _Group:
    """Marks of one stance that stand too near to each other to be drawn apart."""

    x: float
    marks: list[Mark] = field(default_factory=list)
    label: str = ""
    place: tuple[float, int, bool] | None = None
    """Where the label begins, in which row, and whether it stands left of the mark."""

    @property
    def told(self) -> str:
        lines = [mark.told for mark in self.marks[:6]]
        more = len(self.marks) - len(lines)
        return " · ".join([*lines, f"and {more} more"] if more else lines)


class _Laid:
    """A lane with every mark and label in its place."""

    def __init__(self, lane: Lane, time: TimeLine, width: float, left: float) -> None:
        self.lane, self._right, self._left = lane, width - EDGE, left
        self._beside = left > EDGE
        room = left - 2 * EDGE if self._beside else width - 2 * EDGE
        self._name = wrapped(lane.name, room, most=3 if self._beside else 2, size=12.5)
        self._below = wrapped(lane.below, room, most=2 if self._beside else 1, size=11) if lane.below else []
        self._head = 16 * len(self._name) + 14 * len(self._below)
        self._groups = _grouped(lane.marks, time, self._right - left)
        rows = _place_labels(self._groups, self._left, self._right)
        band = 20 + ROW * rows + 10
        self.height = max(band, self._head + 12) if self._beside else band + self._head + 4

    def draw(self, drawing: Drawing, top: float, *, held: bool) -> None:
        drawing.line((0, top), (drawing.width, top), css="pic-line")
        self._draw_name(drawing, top)
        band = top + 14 + (0 if self._beside else self._head + 2)
        if held:
            self._draw_band(drawing, band)
        else:
            drawing.line((self._left, band), (self._right, band), css="pic-line", thick=2)
        for group in self._groups:
            self._draw_group(drawing, group, band)

    def _draw_name(self, drawing: Drawing, top: float) -> None:
        y = top + 17
        for line in self._name:
            drawing.text(EDGE, y, line, bold=True, size=12.5)
            y += 16
        for line in self._below:
            drawing.text(EDGE, y - 1, line, css="pic-muted", size=11)
            y += 14

    def _draw_band(self, drawing: Drawing, y: float) -> None:
        """What was held from each mark to the next; after the last one nobody has said anything."""
        for group, after in pairwise(self._groups):
            style = STYLES[group.marks[-1].style]
            drawing.line((group.x, y), (after.x, y), css=f"pic-{style.name} pic-band", colour=style.colour, thick=3)

    def _draw_group(self, drawing: Drawing, group: _Group, y: float) -> None:
        first = group.marks[0]
        style = STYLES[first.style]
        if first.shift:
            drawing.line((group.x, y - 12), (group.x, y + 10), css="pic-shift", colour=MUTED, thick=1.5, dashes="3 2")
        with drawing.link(first.address, group.told):
            drawing.target(group.x, y)
            drawing.mark(group.x, y, style, hollow=bool(first.conditions), size=MARK)
            if group.place:
                self._draw_label(drawing, group, y)

    def _draw_label(self, drawing: Drawing, group: _Group, y: float) -> None:
        assert group.place is not None
        x, row, is_left = group.place
        baseline = y + 19 + ROW * row
        if row and not group.marks[0].shift:
            drawing.line((group.x, y + 8), (group.x, baseline - 10), css="pic-line", colour=LINE)
        drawing.text(x, baseline, group.label, anchor="end" if is_left else "start", bold=bool(group.marks[0].shift))


def _grouped(marks: Sequence[Mark], time: TimeLine, room: float) -> list[_Group]:
    """The marks of a lane, joined where they stand near; in a crowded lane also where they stand farther apart."""
    ordered = [(mark, time.x(mark.day)) for mark in sorted(marks, key=lambda mark: mark.day)]
    near = float(JOINED)
    groups = _joined(ordered, near)
    while len(groups) > max(MOST_GROUPS * room, 2 * len(STYLES)) and near < room:
        near *= 1.5
        groups = _joined(ordered, near)
    for before, group in pairwise(groups):
        # two signs of one day stand side by side: the day is told when they are pointed at
        group.x = min(max(group.x, before.x + 2 * MARK + 2), group.x + 4 * MARK)
    for group in groups:
        group.label = _label(group)
    return groups


def _joined(ordered: Sequence[tuple[Mark, float]], near: float) -> list[_Group]:
    groups: list[_Group] = []
    latest: dict[tuple[str, bool, bool], _Group] = {}
    for mark, x in ordered:
        sign = (mark.style, bool(mark.conditions), bool(mark.shift))
        known = latest.get(sign)
        if known is not None and x - known.x < near:
            known.marks.append(mark)
        else:
            latest[sign] = _Group(x, [mark])
            groups.append(latest[sign])
    return groups


def _label(group: _Group) -> str:
    words = (group.marks[0].shift or group.marks[0].label).replace("->", "→")
    return words + (f" ×{len(group.marks)}" if len(group.marks) > 1 else "")


def _labels(group: _Group) -> list[str]:
    """The label with its condition, as long as it may be, and shorter ones where that has no room."""
    conditions = "; ".join(group.marks[0].conditions)
    longer = [cut(f"{group.label}: {conditions}", most) for most in LABEL_LENGTHS] if conditions else []
    return [*longer, cut(group.label, LABEL_LENGTHS[-1])]


def _place_labels(groups: Sequence[_Group], left: float, right: float) -> int:
    """Give each label a row in which it hits no other, the weightiest first; the number of rows that are used."""
    taken: list[tuple[int, float, float]] = []
    repeated = {
        id(group)
        for before, group in pairwise(groups)
        if (before.marks[0].label, ()) == (group.marks[0].label, group.marks[0].conditions) and not group.marks[0].shift
    }
    weighty = [group for group in groups if id(group) not in repeated]
    for group in sorted(weighty, key=lambda group: (not group.marks[0].shift, not group.marks[0].conditions, group.x)):
        tries = ((label, row) for label in _labels(group) for row in range(MOST_ROWS))
        places = ((label, row, _free_place(group.x, label, row, taken, left, right)) for label, row in tries)
        found = next(((label, row, place) for label, row, place in places if place), None)
        if found:
            group.label, row, (start, end, is_left) = found
            group.place = (end if is_left else start, row, is_left)
            taken.append((row, start, end))
    return max((group.place[1] + 1 for group in groups if group.place), default=0)


def _free_place(
    x: float, label: str, row: int, taken: Sequence[tuple[int, float, float]], left: float, right: float
) -> tuple[float, float, bool] | None:
    """Start and end of a free place for the label, and whether it is to the left of its mark."""
    wide = text_width(label) + 8
    for is_left in (False, True):
        start = x + MARK - wide if is_left else x - MARK
        end = start + wide
        if start < left - MARK or end > right + MARK:
            continue
        if all(row != other or end <= begun or start >= ended for other, begun, ended in taken):
            return start, end, is_left
    return None


def span_of(marks: Sequence[Mark]) -> str:
    """The first and the last day of some marks, in words."""
    return written(min(mark.day for mark in marks), max(mark.day for mark in marks))
