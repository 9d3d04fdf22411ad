"""Who stands where: holders down, issues across, a sign in each field."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from markupsafe import Markup
from msgspec import Struct

from dragoman.web.pictures.drawing import MUTED, Drawing
from dragoman.web.pictures.legend import draw_legend, signs
from dragoman.web.pictures.lettering import cut, text_width, wrapped
from dragoman.web.pictures.styles import STYLES

EDGE = 10
ROOMY = 96
"""Pixels of a column from which on the act is written beside its sign, and the issue is written level."""
NARROWEST = 26
TURN = -50
LONGEST_HEAD = 170


class Field(Struct, frozen=True, kw_only=True):
    """Where one holder stands on one issue."""

    holder: str
    issue: str
    style: str
    """A stance: a key of `styles.STANCES`."""
    label: str
    """The act: ``refuses``."""
    told: str
    """What is said when it is pointed at."""
    under_condition: bool = False
    shifted: bool = False
    """True where the holder stood elsewhere before."""
    address: str | None = None


class Grid(Struct, frozen=True, kw_only=True):
    """What `matrix` draws."""

    title: str
    description: str
    holders: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    """Those of holders and issues that aren't named above are left out."""
    left_out: int = 0
    """So many holders and issues more, for which there is no room."""


def matrix(grid: Grid, *, width: float = 960, saved: bool = False) -> Markup:
    """The matrix as SVG; ``saved`` for a file of its own. With very many issues it is wider than asked."""
    if not grid.fields:
        drawing = Drawing(grid.title, grid.description, width, saved=saved)
        drawing.text(EDGE, 24, "No position is in the record.", css="pic-muted")
        return drawing.markup(40)
    names = min(max(text_width(holder, 12.5) for holder in grid.holders) + 2 * EDGE, 0.36 * width, 240)
    column = max((width - names - EDGE) / len(grid.issues), NARROWEST)
    is_roomy = column >= ROOMY
    lean = 0.0 if is_roomy else _lean(grid.issues)
    column = column if is_roomy else max((width - names - EDGE - lean) / len(grid.issues), NARROWEST)
    drawing = Drawing(grid.title, grid.description, max(width, names + column * len(grid.issues) + lean), saved=saved)
    top = _draw_heads(drawing, grid.issues, names, column, is_roomy=is_roomy)
    height = 36 if is_roomy else 28
    rows = {holder: top + height * number for number, holder in enumerate(grid.holders)}
    columns = {issue: names + column * number for number, issue in enumerate(grid.issues)}
    right = names + column * len(grid.issues)
    for holder, y in rows.items():
        drawing.line((0, y), (right, y), css="pic-line")
        drawing.text(EDGE, y + height / 2 + 4, cut(holder, names - 2 * EDGE, 12.5), size=12.5)
    _draw_fields(drawing, grid.fields, rows, columns, (column, height), is_roomy=is_roomy)
    bottom = top + height * len(grid.holders)
    drawing.line((0, bottom), (right, bottom), css="pic-line")
    on_terms = any(field.under_condition for field in grid.fields)
    used = signs((field.style for field in grid.fields), on_terms=on_terms)
    end = bottom + 12 + draw_legend(drawing, used, EDGE, bottom + 12, width)
    notes = ["An empty field: nothing in the record, which isn’t a no."]
    if any(field.shifted for field in grid.fields):
        notes.append("A line under a sign: stood elsewhere before.")
    if grid.left_out:
        notes.append(f"{grid.left_out} more holders and issues aren’t drawn.")
    for note in notes:
        drawing.text(EDGE, end + 8, note, css="pic-muted", size=11.5)
        end += 18
    return drawing.markup(end + 4)


def _lean(issues: Sequence[str]) -> float:
    """How far the turned name of the last issue reaches to the right of its column."""
    return text_width(cut(issues[-1], LONGEST_HEAD)) * cos(radians(TURN))


def _draw_heads(drawing: Drawing, issues: Sequence[str], left: float, column: float, *, is_roomy: bool) -> float:
    """Write the issues over their columns; the height that this took."""
    if is_roomy:
        heads = [wrapped(issue, column - 12, most=3, size=12) for issue in issues]
        height: float = 16 * max(map(len, heads)) + 12
        for number, lines in enumerate(heads):
            for row, line in enumerate(lines):
                y = height - 8 - 16 * (len(lines) - 1 - row)
                drawing.text(left + column * number + 4, y, line, bold=True)
        return height
    heads_cut = [cut(issue, LONGEST_HEAD, 12) for issue in issues]
    height = max(text_width(head, 12) for head in heads_cut) * sin(radians(-TURN)) + 20
    for number, head in enumerate(heads_cut):
        drawing.text(left + column * (number + 0.5) + 2, height - 8, head, bold=True, turned=TURN)
    return height


def _draw_fields(
    drawing: Drawing, fields: Sequence[Field], rows: dict[str, float], columns: dict[str, float],
    size: tuple[float, float], *, is_roomy: bool,
) -> None:  # fmt: skip
    column, height = size
    for field in fields:
        if field.holder not in rows or field.issue not in columns:
            continue
        x = columns[field.issue] + (14 if is_roomy else column / 2)
        y = rows[field.holder] + height / 2
        with drawing.link(field.address, field.told):
            drawing.target(x, y)
            drawing.mark(x, y, STYLES[field.style], hollow=field.under_condition, size=6.5)
            if field.shifted:
                drawing.line((x - 8, y + 11), (x + 8, y + 11), css="pic-shift", colour=MUTED, thick=2)
            if is_roomy:
                drawing.text(x + 14, y + 4, cut(field.label, column - 34))
