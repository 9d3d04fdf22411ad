"""Runs of tokens: noun phrases, cues and contents without the punctuation around them."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from dragoman.statements.raw import RawAttribution, Tokens

TRIMMED_LEFT = frozenset(",;:.)-–—")
TRIMMED_RIGHT = frozenset(",;:.(-–—")


def phrase(token: Token) -> Tokens:
    """A noun phrase with what belongs to it, without the commas around it."""
    return trim(token.doc, token.left_edge.i, token.right_edge.i + 1)


def trim(doc: Doc, start: int, end: int) -> Tokens:
    """The run of tokens without white space and punctuation at its ends; quotation marks and brackets stay."""
    while start < end and (doc[start].is_space or doc[start].text in TRIMMED_LEFT):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in TRIMMED_RIGHT):
        end -= 1
    return start, end


def pieces(doc: Doc, start: int, end: int, without: Iterable[Tokens]) -> tuple[Tokens, ...]:
    """What is left of a run of tokens when others are cut out of it."""
    left: list[Tokens] = []
    for gap_start, gap_end in sorted(without):
        if gap_end <= start or gap_start >= end:
            continue
        left.append(trim(doc, start, gap_start))
        start = gap_end
    left.append(trim(doc, start, end))
    return tuple((s, e) for s, e in left if any(t.is_alpha or t.like_num for t in doc[s:e]))


def cue_span(verb: Token, last: int | None = None) -> Tokens:
    """A verb with its auxiliaries, negation, particle, and the preposition that leads to the content."""
    around = (c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt") and abs(c.i - verb.i) < 4)
    parts = [verb.i, *around]
    if last is not None and 0 < last - verb.i < 4:
        parts.append(last)
    return min(parts), max(parts) + 1


def assembled(
    doc: Doc, entry: str | None, sources: list[Token], cue: Tokens, heads: list[Token], cut: list[Tokens]
) -> RawAttribution | None:
    """The attribution whose content runs over the subtrees of ``heads``, without cue and source."""
    start, end = min(h.left_edge.i for h in heads), max(h.right_edge.i for h in heads) + 1
    inside = {h.i for h in heads}
    source = tuple(
        phrase(s) if not any(s.left_edge.i <= h <= s.right_edge.i for h in inside) else (s.i, s.i + 1) for s in sources
    )
    content: tuple[Tokens, ...] = ()
    if len(heads) > 1 and any(e <= cue[0] for _, e in [(0, heads[0].right_edge.i + 1)]) and heads[-1].i > cue[0]:
        for head in heads:
            content += pieces(doc, head.left_edge.i, head.right_edge.i + 1, [cue, *source, *cut])
    else:
        content = pieces(doc, start, end, [cue, *source, *cut])
    return RawAttribution(source, (cue,), content, f"speech:{entry or 'according-to'}", entry) if content else None


def joined(prep: Token) -> list[Token]:
    """Prepositions coordinated with one: "support for the council and for its head"."""
    return [c for c in prep.rights if c.dep_ == "conj" and c.tag_ == "IN"]
