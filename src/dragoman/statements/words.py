"""The words of a parsed article as the statement model sees them: word pieces, syntax, letter case, quotation.

White space is no word, except for the border between two paragraphs, which is one. Every other token is one word
with at least one piece.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

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

PLAIN, SPACE, BORDER, MARK, TURN = range(5)
"""What a token does: a word as any other, white space that is no word, the border of two paragraphs, a quotation mark,
a word with a mark glued to it that opens or closes a quotation."""

MARKS: Final = frozenset({'"', "''", "``", "“", "”", "„", "«", "»"})
ALWAYS_OPENS: Final = frozenset({"“", "„", "``", "«"})
ALWAYS_CLOSES: Final = frozenset({"”", "»"})
GLUED: Final = '"“”'
"""Marks that the tokenizer may leave on a word."""
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


class Form(NamedTuple):
    """What the model is told about a token's letters."""

    pieces: tuple[int, ...]
    """At least one."""
    case: int
    kind: int


class Pieces:
    """Splits tokens into word pieces by a vocabulary; the answers are kept, since news repeats its words."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._tokenizer = Tokenizer(WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=64))
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()
        self._known: dict[int, Form] = {}
        self._unknown = (ids["[UNK]"],)
        self.border = (ids["[SEP]"],)
        self.opening = (ids["“"],)
        self.closing = (ids["”"],)

    def forms(self, doc: Doc, hashes: NDArray[np.uint64]) -> list[Form]:
        """The form of each token; ``hashes`` are keys of the doc's string store."""
        known = self._known
        if len(known) >= MOST_CACHED:
            known.clear()
        orths: list[int] = hashes.tolist()
        strings = doc.vocab.strings
        for orth in set(orths).difference(known):
            known[orth] = self._form(strings[orth])
        return [known[orth] for orth in orths]

    def _form(self, text: str) -> Form:
        if text.isspace():
            return Form(self.border, OTHER, BORDER if "\n" in text else SPACE)
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids[:MOST_PIECES]
        kind = MARK if text in MARKS else TURN if sum(map(text.count, GLUED)) % 2 else PLAIN
        return Form(tuple(ids) or self._unknown, letter_case(text), kind)


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
    table = np.zeros((0, 5), np.uint64)
    if len(doc):
        table = doc.to_array(["ORTH", "DEP", "TAG", "HEAD", "SENT_START"]).astype(np.uint64)
    forms = pieces.forms(doc, table[:, 0])
    is_word = np.array([form.kind != SPACE for form in forms], np.bool_)
    keep = np.flatnonzero(is_word)
    place = np.cumsum(is_word) - is_word
    head = np.minimum(place[(np.arange(len(doc)) + table[:, 3].astype(np.int64))[keep]], len(keep) - 1)
    forms = [form for form in forms if form.kind != SPACE]
    tokens: list[int] = keep.tolist()
    quote, segment = quotation(doc, tokens, forms)
    add_single_marks(doc, tokens, quote, segment)
    marks = {OPENING: pieces.opening, CLOSING: pieces.closing}
    return Words(
        token=keep.astype(np.int32),
        pieces=tuple(
            marks.get(q, form.pieces) if len(form.pieces) <= 2 else form.pieces
            for form, q in zip(forms, quote, strict=True)
        ),
        dep=np.array(deps.numbers(doc, table[keep, 1]), np.int32),
        tag=np.array(tags.numbers(doc, table[keep, 2]), np.int32),
        shape=np.array([form.case for form in forms], np.int32),
        quote=np.array(quote, np.int32),
        segment=np.array(segment, np.int32),
        head=head.astype(np.int32),
        border=np.array([form.kind == BORDER for form in forms], np.bool_),
        starts=table[keep, 4].astype(np.int64) > 0,
    )


def quotation(doc: Doc, tokens: Sequence[int], forms: Sequence[Form]) -> tuple[list[int], list[int]]:
    """For each word its place with regard to double quotation marks, and the number of its quotation.

    A straight mark opens or closes by the white space around it, or else by turns. A quotation that isn't closed ends
    with its paragraph.
    """
    states: list[int] = []
    segments: list[int] = []
    current, count = False, 0
    for i, form in zip(tokens, forms, strict=True):
        if form.kind == MARK:
            opens = _opens(doc, i, doc[i].text, current)
            count += opens
            states.append(OPENING if opens else CLOSING)
            segments.append(count if opens or current else 0)
            current = opens
            continue
        if form.kind == BORDER:
            current = False
        states.append(INSIDE if current else OUTSIDE)
        segments.append(count if current else 0)
        if form.kind == TURN:
            current = not current
            count += current
    return states, segments


def add_single_marks(doc: Doc, tokens: Sequence[int], quote: list[int], segment: list[int]) -> None:
    """Treats quotations in single marks, as British papers print them, like those in double marks.

    Those within double marks and short ones, which are titles or scare quotes, stay words like any other.
    """
    text = doc.text
    if not any(mark in text for mark in SINGLE_MARKS):
        return
    starts = [doc[i].idx for i in tokens]
    count = max(segment, default=0)
    for found in find_quotes(doc):
        first, last = bisect_left(starts, found.start), bisect_left(starts, found.end) - 1
        if found.depth or last - first < SHORTEST_SINGLE or text[found.start] not in SINGLE_MARKS:
            continue
        if any(segment[first : last + 1]) or doc[tokens[first]].text not in SINGLE_MARKS:
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
