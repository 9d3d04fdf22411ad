"""Places in the text: spans of tokens as offsets into the body, paragraphs, and ids made from content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dragoman import records

if TYPE_CHECKING:  # who only compares offsets needs no parser
    from spacy.tokens import Doc, Span, Token


def content_id(prefix: str, *parts: object) -> str:
    """A short id made from content, so that a rerun gives the same: ``st-3f9a1c02b7``.

    Rule names and program versions must not be among the parts.
    """
    text = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.blake2b(text.encode(), digest_size=5).hexdigest()}"


def span_of(tokens: Span | Token | Sequence[Token]) -> records.Span:
    """The offsets from the first to the last of the tokens, which are in text order."""
    from spacy.tokens import Token

    if isinstance(tokens, Token):
        return tokens.idx, tokens.idx + len(tokens)
    first, last = tokens[0], tokens[-1]
    return first.idx, last.idx + len(last)


def tokens_in(doc: Doc, span: records.Span) -> Span:
    """The tokens that a span of the body touches; an empty `spacy.tokens.Span` where it touches none."""
    found = doc.char_span(*span, alignment_mode="expand")
    return found if found is not None else doc[0:0]


def is_border(token: Token) -> bool:
    """True for the white-space token that stands between two paragraphs."""
    return token.is_space and "\n" in token.text


def paragraphs(doc: Doc) -> Iterator[Span]:
    """The paragraphs of a parsed article, without the white space between them."""
    start = 0
    for token in doc:
        if is_border(token):
            if token.i > start:
                yield doc[start : token.i]
            start = token.i + 1
    if start < len(doc):
        yield doc[start:]


def sentences(doc: Doc) -> Iterator[Span]:
    """The sentences of a parsed article, without the borders between paragraphs."""
    return (sentence for sentence in doc.sents if not is_border(sentence[0]))


def overlap(first: records.Span, second: records.Span) -> int:
    """How many code points two spans share."""
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))
