"""To whom, where and when something was said, as it hangs on the cue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from dragoman.actors.index import ActorIndex
from dragoman.offsets import span_of
from dragoman.records import Article, Time
from dragoman.statements.raw import RawAttribution

LISTENING = frozenset(
    "tell inform ask warn remind assure brief notify advise urge thank congratulate address reassure".split()
)
PLACES = frozenset(("GPE", "LOC", "FAC"))


def told_of(doc: Doc, raw: RawAttribution, index: ActorIndex, source: str | None) -> tuple[str, ...]:
    """The actors told: the object of "told", the "to …" of "said to"."""
    found: list[str] = []
    for verb in _verbs(doc, raw):
        for child in verb.children:
            if child.dep_ in ("dobj", "dative") and verb.lemma_ in LISTENING:
                found += index.of_phrase(child)
            elif child.dep_ in ("prep", "dative") and child.lower_ == "to" and not _in_content(child, raw):
                found += [a for c in child.children if c.dep_ == "pobj" for a in index.of_phrase(c)]
    return tuple(dict.fromkeys(actor for actor in found if actor != source))


def place_of(doc: Doc, raw: RawAttribution, article: Article) -> str | None:
    """The name of the place where it was said: "in Rome", "at the conference in Rome"."""
    for verb in _verbs(doc, raw):
        for prep in _preps(verb, ("in", "at", "from")):
            for token in prep.subtree:
                if token.ent_type_ in PLACES and not _in_content(token, raw):
                    entity = next(e for e in doc.ents if e.start <= token.i < e.end)
                    start, end = span_of(entity)
                    return article.body[start:end].removeprefix("the ")
    return None


def time_of(doc: Doc, raw: RawAttribution, times: Sequence[Time]) -> str | None:
    """The time expression that hangs on the cue's verb."""
    for verb in _verbs(doc, raw):
        for time in times:
            tokens = doc.char_span(time.start, time.end, alignment_mode="expand")
            if tokens is None or not len(tokens) or _in_content(tokens[0], raw):
                continue
            anchor = tokens.root
            while anchor.head.i != anchor.i and anchor.pos_ not in ("VERB", "AUX"):
                anchor = anchor.head
            if anchor.i == verb.i:
                return time.id
    return None


def _verbs(doc: Doc, raw: RawAttribution) -> Iterator[Token]:
    """The verbs of the cue, and the verb on which a noun of the cue hangs ("his insistence was made clear in Rome")."""
    for start, end in raw.cue:
        for token in doc[start:end]:
            if token.pos_ == "VERB":
                yield token
            elif (
                token.pos_ == "NOUN"
                and token.head.pos_ in ("VERB", "AUX")
                and token.dep_ in ("nsubj", "nsubjpass", "dobj")
            ):
                yield token.head


def _preps(verb: Token, words: tuple[str, ...]) -> Iterator[Token]:
    """Prepositions of a verb, and of its listener, where the parser likes to hang them ("told the Herald in Rome")."""
    listeners = (c for c in verb.children if c.dep_ in ("dobj", "dative") and verb.lemma_ in LISTENING)
    return (c for word in (verb, *listeners) for c in word.children if c.dep_ == "prep" and c.lower_ in words)


def _in_content(token: Token, raw: RawAttribution) -> bool:
    return any(s <= token.i < e for s, e in raw.content)
