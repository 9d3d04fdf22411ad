"""What was left out of a page, and as what: nothing is lost, and a reader can see why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

import numpy as np

from dragoman.readers.line_model import Choice
from dragoman.records import Removed

BREADCRUMB = re.compile(r"\s[/>»›→|]\s|\s::\s")
BYLINE = re.compile(
    r"(?:by|von|par|por|di|written by|author|reporter|from our)\b|.*\b(?:correspondent|staff writer)\b", re.IGNORECASE
)
DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d?:\d\d\b|\bago\b|\b(?:updated|published|posted)\b", re.IGNORECASE)
CREDIT = re.compile(
    r"\b(?:photo(?:graph)?s?|image|picture|getty|reuters|afp|epa|ap photo|credit|courtesy|file photo|pictured|"
    r"screenshot)\b|©|\((?:ap|l|r)\)",
    re.IGNORECASE,
)
TEASER = re.compile(
    r"(?:read|see|watch|also|related|more|don.t miss|recommended|trending|popular|latest|next|previous|"
    r"you may|what to know)\b",
    re.IGNORECASE,
)
SIGN_UP = re.compile(
    r"\b(?:newsletter|subscri\w+|sign up|inbox|follow us|download (?:the|our) app|notifications?|cookies?)\b",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"(?:share|tweet|print|e-?mail|facebook|twitter|whatsapp|linkedin|pinterest|reddit|copy link|comments?)\b",
    re.IGNORECASE,
)
RIGHTS = re.compile(
    r"©|\bcopyright\b|\ball rights reserved\b|\bterms of (?:use|service)\b|\bprivacy policy\b", re.IGNORECASE
)
MOST_TITLE_WORDS = 25
LABEL_WORDS = 4
"""A line of so few words outside the text is an item of a menu."""


def removed_lines(texts: Sequence[str], choice: Choice, title: int | None) -> tuple[Removed, ...]:
    """The lines that aren't body, neighbours of one kind together."""
    left_out = [number for number in range(len(texts)) if not choice.keep[number]]
    kinds = [(why_removed(number, texts, choice, title), number) for number in left_out]
    pieces = []
    for (why, _), group in groupby(enumerate(kinds), key=lambda item: (item[1][0], item[1][1] - item[0])):
        pieces.append(Removed(text="\n".join(texts[number] for _, (_, number) in group), why=why))
    return tuple(pieces)


def why_removed(number: int, texts: Sequence[str], choice: Choice, title: int | None) -> str:
    """What a line is that isn't body."""
    text = texts[number]
    words = text.count(" ") + 1
    if title is not None and text == texts[title]:
        return "title"
    if SIGN_UP.search(text):
        return "newsletter"
    if RIGHTS.search(text):
        return "rights"
    if SHARE.match(text) and words <= LABEL_WORDS:
        return "sharing"
    body = np.flatnonzero(choice.keep)
    if len(body) == 0 or number > body[-1]:
        return "navigation" if words <= LABEL_WORDS and not TEASER.match(text) else "teaser"
    if number > body[0]:
        return _why_inside(text, words)
    return _why_above(number, text, words, texts, title)


def reads_like_title(text: str) -> bool:
    """True for a line that could be a headline: some words, no full stop, nothing of a byline, date or menu."""
    other = BREADCRUMB.search(text) or BYLINE.match(text) or DATED.search(text) or CREDIT.search(text)
    return LABEL_WORDS <= text.count(" ") + 1 <= MOST_TITLE_WORDS and text[-1] not in ".:,;" and not other


def _why_inside(text: str, words: int) -> str:
    if CREDIT.search(text):
        return "caption"
    if TEASER.match(text):
        return "teaser"
    return "label" if words <= LABEL_WORDS else "insert"


def _why_above(number: int, text: str, words: int, texts: Sequence[str], title: int | None) -> str:
    if BREADCRUMB.search(text) and (title is None or number < title):
        return "breadcrumb"
    if BYLINE.match(text):
        return "byline"
    if DATED.search(text) and words <= 15:
        return "masthead" if title is not None and number < title else "dateline"
    if CREDIT.search(text):
        return "caption"
    if title is not None and number > title:
        return "byline" if words <= LABEL_WORDS else "deck"
    return "navigation" if words <= LABEL_WORDS else "masthead"
