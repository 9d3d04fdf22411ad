"""The blocks of text of an HTML page, in order, with what the markup says of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from lxml.html import HtmlElement

from dragoman.readers.lines import Lines

UNSEEN = frozenset(
    [
        "script",
        "style",
        "head",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "textarea",
        "input",
        "button",
        "datalist",
        "map",
    ]
)
"""Elements whose text nobody reads as text."""
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements that begin a new line."""
APART = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "blockquote",
        "table",
        "pre",
        "figure",
        "hr",
        "article",
        "section",
    ]
)
"""Elements that stand apart, with white space around them."""
HELD = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "dd", "dt"))
"""Elements that stand beside others of their kind in one container."""
IN_ROW = frozenset(("td", "th"))

CLASS_WORDS = {
    "hint_text": r"article|body|content|entry|post|story|text",
    "hint_chrome": r"nav|menu|foot|side|widget|banner|promo|advert|\bads?\b|sponsor|cookie|modal|popup|toolbar",
    "hint_other": r"relat|recommend|trend|popular|most|more|teaser|read-?next|also|latest|carousel|outbrain|taboola",
    "hint_reader": r"comment|share|social|subscri|newsletter|sign-?up|disqus|follow|print",
    "hint_caption": r"caption|credit|photo|image|media|gallery|figure|video",
    "hint_head": r"byline|author|meta|date|tags?\b|breadcrumb|headline|title|dek|kicker|sub-?head|summary",
}
HINTS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in CLASS_WORDS.values())
"""What the names of classes say, as sites choose them."""
HINT_NAMES = tuple(CLASS_WORDS)


@dataclass(slots=True)
class Block:
    """A line of a page."""

    text: str
    tag: str
    """The nearest element that begins a line."""
    hints: int
    """One bit for each of `HINTS`, by the classes of all elements around."""
    link: int
    """Code points that stand in links."""
    apart: bool
    inside: frozenset[str]
    """Which of `MARKED` elements it stands in."""
    container: int
    """Number of the element that holds it beside others: the same for all paragraphs of one column."""
    time: str | None = None
    """The moment that a ``time`` element in it gives."""


MARKED = frozenset(
    [
        "article",
        "main",
        "aside",
        "nav",
        "header",
        "footer",
        "figure",
        "figcaption",
        "blockquote",
        "li",
        "td",
        "h1",
        "h2",
        "h3",
        "h4",
        "form",
    ]
)


@dataclass(slots=True)  # not frozen: a frozen one takes three times as long to make, and thousands are made
class _Around:
    tag: str = "body"
    hints: int = 0
    link: bool = False
    inside: frozenset[str] = frozenset()
    container: int = 0
    element: int = 0


class _Writer:
    """Collects text to blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._link = 0
        self._apart = True
        self._around = _Around()
        self.elements = 0
        self.time: str | None = None
        """The moment given by the last ``time`` element of the line."""

    def write(self, text: str | None, around: _Around) -> None:
        """Adds text to the line."""
        if not text:
            return
        if not self._pieces:
            if text.isspace():
                return
            self._around = around
        self._pieces.append(text)
        if around.link:
            self._link += len(text)

    def end_line(self, apart: bool) -> None:
        """Ends the line; `apart` says whether white space stands after it."""
        text = " ".join("".join(self._pieces).split())
        if text:
            around = self._around
            self.blocks.append(
                Block(
                    text, around.tag, around.hints, self._link, self._apart, around.inside, around.container, self.time
                )
            )
            self._apart = False
        self._apart = self._apart or apart
        self._pieces, self._link, self.time = [], 0, None


def blocks_of(tree: HtmlElement) -> list[Block]:
    """The blocks of a page. Works without recursion: pages nested a hundred thousand deep exist."""
    writer = _Writer()
    stack: list[tuple[HtmlElement, _Around, Iterator[HtmlElement]]] = []
    _enter(tree, _Around(), writer, stack)
    while stack:
        element, _, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            _leave(element, writer)
            if stack:
                writer.write(element.tail, stack[-1][1])
        elif not isinstance(child.tag, str) or child.tag in UNSEEN:
            writer.write(child.tail, stack[-1][1])
        else:
            _enter(child, stack[-1][1], writer, stack)
    writer.end_line(True)
    return writer.blocks


def _enter(
    element: HtmlElement,
    around: _Around,
    writer: _Writer,
    stack: list[tuple[HtmlElement, _Around, Iterator[HtmlElement]]],
) -> None:
    tag = str(element.tag)
    hints = around.hints
    if element.attrib:
        hints |= _hints_in(f"{element.get('class', '')} {element.get('id', '')}")
    is_block = tag in BLOCKS
    if is_block or tag == "a" or hints != around.hints or tag in MARKED:
        writer.elements += 1
        around = _Around(
            tag if is_block else around.tag, hints, around.link or tag == "a",
            around.inside | {tag} if tag in MARKED else around.inside,
            around.container if not is_block else around.element if tag in HELD else writer.elements,
            writer.elements if is_block else around.element,
        )  # fmt: skip
    if is_block:
        if tag in IN_ROW:
            writer.write(" ", around)
        else:
            writer.end_line(tag in APART)
    if tag == "time":
        writer.time = element.get("datetime")
    stack.append((element, around, iter(element)))
    writer.write(element.text, around)


@lru_cache(4096)
def _hints_in(names: str) -> int:
    return sum(1 << bit for bit, pattern in enumerate(HINTS) if pattern.search(names)) if len(names) > 1 else 0


def _leave(element: HtmlElement, writer: _Writer) -> None:
    if element.tag in IN_ROW:
        writer.write(" ", _Around())
    elif element.tag in BLOCKS:
        writer.end_line(element.tag in APART)


def lines_of(blocks: list[Block]) -> Lines:
    """The blocks as lines of a dump."""
    return Lines(
        [block.text for block in blocks],
        np.array([block.apart for block in blocks], dtype=bool),
        np.array([block.tag in ("h1", "h2", "h3", "h4") for block in blocks], dtype=bool),
        np.array([block.tag == "li" for block in blocks], dtype=bool),
    )
