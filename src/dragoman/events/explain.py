"""How an event was found: its words, the codebook entry, the actors with their places, reality, CAMEO code.

An event keeps the id of its rule and its passages. The rest is found again: the article is parsed and its sentence
coded once more, with the actors, times and statements of the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from spacy.tokens import Token

from dragoman.actors.index import ActorIndex
from dragoman.codebooks.load import load_codebook
from dragoman.errors import UsageError
from dragoman.events.book import EventEntry, Pattern
from dragoman.events.cameo import QuadClass, cameo_row, goldstein, quad_class
from dragoman.events.find import Finder
from dragoman.events.merge import Found
from dragoman.events.reality import reality_cues
from dragoman.offsets import sentences, tokens_in
from dragoman.parse.parser import load_parser
from dragoman.records import Event, Reality, Record

PHRASES = frozenset({"prep", "agent"})
MOST_OBJECTS = 6
"""Words of a class that the wording of a pattern names; the rest are dots."""


class Place(Struct, frozen=True, kw_only=True):
    """An actor of an event and the words that make him one."""

    actor: str
    side: str
    """``actor`` or ``recipient``."""
    text: str
    how: str
    """Where the word stands towards the trigger, in words."""


class Cue(Struct, frozen=True, kw_only=True):
    """A word that says something of an event's reality."""

    word: str
    says: Reality


class Explanation(Struct, frozen=True, kw_only=True):
    """How an event was found."""

    event: Event
    passage: str
    trigger: str
    rule: str
    wording: str | None
    """The pattern of the codebook that fitted; ``None`` where today's rules don't find the event again."""
    example: str | None
    """The entry's own example."""
    source: str | None
    places: tuple[Place, ...] = ()
    cues: tuple[Cue, ...] = ()
    vouched: str | None = None
    """The words of the statement that vouches for it."""
    time: str | None = None
    cameo: str | None = None
    cameo_row: str | None = None
    """Id of the row of the codebook ``cameo``."""
    quad: QuadClass | None = None
    goldstein: float | None = None
    retold: tuple[str, ...] = ()


def explain_event(record: Record, event_id: str) -> Explanation:
    """How an event of a record was found.

    Raises:
        UsageError: The record has no such event.
    """
    event = next((one for one in record.events if one.id == event_id), None)
    if event is None:
        known = ", ".join(one.id for one in record.events[:3]) or "none"
        raise UsageError(f"the record of {record.article.id} has no event {event_id!r}; its events are: {known} …")
    found = _found_again(record, event)
    body = record.article.body
    entry = next((one for one in load_codebook("events", EventEntry) if one.id == event.rule), None)
    said = next((one for one in record.statements if one.id == event.statement), None)
    time = next((one.text for one in record.times if one.id == event.time), None)
    row = None
    if found is not None:
        words = {found.trigger.token.lemma_.lower(), *(part.lemma_.lower() for part in found.trigger.parts)}
        row = cameo_row(event.type, event.mode, event.rule, frozenset(words))
    return Explanation(
        event=event,
        passage=body[slice(*event.evidence)],
        trigger=body[slice(*event.trigger)],
        rule=event.rule,
        wording=_wording(found.trigger.pattern) if found is not None else None,
        example=entry.example if entry is not None else None,
        source=entry.source if entry is not None else None,
        places=tuple(_places(record, event, found)) if found is not None else (),
        cues=tuple(_cues(found)) if found is not None else (),
        vouched=" … ".join(body[start:end] for start, end in said.content) if said is not None else None,
        time=time,
        cameo=row.code if row is not None else None,
        cameo_row=row.id if row is not None else None,
        quad=quad_class(row.code) if row is not None else None,
        goldstein=goldstein(row.code) if row is not None else None,
        retold=tuple(body[start:end] for start, end in event.retold),
    )


