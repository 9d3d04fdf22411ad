"""Pictures as SVG text: pure functions of data.

`rows` makes the data from the ledger's rows, `swimlanes`, `network` and `matrix` draw it. A picture is drawn for a
width in pixels, since letters that are scaled down can't be read: `for_any_screen` gives a narrow and a wide drawing,
of which the page's sheet shows the one that fits. ``saved=True`` gives a file of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markupsafe import Markup

from dragoman.web.pictures.lanes import Lane, Lanes, Mark, swimlanes
from dragoman.web.pictures.matrix import Field, Grid, matrix
from dragoman.web.pictures.network import Person, Tie, Ties, network
from dragoman.web.pictures.rows import grid_of, lanes_of_events, lanes_of_stands, ties_of

__all__ = [
    "Field", "Grid", "Lane", "Lanes", "Mark", "Person", "Tie", "Ties", "for_any_screen", "grid_of", "lanes_of_events",
    "lanes_of_stands", "matrix", "network", "swimlanes", "ties_of",
]  # fmt: skip

NARROW_SCREEN, WIDE_SCREEN = 360, 1040
"""Pixels for which a picture in the page is drawn: a telephone, and everything else."""


def for_any_screen(draw: Callable[..., Markup], *, wide: float = WIDE_SCREEN) -> Markup:
    """A picture for the page: ``for_any_screen(partial(swimlanes, lanes))``."""
    drawn = [partial(draw, width=width)() for width in (NARROW_SCREEN, wide)]
    return Markup('<div class="picture-narrow">{}</div><div class="picture-wide">{}</div>').format(*drawn)
