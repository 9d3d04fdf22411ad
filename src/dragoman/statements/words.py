"""The words of a parsed article as the statement model sees them: word pieces, syntax, letter case, quotation.

White space is no word, except for the border between two paragraphs, which is one. Every other token is one word
with at least one piece.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from dragoman.statements.quotes import find_quotes

type Ints = NDArray[np.int32]

OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
"""Where a word stands: outside double quotation marks, inside, or it is a mark itself."""

LOWER, TITLE, UPPER, MIXED, DIGITS, OTHER = range(6)
"""Letter case of a word; the word pieces have none."""

MARKS: Final = frozenset({'"', "''", "``", "“", "”", "„", "«", "»"})
ALWAYS_OPENS: Final = frozenset({"“", "„", "``", "«"})
ALWAYS_CLOSES: Final = frozenset({"”", "»"})
SINGLE_MARKS: Final = "‘'`"
SHORTEST_SINGLE = 5
"""Words of a quotation in single marks, with the marks less one."""
MOST_PIECES = 12
"""A longer word (an address, a string of digits) is cut to its first pieces."""
MOST_CACHED = 200_000


@dataclass(frozen=True, slots=True)
class Words:
    """A document's words; all arrays but ``pieces`` run in parallel, one entry a word."""

    token: Ints
    """Index of the word's token in the doc."""
    pieces: tuple[tuple[int, ...], ...]
    dep: Ints
    tag: Ints
    shape: Ints
    quote: Ints
    segment: Ints
    """Number of the quotation that the word is in, its marks included; 0 outside."""
    head: Ints
    """Index of the syntactic head among the words; a root is its own head."""
    border: NDArray[np.bool_]
    starts: NDArray[np.bool_]
    """True for the first word of a sentence."""

    def __len__(self) -> int:
        return len(self.token)


class Pieces:
    """Splits a token into word pieces by a vocabulary; the answers are kept, since news repeats its words."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._tokenizer = Tokenizer(WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=64))
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}
        self._unknown = (ids["[UNK]"],)
        self.border = (ids["[SEP]"],)
        self.opening = (ids["“"],)
        self.closing = (ids["”"],)

    def split(self, text: str) -> tuple[tuple[int, ...], int]:
        """The pieces of a token, at least one, and its letter case."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= MOST_CACHED:
                self._known.clear()
            ids = self._tokenizer.encode(text, add_special_tokens=False).ids[:MOST_PIECES]
            found = self._known[text] = (tuple(ids) or self._unknown, letter_case(text))
        return found


def letter_case(text: str) -> int:
    """The letter case of a word, as the model is told it."""
    if any(c.isdigit() for c in text):
        return DIGITS
    if not any(c.isalpha() for c in text):
        return OTHER
    if text.islower():
        return LOWER
    if text.istitle():
        return TITLE
    return UPPER if text.isupper() else MIXED


class Labels:
    """Numbers the labels of the parser; one that the model hasn't met is 0."""

    def __init__(self, names: Sequence[str]) -> None:
        self._numbers = {name: number for number, name in enumerate(names, 1)}
        self._by_hash: dict[int, int] = {}

    def numbers(self, doc: Doc, hashes: NDArray[np.uint64]) -> list[int]:
        """The labels' numbers; ``hashes`` are keys of the doc's string store."""
        known = self._by_hash
        strings = doc.vocab.strings
        for value in set(hashes.tolist()):
            if value not in known:
                known[value] = self._numbers.get(strings[value], 0)
        return [known[value] for value in hashes.tolist()]


def read_words(doc: Doc, pieces: Pieces, deps: Labels, tags: Labels) -> Words:
    """The words of a document with all that the model is told about them."""
    labels = doc.to_array(["DEP", "TAG"]).astype(np.uint64) if len(doc) else np.zeros((0, 2), np.uint64)
    dep_numbers, tag_numbers = deps.numbers(doc, labels[:, 0]), tags.numbers(doc, labels[:, 1])
    keep: list[int] = []
    place = [0] * len(doc)
    split: list[tuple[tuple[int, ...], int]] = []
    border: list[bool] = []
    for token in doc:
        place[token.i] = len(keep)
        text = token.text
        if text.isspace():
            if "\n" not in text:
                continue
            split.append((pieces.border, OTHER))
            border.append(True)
        else:
            split.append(pieces.split(text))
            border.append(False)
        keep.append(token.i)
    quote, segment = quotation(doc, keep)
    add_single_marks(doc, keep, quote, segment)
    marks = {OPENING: pieces.opening, CLOSING: pieces.closing}
    return Words(
        token=np.array(keep, np.int32),
        pieces=tuple(marks.get(q, s[0]) if len(s[0]) <= 2 else s[0] for s, q in zip(split, quote, strict=True)),
        dep=np.array([dep_numbers[i] for i in keep], np.int32),
        tag=np.array([tag_numbers[i] for i in keep], np.int32),
        shape=np.array([s[1] for s in split], np.int32),
        quote=np.array(quote, np.int32),
        segment=np.array(segment, np.int32),
        head=np.array([min(place[doc[i].head.i], len(keep) - 1) for i in keep], np.int32),
        border=np.array(border, np.bool_),
        starts=np.array([bool(doc[i].is_sent_start) for i in keep], np.bool_),
    )


def quotation(doc: Doc, keep: Sequence[int]) -> tuple[list[int], list[int]]:
    """For each kept token its place with regard to double quotation marks, and the number of its quotation.

    A straight mark opens or closes by the white space around it, or else by turns. A quotation that isn't closed ends
    with its paragraph.
    """
    states: list[int] = []
    segments: list[int] = []
    current, count = False, 0
    for i in keep:
        text = doc[i].text
        if text in MARKS:
            opens = _opens(doc, i, text, current)
            count += opens
            states.append(OPENING if opens else CLOSING)
            segments.append(count if opens or current else 0)
            current = opens
            continue
        if "\n" in text:
            current = False
        states.append(INSIDE if current else OUTSIDE)
        segments.append(count if current else 0)
        if any(c in text for c in '"“”') and sum(text.count(c) for c in '"“”') % 2:
            current = not current
            count += current
    return states, segments


def add_single_marks(doc: Doc, keep: Sequence[int], quote: list[int], segment: list[int]) -> None:
    """Treats quotations in single marks, as British papers print them, like those in double marks.

    Those within double marks and short ones, which are titles or scare quotes, stay words like any other.
    """
    text = doc.text
    if not any(mark in text for mark in SINGLE_MARKS):
        return
    starts = [doc[i].idx for i in keep]
    count = max(segment, default=0)
    for found in find_quotes(doc):
        first, last = bisect_left(starts, found.start), bisect_left(starts, found.end) - 1
        if found.depth or last - first < SHORTEST_SINGLE or text[found.start] not in SINGLE_MARKS:
            continue
        if any(segment[first : last + 1]) or doc[keep[first]].text not in SINGLE_MARKS:
            continue
        count += 1
        segment[first : last + 1] = [count] * (last + 1 - first)
        quote[first : last + 1] = [OPENING, *[INSIDE] * (last - first - 1), CLOSING]


def _opens(doc: Doc, i: int, text: str, current: bool) -> bool:
    if text in ALWAYS_OPENS:
        return True
    space_before = i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].text in "([—–-" or doc[i - 1].is_space
    space_after = i + 1 == len(doc) or bool(doc[i].whitespace_) or doc[i + 1].is_space
    if text in ALWAYS_CLOSES:  # unless it was printed for an opening one
        return space_before and not space_after and not current
    if space_before != space_after:
        return space_before
    return not current
