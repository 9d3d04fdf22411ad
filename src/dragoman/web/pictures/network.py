"""Who met whom: one actor in the middle and the others around, or all of them in a ring."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from markupsafe import Markup
from msgspec import Struct

from dragoman.web.pictures.drawing import Drawing
from dragoman.web.pictures.lettering import text_width, wrapped

TIE, NODE, CENTRE = "#7a8894", "#1f4e79", "#8a5a00"
APART = 34
"""Pixels from one name to the next below it: two lines of it."""
EDGE = 10
SIZE = 12


class Person(Struct, frozen=True, kw_only=True):
    """Somebody in the network."""

    key: int
    name: str
    address: str | None = None


class Tie(Struct, frozen=True, kw_only=True):
    """Two who met, and how often."""

    one: int
    other: int
    count: int
    told: str
    """What is said when it is pointed at."""
    address: str | None = None


class Ties(Struct, frozen=True, kw_only=True):
    """What `network` draws."""

    title: str
    description: str
    people: tuple[Person, ...] = ()
    ties: tuple[Tie, ...] = ()
    centre: int | None = None
    left_out: int = 0
    """So many more were met, and there is no room for them."""


def network(ties: Ties, *, width: float = 640, saved: bool = False) -> Markup:
    """The network as SVG, from 360 pixels of width on; ``saved`` for a file of its own."""
    drawing = Drawing(ties.title, ties.description, width, saved=saved)
    others = [person for person in ties.people if person.key != ties.centre]
    if not ties.ties:
        drawing.text(EDGE, 24, "No meeting is in the record.", css="pic-muted")
        return drawing.markup(40)
    height = max(150, APART * ((len(others) + 1) // 2) + 50)
    places = _places(others, width, height)
    if ties.centre is not None:
        places[ties.centre] = (width / 2, height / 2, 0)
    counts = _counts(ties.ties)
    for tie in sorted(ties.ties, key=lambda tie: tie.count):
        _draw_tie(drawing, tie, places, is_spoke=ties.centre in (tie.one, tie.other))
    for person in others:
        _draw_person(drawing, person, places[person.key], counts.get(person.key, 0), width)
    centre = next((person for person in ties.people if person.key == ties.centre), None)
    if centre is not None:
        _draw_centre(drawing, centre, width / 2, height / 2, width)
    if ties.left_out:
        drawing.text(EDGE, height + 12, f"and {ties.left_out} more, who were met less often", css="pic-muted")
        height += 20
    return drawing.markup(height)


type _Place = tuple[float, float, int]
"""Where somebody stands, and on which side: -1 left, 1 right, 0 the middle."""


def _room(width: float) -> float:
    """Pixels for a name at the side."""
    return min(230, 0.29 * width)


def _reach(width: float) -> float:
    """Pixels from the middle to the farthest node."""
    return width / 2 - _room(width) - EDGE - 12


def _places(others: Sequence[Person], width: float, height: float) -> dict[int, _Place]:
    """The others on an ellipse, the first at the top right, then by turns on both sides; names never overlap."""
    sides = (others[::2], others[1::2])
    reach = _reach(width)
    places: dict[int, _Place] = {}
    for people, side in zip(sides, (1, -1), strict=True):
        for number, person in enumerate(people):
            down = (number + 0.5) / len(people) * 2 - 1
            y = height / 2 + down * (height / 2 - 10)
            # flatter than an ellipse, so that those at the top don't stand above the one in the middle
            x = width / 2 + side * reach * (0.55 + 0.45 * sqrt(max(0.0, 1 - down * down)))
            places[person.key] = (x, y, side)
    return places


def _counts(ties: Sequence[Tie]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for tie in ties:
        for key in (tie.one, tie.other):
            counts[key] = counts.get(key, 0) + tie.count
    return counts


def _draw_tie(drawing: Drawing, tie: Tie, places: dict[int, _Place], *, is_spoke: bool) -> None:
    (x1, y1, side1), (x2, y2, side2) = places[tie.one], places[tie.other]
    thick = min(1 + 1.2 * sqrt(tie.count), 7) if is_spoke else 1
    path = f"M{x1:.1f} {y1:.1f}"
    if is_spoke or side1 != side2:
        path += f"L{x2:.1f} {y2:.1f}"
    else:  # two on one side: the curve bends inward, past those between them
        bend = (x1 + x2) / 2 - side1 * min(70, abs(y1 - y2) / 2 + 16)
        path += f"Q{bend:.1f} {(y1 + y2) / 2:.1f} {x2:.1f} {y2:.1f}"
    with drawing.link(tie.address, tie.told):
        drawing.curve(path, css="pic-tie" if is_spoke else "pic-tie pic-faint", colour=TIE, thick=thick)


def _draw_person(drawing: Drawing, person: Person, place: _Place, count: int, width: float) -> None:
    x, y, side = place
    radius = min(4 + 1.5 * sqrt(count), 11)
    with drawing.link(person.address, person.name):
        drawing.target(x, y)
        drawing.disc(x, y, radius, css="pic-node", colour=NODE)
        room = (width - x if side > 0 else x) - radius - EDGE
        lines = wrapped(person.name, room, most=2, size=SIZE)
        for number, line in enumerate(lines):
            baseline = y + 4 + (number - (len(lines) - 1) / 2) * 14
            drawing.text(x + side * (radius + 5), baseline, line, anchor="start" if side > 0 else "end", size=SIZE)


def _draw_centre(drawing: Drawing, person: Person, x: float, y: float, width: float) -> None:
    lines = wrapped(person.name, max(64, 2 * _reach(width) - 34), most=2, size=13)
    drawing.disc(x, y, 11, css="pic-centre", colour=CENTRE)
    for number, line in enumerate(lines):
        half = text_width(line, 13) / 2 + 4
        baseline = y + 28 + 16 * number
        drawing.box(x - half, baseline - 12, 2 * half, 16, css="pic-paper", colour="#ffffff")
        drawing.text(x, baseline, line, anchor="middle", size=13, bold=True)
