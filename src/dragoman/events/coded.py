"""Short texts coded with a user's actor dictionaries: source, target and CAMEO code, as PETRARCH gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import permutations, product
from pathlib import Path

from spacy.tokens import Doc, Token

from dragoman.actors.dictionaries import Dictionaries, load_dictionaries
from dragoman.actors.index import ActorIndex
from dragoman.events.book import load_event_book
from dragoman.events.cameo import cameo_code
from dragoman.events.clauses import children, is_passive, subject_of
from dragoman.events.find import HOSTILE, Finder
from dragoman.events.merge import Found, merge_found
from dragoman.events.triggers import NOMINAL, find_triggers
from dragoman.offsets import content_id
from dragoman.parse.parser import load_parser
from dragoman.records import Actor, Article, Mention

type CodedEvent = dict[str, str]

SEVERAL = " "
"""Stands between the codes of a noun phrase that names several actors: "Arab and Kurdish leaders"."""
JOURNEYS = frozenset({"consult-visit", "consult-travel"})
"""CAMEO codes a visit for the guest and for the host."""
AGENTS_OF = frozenset({"of", "in", "from", "at"})


def code_texts(
    texts: Iterable[tuple[str, str | date | None]], *, dictionaries: Path | None
) -> Iterator[list[CodedEvent]]:
    """The events of each (text, day), as ``{"source", "target", "code"}`` without doubles, in text order.

    Args:
        texts: Texts of a sentence or a few, with the day on which the dated codes of the dictionaries are read.
        dictionaries: A folder of actor, agent and discard dictionaries in the PETRARCH format; ``None``: no actor is
            known, and no text has an event.

    Raises:
        CodebookError: A dictionary that can't be read.
    """
    known = load_dictionaries(dictionaries) if dictionaries else Dictionaries()
    days = ((text, date.fromisoformat(day) if isinstance(day, str) else day) for text, day in texts)
    for text, day in days:
        if known.discards(text):
            yield []
            continue
        body = " ".join(text.split())
        article = Article(id=content_id("text", body), body=body, paragraphs=((0, len(body)),))
        doc = load_parser().parse(article)
        yield _coded(doc, article, known, day)


def _coded(doc: Doc, article: Article, known: Dictionaries, day: date | None) -> list[CodedEvent]:
    finder = Finder(doc, article, _index(doc, known, day), (), (), intent=True)
    found = merge_found([one for sentence in doc.sents for one in finder.events_of(sentence)])
    events: dict[tuple[str, str, str], None] = {}
    for one in found:
        if _is_told_only(one, found) or _is_undone(one):
            continue
        for source, target in _dyads(one, finder.heads):
            if source != target:
                events[source, target, _code(one)] = None
    return [{"source": source, "target": target, "code": code} for source, target, code in events]


def _dyads(one: Found, heads: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """Who acts on whom: each with each, both ways round where the act is mutual."""
    sources, targets = (_split(ids) for ids in (one.event.actors, one.event.recipients))
    if one.trigger.entry.mutual and not targets:
        yield from permutations(sources, 2)
        return
    if sources and not targets:
        targets = [code for code in _next_actors(one, heads) if code not in sources]
    if targets and not sources and is_passive(one.verb):  # "was criticised over its dispute with Peru"
        sources = [code for code in _next_actors(one, heads) if code not in targets]
    for source, target in product(sources, targets):
        yield source, target
        if one.event.type == "CONSULT" and (one.trigger.entry.mutual or one.trigger.entry.id in JOURNEYS):
            yield target, source


def _is_told_only(one: Found, found: Sequence[Found]) -> bool:
    """True for the attack of "condemned an attack by the rebels": a clause is coded once, by its verb."""
    token = one.trigger.token
    return token.pos_ in NOMINAL and any(
        other is not one
        and other.trigger.token.pos_ not in NOMINAL
        and other.verb == one.verb.head
        and one.verb == token
        and token.dep_ in {"dobj", "pobj"}
        for other in found
    )


def _is_undone(one: Found) -> bool:
    """True for a hostile act that is said not to have been done: CAMEO has no code for it."""
    return one.event.type in HOSTILE and one.event.reality == "not_done"


def _next_actors(one: Found, heads: Mapping[int, str]) -> list[str]:
    """The actor that follows in the clause, where none fills the place: "protested in Beijing"."""
    after = (
        token.i
        for token in one.verb.subtree
        if token.i > one.trigger.token.i and token.i in heads and token.head.i not in heads
    )
    return _split([heads[place] for place in after][:1])


def _split(ids: Sequence[str]) -> list[str]:
    return [code for actor in ids for code in actor.split(SEVERAL)]


def _code(one: Found) -> str:
    words = {one.trigger.token.lemma_.lower(), *(part.lemma_.lower() for part in one.trigger.parts)}
    return cameo_code(one.event.type, one.event.mode, one.trigger.entry.id, frozenset(words))


def _index(doc: Doc, known: Dictionaries, day: date | None) -> ActorIndex:
    """An actor for each noun phrase whose words the dictionaries know; its id is its code."""
    actors: dict[str, Actor] = {}
    mentions: list[Mention] = []
    acts = {readings[0].token.i for readings in find_triggers(doc, load_event_book())}
    for token in doc:
        if token.pos_ not in NOMINAL | {"ADJ"} or token.i in acts:
            continue
        codes = known.codes(_phrase(token, known), day)
        if codes:
            name = SEVERAL.join(codes)
            actors[name] = Actor(id=name, name=name, kind="other")
            mentions.append(
                Mention(actor=name, start=token.idx, end=token.idx + len(token), text=token.text, kind="name")
            )
    coded = {mention.start: mention for mention in mentions}
    for token in doc:  # "Obama said he would go": who says it is who goes
        if token.lower_ in {"he", "she", "they", "it"} and token.dep_ == "nsubj":
            said = next((coded[noun.idx] for noun in _sayers(token.head) if noun.idx in coded), None)
            if said is not None:
                mentions.append(Mention(actor=said.actor, start=token.idx, end=token.idx + len(token), text=token.text,
                                        kind="pronoun"))  # fmt: skip
    return ActorIndex(doc, list(actors.values()), mentions)


def _sayers(verb: Token) -> list[Token]:
    """The subject of the verb of which a clause is the content."""
    while verb.dep_ in {"xcomp", "conj"}:
        verb = verb.head
    return subject_of(verb.head) if verb.dep_ == "ccomp" else []


def _phrase(head: Token, known: Dictionaries) -> str:
    """A noun with what stands before it; what stands after it counts where that doesn't say whose it is.

    "the commander of the Iraqi army" has its place after it, "the US commander in Iraq" has it before.
    """
    words = [head]
    for child in children(head, "amod", "compound", "nmod", "poss", "det"):
        words.extend(_below(child))
    roles = {one.role for one in known.find(_text(words))}
    if "actor" not in roles:
        for child in children(head, "prep"):
            if "agent" in roles and child.lower_ in AGENTS_OF:
                words.extend(token for noun in children(child, "pobj") for token in (child, *_below(noun)))
        for child in children(head, "appos"):
            words.extend(_below(child))
    return _text(words)


def _text(words: Iterable[Token]) -> str:
    return " ".join(token.text for token in sorted(set(words), key=lambda token: token.i))


def _below(token: Token) -> list[Token]:
    """The tokens of a phrase up to its first verb."""
    return [token, *(inner for child in token.children if child.pos_ != "VERB" for inner in _below(child))]
