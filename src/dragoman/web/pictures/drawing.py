"""An SVG drawing: an element tree, so that whatever a report says is text in it and never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from dragoman.web.pictures.styles import Style

SVG = "http://www.w3.org/2000/svg"
FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
INK, MUTED, LINE, PAPER = "#1d2329", "#565f69", "#d5d9de", "#ffffff"

UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe\uffff]")
"""Characters that XML forbids, and those that turn the text after them around."""


def fit_for_xml(text: str) -> str:
    """The text in one line, without characters that a drawing can't hold."""
    return " ".join(UNFIT.sub(" ", text).split())


class Drawing:
    """A picture in the making. Lengths are CSS pixels; the origin is at the top left.

    Each colour is a presentation attribute with a class beside it: a saved picture needs no sheet, and the page's
    sheet can recolour one that stands in the page.
    """

    def __init__(self, title: str, description: str, width: float, *, saved: bool) -> None:
        """Begin a picture.

        Args:
            title: Its name, for those who can't see it.
            description: What it shows, in a sentence.
            width: How wide it is.
            saved: True for a file of its own: it has a background, and no links.
        """
        self.width = width
        self._saved = saved
        self._root = Element("svg", {"xmlns": SVG, "class": "picture", "font-family": FONT, "font-size": "12"})
        self._into = self._root
        self._links = 0
        self._title, self._description = fit_for_xml(title), fit_for_xml(description)
        SubElement(self._root, "title").text = self._title
        SubElement(self._root, "desc").text = self._description
        if saved:
            self._paper = self._add("rect", "pic-paper", width="100%", height="100%", fill=PAPER)

    def markup(self, height: float) -> Markup:
        """The picture's SVG text, once its height is known; whatever a report says went through the tree."""
        self._root.set("viewBox", f"0 0 {_number(self.width)} {_number(height)}")
        self._root.set("width", _number(self.width))
        self._root.set("height", _number(height))
        # what is inside an image is hidden from a screen reader, and links must not be
        self._root.set("role", "group" if self._links else "img")
        self._root.set("aria-label", self._title)
        return Markup(tostring(self._root, encoding="unicode"))

    @contextmanager
    def link(self, address: str | None, told: str) -> Iterator[None]:
        """What is drawn inside leads to an address of this site, and says ``told`` when pointed at."""
        outer = self._into
        leads = bool(address) and not self._saved and _is_local(address or "")
        group = SubElement(outer, "a" if leads else "g")
        if leads:
            group.set("href", fit_for_xml(address or ""))
            group.set("aria-label", fit_for_xml(told))
            self._links += 1
        if told:
            SubElement(group, "title").text = fit_for_xml(told)
        self._into = group
        yield
        self._into = outer

    def text(
        self, x: float, y: float, words: str, *, css: str = "pic-ink", anchor: str = "start", size: float = 12,
        bold: bool = False, turned: float = 0,
    ) -> None:  # fmt: skip
        """A line of text; ``y`` is its baseline."""
        colour = {"pic-ink": INK, "pic-muted": MUTED}[css]
        drawn = self._add("text", css, x=x, y=y, fill=colour)
        drawn.set("unicode-bidi", "plaintext")
        if anchor != "start":
            drawn.set("text-anchor", anchor)
        if size != 12:
            drawn.set("font-size", _number(size))
        if bold:
            drawn.set("font-weight", "600")
        if turned:
            drawn.set("transform", f"rotate({_number(turned)} {_number(x)} {_number(y)})")
        drawn.text = fit_for_xml(words)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], *, css: str = "pic-line", colour: str = LINE,
        thick: float = 1, dashes: str = "",
    ) -> None:  # fmt: skip
        """A straight line."""
        drawn = self._add("line", css, x1=start[0], y1=start[1], x2=end[0], y2=end[1], stroke=colour)
        drawn.set("stroke-width", _number(thick))
        if dashes:
            drawn.set("stroke-dasharray", dashes)

    def curve(self, path: str, *, css: str, colour: str, thick: float) -> None:
        """A line along an SVG path."""
        drawn = self._add("path", css, d=path, stroke=colour, fill="none")
        drawn.set("stroke-width", _number(thick))
        drawn.set("stroke-linecap", "round")

    def box(self, x: float, y: float, width: float, height: float, *, css: str, colour: str) -> None:
        """A filled rectangle."""
        self._add("rect", css, x=x, y=y, width=width, height=height, fill=colour)

    def target(self, x: float, y: float, size: float = 24) -> None:
        """An unseen square around a mark, so that it can be hit with a finger."""
        self._add("rect", "pic-target", x=x - size / 2, y=y - size / 2, width=size, height=size, fill="transparent")

    def disc(self, x: float, y: float, radius: float, *, css: str, colour: str) -> None:
        """A filled circle."""
        self._add("circle", css, cx=x, cy=y, r=radius, fill=colour)

    def mark(self, x: float, y: float, style: Style, *, hollow: bool = False, size: float = 6) -> None:
        """The sign of a stance or a reality; shape and colour say the same, so that either is enough."""
        is_open = hollow or style.hollow
        path = style.path(x, y, size)
        drawn = self._add("path", f"pic-{style.name}{' pic-hollow' if is_open else ''}", d=path, stroke=style.colour)
        drawn.set("fill", PAPER if is_open else style.colour)
        drawn.set("stroke-width", "2")
        drawn.set("stroke-linejoin", "round")

    def _add(self, tag: str, css: str, **attributes: float | str) -> Element:
        values = {key: value if isinstance(value, str) else _number(value) for key, value in attributes.items()}
        return SubElement(self._into, tag, {"class": css, **values})


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _is_local(address: str) -> bool:
    """True for a path of this site; with another slash, or a backslash, after the first one it would lead elsewhere."""
    return address.startswith("/") and not address.startswith(("//", "/\\"))
