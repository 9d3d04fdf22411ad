"""Saved pages: HTML without the site around the report, with what the markup says of it."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

import numpy as np
import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from dragoman.readers.block_model import SHAPE, WORD, Judged, body_of, share_kept
from dragoman.readers.blocks import blocks_of, lines_of
from dragoman.readers.body import running_text, without_inserts
from dragoman.readers.charsets import decode
from dragoman.readers.entries import entries_of
from dragoman.readers.line_model import Choice, LineModel, choose, line_model
from dragoman.readers.lines import COLUMNS, see, words_of
from dragoman.readers.markup_days import days_of
from dragoman.readers.markup_names import names_of
from dragoman.readers.page import Page
from dragoman.readers.published import Layout, Written, judge_days
from dragoman.readers.removed import lines_without_cue, removed_lines
from dragoman.readers.unreadable import Unreadable

for library in ("trafilatura", "htmldate"):
    logging.getLogger(library).setLevel(logging.CRITICAL)  # what can't be read is a `Skipped`, not a line on the screen


def read_html(data: bytes | str, url: str | None = None, *, charset: str | None = None) -> Page:
    """The page that HTML holds.

    Raises: `Unreadable`, where it isn't HTML at all.
    """
    tree, notes = parsed(data, charset)
    read = judged(tree, url)
    if read is None:
        return Page(paragraphs=(), url=url, notes=notes)
    known = names_of(tree, url)
    texts = [block.text for block in read.blocks]
    choice = without_inserts(texts, body_of(read), read.running)
    title = _title_line(texts, known.title, choice)
    layout = Layout(read.states, choice.keep, title, choice.first, choice.last)
    verdict = judge_days(days_of(tree, texts, read.digits, url), texts, layout, "html")
    page = Page(
        paragraphs=tuple(text for text, keep in zip(texts, choice.keep, strict=True) if keep),
        title=known.title, author=known.author, publisher=known.sitename, url=url or known.url,
        language=_language(tree),
        published=verdict.published, not_published=verdict.not_published,
        removed=removed_lines(texts, choice, title, read.plain), notes=notes,
    )  # fmt: skip
    times = [block.time for block in read.blocks]
    return replace(page, entries=entries_of(page, texts, choice, read.running, title, times, digits=read.digits))


META_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)


def parsed(data: bytes | str, charset: str | None = None) -> tuple[HtmlElement, tuple[str, ...]]:
    """The tree of a page, and notes on what was guessed of its encoding.

    Raises: `Unreadable`.
    """
    notes: tuple[str, ...] = ()
    if isinstance(data, bytes):
        declared = META_CHARSET.search(data[:4096])
        decoded = decode(data, charset or (declared[1].decode("ascii") if declared else None))
        data, notes = decoded.text, decoded.notes
    tree = trafilatura.load_html(data)
    if tree is None:
        raise Unreadable("it looks like HTML, but no page can be made out in it")
    return tree, notes


def judged(tree: HtmlElement, url: str | None, model: LineModel | None = None) -> Judged | None:
    """The blocks of a page with what the witnesses say; None where there are none."""
    blocks = blocks_of(tree)
    if not blocks:
        return None
    lines = lines_of(blocks)
    seen = see(lines, url)
    states = (model or line_model()).states(seen)
    found = trafilatura.bare_extraction(tree, url=url, fast=True, with_metadata=False, include_comments=False)
    text = found.text if isinstance(found, Document) else None
    kept = share_kept([block.text for block in blocks], text or "")
    shape = seen.matrix[:, [COLUMNS.index(name) for name in SHAPE if name != "link"]]
    choice, running = choose(states, words_of(seen.matrix)), running_text(lines.texts, seen.matrix)
    return Judged(blocks, states, choice, kept, shape, running, seen.digits, lines_without_cue(seen))


def _language(tree: HtmlElement) -> str | None:
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    return language[:2].lower() if language else None


def _title_line(texts: list[str], title: str | None, choice: Choice) -> int | None:
    """The last block before the body that gives the title."""
    if title is None:
        return None
    wanted = WORD.findall(title.casefold())
    same = [number for number in range(choice.first) if WORD.findall(texts[number].casefold()) == wanted]
    return same[-1] if same else None


def days_of_html(data: bytes, url: str | None) -> tuple[list[Written], list[str], Layout]:
    """The days in a page, its lines and its layout, as `scripts/train_days.py` needs them."""
    tree, _ = parsed(data)
    read = judged(tree, url)
    if read is None:
        return [], [], Layout(np.zeros((0, 5), np.float32), np.zeros(0, bool), None, 0, 0)
    known = names_of(tree, url)
    texts = [block.text for block in read.blocks]
    choice = without_inserts(texts, body_of(read), read.running)
    layout = Layout(read.states, choice.keep, _title_line(texts, known.title, choice), choice.first, choice.last)
    return days_of(tree, texts, read.digits, url), texts, layout
