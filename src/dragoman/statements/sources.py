"""The actors behind the sources of an article's attributions: who speaks next hangs on who spoke last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dragoman.actors.index import ActorIndex
from dragoman.offsets import is_border
from dragoman.statements.authored import by_author
from dragoman.statements.quotes import Quote
from dragoman.statements.raw import RawAttribution, Tokens
from dragoman.statements.voices import FIRST_PERSON, OPPOSITE, SINGULAR_THIRD, actor_of, antecedent

PARAGRAPHS_BACK = 2
"""How far a speaker stays the one that "he said" means."""


def author_of(doc: Doc, index: ActorIndex, quotes: Sequence[Quote]) -> str | None:
    """The actor whom "I" and "we" outside quotation marks mostly refer to."""
    actors = Counter(
        index.of(token)
        for token in doc
        if token.lower_ in FIRST_PERSON and not any(q.start <= token.idx < q.end for q in quotes)
    )
    del actors[None]
    return actors.most_common(1)[0][0] if actors else None


def head_of(doc: Doc, source: tuple[Tokens, ...]) -> Token | None:
    """The head word of a source: of its first run, the word on which the others hang."""
    return antecedent(doc[source[0][0] : source[0][1]].root) if source else None


def find_sources(
    doc: Doc, index: ActorIndex, found: Sequence[RawAttribution], around: Sequence[int | None], *, author: str | None
) -> list[str | None]:
    """The actor id of each attribution's source, ``None`` where there is none or no actor stands for it.

    "I" and "we" are the speaker of the statement around them, or the author of the text. "He said" after what
    somebody said means him, unless another person comes up in between.

    Args:
        doc: The parsed article.
        index: The actors.
        found: Attributions in text order, the one around another before it.
        around: For each the place of the one in whose content it lies.
        author: The actor who speaks in the first person outside quotation marks.
    """
    sources: list[str | None] = []
    last: tuple[int, str] | None = None  # where the last speaker of the report's own attributions ended, and who he is
    for raw, outer in zip(found, around, strict=True):
        head = head_of(doc, raw.source)
        if head is None:
            actor = author if by_author(raw) else None
        elif head.lower_ in FIRST_PERSON:
            actor = sources[outer] if outer is not None else index.of(head) or author
        else:
            actor = actor_of(head, index)
            pronoun = outer is None and head.lower_ in SINGULAR_THIRD
            if pronoun and last is not None and _goes_on(doc, index, found, head, *last):
                actor = last[1]
        sources.append(actor)
        if outer is None and actor is not None and actor in index.actors and index.actors[actor].kind == "person":
            last = max(e for _, e in (*raw.source, *raw.cue)), actor
    return sources


def _goes_on(
    doc: Doc, index: ActorIndex, found: Sequence[RawAttribution], pronoun: Token, since: int, speaker: str
) -> bool:
    """True where nobody else comes up between the last speaker and a pronoun, and the pronoun fits him."""
    between = doc[since : pronoun.i]
    if sum(is_border(t) for t in between) > PARAGRAPHS_BACK:
        return False
    forms = {m.text.lower() for m in index.mentions if m.actor == speaker and m.kind == "pronoun"}
    if forms & OPPOSITE[pronoun.lower_]:
        return False
    for token in between:
        if token.dep_ not in ("nsubj", "nsubjpass") or any(s <= token.i < e for raw in found for s, e in raw.content):
            continue
        other = index.of(token)
        if other not in (None, speaker) and token.pos_ != "PRON" and index.actors[other].kind == "person":
            return False
    return True
