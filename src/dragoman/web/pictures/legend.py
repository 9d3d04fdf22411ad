"""What the signs of a picture mean, in a row below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.web.pictures.drawing import MUTED, Drawing
from dragoman.web.pictures.lettering import text_width
from dragoman.web.pictures.styles import STYLES, Style

LINE_HEIGHT = 20
SIZE = 11.5
SHIFT_WORDS = "dashed line: the stand changed"
OPEN_SIGN = Style("neutral", "open sign: under a condition", "circle", MUTED, hollow=True)


def signs(used: Iterable[str], *, on_terms: bool) -> list[Style]:
    """The signs of the named stances and realities; with the open one where a condition hangs on any."""
    names = set(used)
    return [style for style in STYLES.values() if style.name in names] + ([OPEN_SIGN] if on_terms else [])


def draw_legend(
    drawing: Drawing, styles: Sequence[Style], left: float, top: float, right: float, *, shifts: bool = False
) -> float:
    """Draw the signs that a picture uses, and their meaning; the height that it took."""
    lowest = 0.0
    for style, x, y in _places(styles, left, right, shifts=shifts):
        if style is None:
            ends = (x + 4, top + y - 10), (x + 4, top + y + 3)
            drawing.line(*ends, css="pic-shift", colour=MUTED, thick=1.5, dashes="3 2")
        else:
            drawing.mark(x + 5, top + y - 4, style, size=5)
        drawing.text(x + 15, top + y, style.words if style else SHIFT_WORDS, css="pic-muted", size=SIZE)
        lowest = y
    return lowest + LINE_HEIGHT - 6


def _places(
    styles: Sequence[Style], left: float, right: float, *, shifts: bool
) -> Iterator[tuple[Style | None, float, float]]:
    x, y = left, LINE_HEIGHT / 2
    for style in [*styles, *([None] if shifts else [])]:
        wide = 15 + text_width(style.words if style else SHIFT_WORDS, SIZE) + 14
        if x > left and x + wide > right:
            x, y = left, y + LINE_HEIGHT
        yield style, x, y
        x += wide
