"""Statements of an article: its attributions with their sources tied to actors."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dragoman import records
from dragoman.actors.index import AUTHOR, ActorIndex
from dragoman.offsets import content_id
from dragoman.records import Article, Form, Statement, Time
from dragoman.statements.acts import act_of_attribution
from dragoman.statements.attributions import find_attributions
from dragoman.statements.authored import authored_attributions, is_authored
from dragoman.statements.circumstances import place_of, time_of, told_of
from dragoman.statements.quotes import Quote, find_quotes
from dragoman.statements.raw import RawAttribution, Tokens
from dragoman.statements.voices import FIRST_PERSON, actor_of, antecedent, authority_of, spoken_for

DIRECT_FROM = 0.9
"""From this share of its words inside quotation marks on a statement is direct; PolNeAR's own border."""


def find_statements(doc: Doc, article: Article, index: ActorIndex, times: Sequence[Time]) -> list[Statement]:
    """Who said what, in text order, the statement around another one before it.

    Args:
        doc: The parsed article.
        article: The article.
        index: The actors and where they are mentioned; first-person pronouns aren't resolved yet.
        times: The time expressions.
    """
    quotes = find_quotes(doc)
    found = find_attributions(doc)
    authored = is_authored(doc, quotes)
    if authored:
        found = [*found, *authored_attributions(doc, found, quotes)]
    found.sort(key=lambda raw: (raw.content[0][0], -_size(raw.content)))
    around = [_around(number, found) for number in range(len(found))]
    made: dict[int, Statement] = {}
    for number in sorted(range(len(found)), key=lambda n: -_size(found[n].content)):
        outer = made.get(around[number]) if around[number] is not None else None  # type: ignore[arg-type]
        made[number] = _statement(doc, article, index, times, quotes, found[number], outer, authored)
    return list({made[number].id: made[number] for number in range(len(found))}.values())


def _statement(
    doc: Doc,
    article: Article,
    index: ActorIndex,
    times: Sequence[Time],
    quotes: Sequence[Quote],
    raw: RawAttribution,
    outer: Statement | None,
    authored: bool,
) -> Statement:
    head = _head(doc, raw.source)
    by_author = raw.rule.startswith(("authored:", "judgements:"))
    source = _source(head, index, outer, authored, by_author)
    actor = index.actors.get(source) if source else None
    content = tuple(_offsets(doc, run) for run in raw.content)
    cue = _offsets(doc, (raw.cue[0][0], raw.cue[-1][1])) if raw.cue else None
    own = source is not None and (source == AUTHOR or outer is not None and source == outer.source)
    first_person = head is not None and head.lower_ in FIRST_PERSON
    same_voice = first_person and outer is not None and source == outer.source
    return Statement(
        id=content_id("st", article.id, source, cue, content),
        source=source,
        source_span=_offsets(doc, (raw.source[0][0], raw.source[-1][1])) if raw.source else None,
        speaks_for=outer.speaks_for if outer is not None and same_voice else spoken_for(actor, head, index),
        authority=outer.authority if outer is not None and same_voice else _authority(head, source, index),
        act=act_of_attribution(doc, raw),
        form="direct" if by_author or own and first_person else _form(doc, raw.content, quotes, outer),
        cue=cue,
        content=content,
        told=told_of(doc, raw, index, source),
        place=place_of(doc, raw, article),
        time=time_of(doc, raw, times),
        inside=outer.id if outer else None,
        rule=raw.rule,
        score=raw.score,
    )


def _source(head: Token | None, index: ActorIndex, outer: Statement | None, authored: bool, own: bool) -> str | None:
    """The actor who speaks; "I" and "we" are the speaker of the statement around them, or the author."""
    if head is None:
        return AUTHOR if own else None
    if antecedent(head).lower_ in FIRST_PERSON:
        if outer is not None:
            return outer.source
        return AUTHOR if authored else None
    return actor_of(head, index)


def _authority(head: Token | None, source: str | None, index: ActorIndex) -> records.Authority:
    if source == AUTHOR:
        return "institution"
    return authority_of(head, index.actors.get(source) if source else None)


def _head(doc: Doc, source: tuple[Tokens, ...]) -> Token | None:
    """The head word of a source: of its first run, the word on which the others hang."""
    return doc[source[0][0] : source[0][1]].root if source else None


def _form(doc: Doc, content: tuple[Tokens, ...], quotes: Sequence[Quote], outer: Statement | None) -> Form:
    """Direct, indirect or mixed by the share of words inside the quotation marks of this statement."""
    depth = 0
    if outer is not None:
        first = doc[content[0][0]].idx
        depth = sum(1 for q in quotes if q.start < first < q.end and q.depth == 0 and outer.form != "indirect")
    words = [t.idx for s, e in content for t in doc[s:e] if t.is_alpha or t.is_digit]
    if not words:
        return "indirect"
    inside = sum(1 for place in words if any(q.start < place < q.end and q.depth >= depth for q in quotes))
    share = inside / len(words)
    return "direct" if share >= DIRECT_FROM else "mixed" if share else "indirect"


def _around(number: int, found: Sequence[RawAttribution]) -> int | None:
    """Place of the smallest attribution in whose content this one lies, cue and content."""
    raw = found[number]
    best: int | None = None
    for other, candidate in enumerate(found):
        if other == number or _size(candidate.content) <= _size(raw.content):
            continue
        within = all(any(s <= a and b <= e for s, e in candidate.content) for a, b in (*raw.content, *raw.cue))
        if within and (best is None or _size(candidate.content) < _size(found[best].content)):
            best = other
    return best


def _size(runs: tuple[Tokens, ...]) -> int:
    return sum(e - s for s, e in runs)


def _offsets(doc: Doc, run: Tokens) -> records.Span:
    last = doc[run[1] - 1]
    return doc[run[0]].idx, last.idx + len(last)