def _found_again(record: Record, event: Event) -> Found | None:
    """The event as today's rules find it in its sentence."""
    doc = load_parser().parse(record.article)
    index = ActorIndex(doc, record.actors, record.mentions)
    finder = Finder(doc, record.article, index, record.times, record.statements)
    start, end = event.trigger
    sentence = next(one for one in sentences(doc) if one.start_char <= start and end <= one.end_char)
    return next((one for one in finder.events_of(sentence) if one.event.trigger == event.trigger), None)


def _wording(pattern: Pattern) -> str:
    """The pattern as the codebook writes it."""
    words = (pattern.head, *pattern.words) if pattern.kind != "noun" else (*pattern.words, pattern.head)
    text = " ".join(words) + (f" + {pattern.preposition}" if pattern.preposition else "")
    objects = sorted(pattern.objects)
    more = " | …" if len(objects) > MOST_OBJECTS else ""
    return f"{text} > {' | '.join(objects[:MOST_OBJECTS])}{more}" if objects else text


def _places(record: Record, event: Event, found: Found) -> Iterator[Place]:
    """The words behind each actor: the mention in the sentence that stands nearest to the trigger."""
    doc = found.trigger.token.doc
    names = {actor.id: actor.name for actor in record.actors}
    start, end = found.trigger.token.sent.start_char, found.trigger.token.sent.end_char
    for side, ids, heads in (
        ("actor", event.actors, found.arguments.doers), ("recipient", event.recipients, found.arguments.whom),
    ):  # fmt: skip
        for id_ in ids:
            near = [one for one in record.mentions if one.actor == id_ and start <= one.start and one.end <= end]
            roots = [(one, tokens_in(doc, (one.start, one.end)).root) for one in near]
            direct = [pair for pair in roots if pair[1] in heads]
            if not roots:
                how = "whoever vouches for the sentence" if found.arguments.speaker else "told in another passage"
                yield Place(actor=names[id_], side=side, text="", how=how)
                continue
            mention, root = min(direct or roots, key=lambda pair: abs(pair[1].i - found.trigger.token.i))
            how = " of ".join(_path(root, _stops(found)))
            yield Place(actor=names[id_], side=side, text=mention.text, how=how if direct else f"by inference: {how}")


def _stops(found: Found) -> Sequence[Token]:
    return (found.trigger.token, found.verb, *found.trigger.parts)


def _path(token: Token, stops: Sequence[Token]) -> Iterator[str]:
    """The way up the parse from an actor to the trigger, each step in words."""
    step = token
    if any(token.is_ancestor(stop) for stop in stops):
        yield f"noun that the clause of {stops[0].text!r} hangs on"
        return
    while step not in stops and step.head != step:
        last = step.head in stops or (step.head.dep_ in PHRASES and step.head.head in stops)
        if step.dep_ not in PHRASES:
            yield f"{_step(step)} of {_above(step).text!r}" if last else _step(step)
        step = step.head
    if step not in stops:
        yield f"the clause of {step.text!r}"


def _above(token: Token) -> Token:
    """What a noun hangs on, through its preposition."""
    return token.head.head if token.head.dep_ in PHRASES else token.head


STEPS = {
    "nsubj": "subject", "nsubjpass": "subject of the passive", "dobj": "object", "dative": "object", "poss": "owner",
    "amod": "adjective", "compound": "noun before", "nmod": "noun before", "conj": "coordinated word",
    "attr": "predicate", "appos": "apposition", "relcl": "relative clause", "acl": "clause", "xcomp": "infinitive",
    "ccomp": "complement clause", "advcl": "adverbial clause", "acomp": "predicate",
}  # fmt: skip


def _step(token: Token) -> str:
    if token.dep_ in {"pobj", "pcomp"}:
        return f"noun after {token.head.text!r}"
    return STEPS.get(token.dep_, token.dep_)


def _cues(found: Found) -> Iterator[Cue]:
    for reality, token in reality_cues(found.trigger.token, found.verb):
        helpers = [child.text for child in token.children if child.dep_ == "aux"] if token == found.verb else []
        yield Cue(word=" ".join([*helpers, token.text]), says=reality)
