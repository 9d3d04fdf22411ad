"""Statements of an article: its attributions with their sources tied to actors."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dragoman import records
from dragoman.actors.index import ActorIndex
from dragoman.offsets import content_id
from dragoman.records import Actor, Article, Authority, Form, Statement, Time
from dragoman.statements.acts import act_of_attribution
from dragoman.statements.attributions import find_attributions, is_attitude
from dragoman.statements.authored import authored_attributions, by_author, is_authored
from dragoman.statements.circumstances import place_of, time_of, told_of
from dragoman.statements.quotes import Quote, editorial, find_quotes
from dragoman.statements.raw import RawAttribution, Tokens, innermost, size
from dragoman.statements.sources import author_of, find_sources, head_of
from dragoman.statements.verbs import asks_for_anonymity
from dragoman.statements.voices import FIRST_PERSON, THIRD_PERSON, authority_of, spoken_for

SUPPOSING = frozenset({"if", "unless", "until"})
"""Conjunctions under which a thing is not told as a fact."""
DASHES = frozenset({"-", "--", "–", "—", " "})

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
    author = author_of(doc, index, quotes) if is_authored(doc, quotes) else None
    if author is not None:
        found = [*found, *authored_attributions(doc, found, quotes)]
    found.sort(key=lambda raw: (raw.content[0][0], -size(raw.content)))
    around = [innermost(number, found) for number in range(len(found))]
    sources = find_sources(doc, index, found, around, author=author)
    made: dict[int, Statement] = {}
    for number, (raw, source, outside) in enumerate(zip(found, sources, around, strict=True)):
        if not _holds(doc, raw, source, found[outside] if outside is not None else None):
            continue
        while outside is not None and outside not in made:
            outside = around[outside]
        outer = made[outside] if outside is not None else None
        made[number] = _statement(doc, article, index, times, quotes, raw, source, outer, author)
    return list({statement.id: statement for statement in made.values()}.values())


def _holds(doc: Doc, raw: RawAttribution, source: str | None, outer: RawAttribution | None) -> bool:
    """False for attitudes of what is no actor ("the talks focused on …"), and for unknown speakers in a statement.

    Nor is it a statement that a source asks not to be named.
    """
    if asks_for_anonymity(doc[raw.content[0][0] : raw.content[0][1]].root):
        return False
    if raw.cue and _is_only_supposed(doc[raw.cue[0][0] : raw.cue[0][1]].root):
        return False
    if source is not None:
        return True
    head = head_of(doc, raw.source)
    if head is None:
        return outer is None or by_author(outer) or doc[raw.cue[0][0]].pos_ != "NOUN"
    return outer is None and (not is_attitude(raw) or head.lower_ in THIRD_PERSON)


def _is_only_supposed(cue: Token) -> bool:
    """True for words of a condition, which nobody has said yet: "if the council agrees", "until he approves it"."""
    return cue.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ in SUPPOSING for child in cue.children)


def _statement(
    doc: Doc,
    article: Article,
    index: ActorIndex,
    times: Sequence[Time],
    quotes: Sequence[Quote],
    raw: RawAttribution,
    source: str | None,
    outer: Statement | None,
    author: str | None,
) -> Statement:
    head = head_of(doc, raw.source)
    actor = index.actors.get(source) if source else None
    content = tuple(_offsets(doc, run) for run in raw.content)
    cue = _offsets(doc, (raw.cue[0][0], raw.cue[-1][1])) if raw.cue else None
    own = source is not None and source == author and (head is None or head.lower_ in FIRST_PERSON)
    still = outer if outer is not None and head is not None and head.lower_ in FIRST_PERSON else None
    return Statement(
        id=content_id("st", article.id, source, cue, content),
        source=source,
        source_span=_offsets(doc, (raw.source[0][0], raw.source[-1][1])) if raw.source else None,
        speaks_for=still.speaks_for if still else spoken_for(actor, head, index),
        authority=still.authority if still else _authority(head, actor, own=own),
        act=act_of_attribution(doc, raw),
        form="direct" if own or still is not None else _form(doc, article.body, raw.content, quotes, outer),
        cue=cue,
        content=content,
        told=told_of(doc, raw, index, source),
        place=place_of(doc, raw, article),
        time=time_of(doc, raw, times),
        inside=outer.id if outer else None,
        rule=raw.rule,
        score=None if raw.score is None else round(raw.score, 3),
    )


def _authority(head: Token | None, actor: Actor | None, *, own: bool) -> Authority:
    """As `authority_of`; an author whom his text doesn't name writes for an institution."""
    if own and actor is not None:
        return (
            "named"
            if actor.kind == "person" and any(m not in FIRST_PERSON for m in (n.lower() for n in actor.names))
            else "institution"
        )
    return authority_of(head, actor)


def _form(doc: Doc, body: str, content: tuple[Tokens, ...], quotes: Sequence[Quote], outer: Statement | None) -> Form:
    """Direct, indirect or mixed by the share of words in this statement's own quotation marks, not an outer one's.

    Words in square brackets are the paper's and don't count.
    """
    first = doc[content[0][0]].idx
    depth = 0
    if outer is not None and outer.form != "indirect":
        depth = sum(1 for quote in quotes if quote.start < first < quote.end and quote.depth == 0)
    aside = [gap for s, e in content for gap in editorial(body, (doc[s].idx, doc[e - 1].idx + 1))]
    words = [t.idx for s, e in content for t in doc[s:e] if t.is_alpha or t.is_digit]
    words = [place for place in words if not any(start <= place < end for start, end in aside)]
    inside = sum(1 for place in words if any(q.start < place < q.end and q.depth >= depth for q in quotes))
    share = inside / len(words) if words else 0.0
    return "direct" if share >= DIRECT_FROM else "mixed" if share else "indirect"


def _offsets(doc: Doc, run: Tokens) -> records.Span:
    """The offsets of a run of tokens, without the dash of a dateline or an aside before it."""
    first = next((i for i in range(*run) if doc[i].text not in DASHES), run[0])
    last = doc[run[1] - 1]
    return doc[first].idx, last.idx + len(last)
