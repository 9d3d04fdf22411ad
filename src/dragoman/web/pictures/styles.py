"""The signs of the pictures: a shape and a colour for each stance and each reality."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Literal

from msgspec import Struct

type Shape = Literal["circle", "square", "diamond", "up", "down", "cross", "star"]

_CORNERS: dict[Shape, tuple[tuple[float, float], ...]] = {
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "diamond": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    "up": ((0, -1.1), (1.1, 0.85), (-1.1, 0.85)),
    "down": ((0, 1.1), (1.1, -0.85), (-1.1, -0.85)),
    "star": tuple(
        ((1.25 if n % 2 == 0 else 0.55) * sin(n * pi / 5), -(1.25 if n % 2 == 0 else 0.55) * cos(n * pi / 5))
        for n in range(10)
    ),
}


class Style(Struct, frozen=True):
    """How a mark looks."""

    name: str
    """Its class in the page's sheet, after ``pic-``."""
    words: str
    """What it means, in the legend."""
    shape: Shape
    colour: str
    hollow: bool = False

    def path(self, x: float, y: float, size: float) -> str:
        """The shape around a point, as an SVG path."""
        if self.shape == "circle":
            return f"M{x - size:.1f} {y:.1f}a{size} {size} 0 1 0 {2 * size} 0a{size} {size} 0 1 0 {-2 * size} 0z"
        if self.shape == "cross":
            arm = 0.8 * size
            return (
                f"M{x - arm:.1f} {y - arm:.1f}L{x + arm:.1f} {y + arm:.1f}M{x - arm:.1f} {y + arm:.1f}"
                f"L{x + arm:.1f} {y - arm:.1f}"
            )
        corners = [f"{x + size * across:.1f} {y + size * down:.1f}" for across, down in _CORNERS[self.shape]]
        return f"M{'L'.join(corners)}z"


STANCES = {
    style.name: style
    for style in (
        Style("for", "in favour", "circle", "#19764f"),
        Style("commits", "promises or offers", "diamond", "#0b5fbd"),
        Style("asks", "demands or calls for", "up", "#8a5a00"),
        Style("against", "against", "square", "#b3261e"),
        Style("threatens", "threatens", "star", "#7b2a8c"),
        Style("neutral", "neutral", "down", "#5f6873"),
    )
}

REALITIES = {
    style.name: style
    for style in (
        Style("happened", "happened", "circle", "#1f4e79"),
        Style("ongoing", "ongoing", "diamond", "#1f4e79"),
        Style("planned", "planned", "up", "#0b5fbd", hollow=True),
        Style("possible", "possible", "circle", "#5f6873", hollow=True),
        Style("conditional", "conditional", "diamond", "#5f6873", hollow=True),
        Style("alleged", "alleged", "down", "#8a5a00", hollow=True),
        Style("denied", "denied", "cross", "#b3261e"),
        Style("not_done", "not done", "square", "#b3261e", hollow=True),
    )
}

STYLES = STANCES | REALITIES
