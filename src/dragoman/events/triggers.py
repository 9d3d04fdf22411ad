"""The words of a text that name an event, found in one pass over the tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from dragoman.events.book import EventBook, EventEntry, Pattern, noun_classes
from dragoman.events.clauses import (
    VERBAL,
    after_preposition,
    children,
    is_passive,
    objects_of,
    prepositional_objects,
    subject_of,
)

NOMINAL = frozenset({"NOUN", "PROPN"})
HYPHENS = frozenset({"-", "‐", "‑"})
FIRST_PERSON = frozenset({"i", "we", "us", "me"})
EMPTY_HEADS = frozenset({"effort", "campaign", "operation", "bid", "process", "plan"})
"""Nouns that add nothing to the event noun before them: "peace effort", "sanctions campaign"."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event, the pattern that says so, and the words that the pattern took."""

    token: Token
    pattern: Pattern
    parts: tuple[Token, ...] = ()

    @property
    def entry(self) -> EventEntry:
        """The codebook entry."""
        return self.pattern.entry


def find_triggers(tokens: Doc | Span, book: EventBook) -> list[list[Trigger]]:
    """The words that may name an event, in text order, each with its readings, the likeliest first.

    Readings that ask for less than the best one are left out: "military support" is no support with an adjective.
    """
    found = (_readings(token, book) for token in tokens)
    return [
        [reading for reading in readings if reading.pattern.weight >= readings[0].pattern.weight]
        for readings in found
        if readings
    ]


def _readings(token: Token, book: EventBook) -> list[Trigger]:
    if token.ent_type_ in {"DATE", "TIME"} or _in_name(token) or _is_compound_adjective(token):
        return []  # "March", "the Paris Agreement", "star-struck"
    found: list[Trigger] = []
    if token.tag_ == "VBN":  # "was encouraged by the vote" is what the subject feels, not what is done to it
        found += (trigger for trigger in _adjectives(token, book) if trigger.parts)
    if token.pos_ in VERBAL:
        found += _verbs(token, book)
    elif token.pos_ in NOMINAL:
        found += _nouns(token, book)
    if token.pos_ == "ADJ" or (token.tag_ in {"VBN", "JJ"} and not found):
        found += _adjectives(token, book)
    return found


def _in_name(token: Token) -> bool:
    """True for a word of a longer name, though the name may tell what happened."""
    return token.pos_ == "PROPN" and any(
        other.pos_ == "PROPN" for other in (*children(token, "compound", "amod"), token.head) if other != token
    )


def _is_compound_adjective(token: Token) -> bool:
    """True for the participle of "star-struck"; "air-dropped" and "test-fired" are verbs."""
    if token.tag_ not in {"VBN", "JJ"} or token.i < 2 or token.nbor(-1).text not in HYPHENS:
        return False
    first = token.nbor(-2)
    return not first.whitespace_ and first.pos_ == "NOUN" and first.lower_ not in {"air", "test", "carpet", "fire"}


def _verbs(token: Token, book: EventBook) -> Iterator[Trigger]:
    for pattern in book.modals.get(token.lemma_.lower(), ()):
        if (trigger := _modal(token, pattern)) is not None:
            yield trigger
    if token.dep_ in {"aux", "auxpass"}:
        return
    if token.dep_ == "amod" or (token.dep_ == "conj" and token.tag_ == "VBN" and token.head.dep_ == "amod"):
        return
    for pattern in book.verbs.get(token.lemma_.lower(), ()):
        parts = _hanging(token, pattern.words)
        if parts is None or (pattern.objectless and any(children(token, "dobj", "nsubjpass", "ccomp"))):
            continue
        if pattern.objects:
            last = parts[-1] if parts else token
            heads = _objects_here(token, last)
            hit = [head for head in heads if _among(head, pattern)]
            if not hit:
                continue
            parts = (*parts, hit[0])
        yield Trigger(token, pattern, parts)


def _among(noun: Token, pattern: Pattern) -> bool:
    """True for one of the objects that a pattern names; PERSON stands for a man's or woman's name."""
    person = "PERSON" in pattern.objects and noun.ent_type_ == "PERSON" and noun.dep_ != "compound"
    return noun.lemma_.lower() in pattern.objects or person


def _objects_here(verb: Token, last: Token) -> list[Token]:
    """Heads of what stands as the object of a pattern: of the verb, or of the preposition that ends it."""
    if last.dep_ in {"prep", "agent", "dative"} and last != verb:
        heads = prepositional_objects(last)
    else:
        heads = objects_of(verb) + after_preposition(verb, ("with",))
        if not heads and verb.dep_ == "conj":
            heads = list(children(verb, "nsubjpass"))
    return [
        part
        for head in heads
        for part in (head, *head.conjuncts, *children(head, "compound", "prep"))
        for part in _measured(part)
    ]


def _measured(noun: Token) -> list[Token]:
    """A noun, and the noun that it measures: "tons of food", "a round of talks", "part of a programme"."""
    if noun.dep_ == "prep":
        return prepositional_objects(noun) if noun.lower_ == "of" else []
    return [noun]


def _hanging(token: Token, words: Sequence[str]) -> tuple[Token, ...] | None:
    """The tokens that the words of a pattern stand for, each a child of the verb or of an earlier one."""
    found: list[Token] = []
    for word in words:
        for parent in (*reversed(found), token):
            hit = next((child for child in parent.children if _stands_for(child, word) and child not in found), None)
            if hit is None and parent == token and word == "to":
                hit = next(
                    (
                        mark
                        for clause in children(token, "xcomp", "advcl", "ccomp")
                        for mark in clause.children
                        if mark.lower_ == "to" and mark.dep_ == "aux"
                    ),
                    None,
                )
            if hit is None and parent.dep_ == "aux":
                hit = parent.head if parent.head.lemma_.lower() == word else None
            if hit is not None:
                found.append(hit)
                break
        else:
            return None
    return tuple(found)


def _stands_for(child: Token, word: str) -> bool:
    """True where a token is the word of a pattern; "on" before a day of the week or in front of the verb is not."""
    if word not in {child.lower_, child.lemma_.lower()}:
        return False
    if child.dep_ == "aux" and word == "to":
        return child.i > child.head.i  # not the "to" of the infinitive itself
    if child.dep_ != "prep":
        return True
    dated = any(noun.ent_type_ in {"DATE", "TIME"} for noun in children(child, "pobj"))
    return child.i > child.head.i and not dated


def _nouns(token: Token, book: EventBook) -> Iterator[Trigger]:
    above = token.head
    if token.dep_ == "compound" and above.pos_ in NOMINAL and above.lemma_.lower() not in EMPTY_HEADS:
        return
    if _is_tied(token) or _is_no_event(token):
        return
    for lemma in dict.fromkeys((token.lemma_.lower(), token.lower_)):
        for pattern in book.nouns.get(lemma, ()):
            parts = _modifiers(token, pattern.words)
            if parts is None:
                continue
            if pattern.preposition and not any(
                child.lower_ == pattern.preposition for child in token.children if child.dep_ in {"prep", "aux"}
            ):
                continue
            if pattern.objects:
                inner = [
                    *children(token, "compound", "poss"),
                    *(noun for prep in children(token, "prep") for noun in prepositional_objects(prep)),
                    *children(token, "acl"),
                ]
                inner += [more for noun in inner for more in (*noun.conjuncts, *children(noun, "compound"))]
                hit = [noun for noun in inner if _among(noun, pattern)]
                if not hit:
                    continue
                parts = (*parts, hit[0])
            yield Trigger(token, pattern, parts)


def _is_tied(noun: Token) -> bool:
    """True for the first word of a hyphened one: "war-shattered"."""
    following = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    return following.text in HYPHENS and not noun.whitespace_ and not following.whitespace_


def _is_no_event(noun: Token) -> bool:
    """True for compounds like "press conference"."""
    known = noun_classes()["no-event"]
    return any(f"{child.lemma_.lower()} {noun.lemma_.lower()}" in known for child in children(noun, "compound", "amod"))


def _modifiers(token: Token, words: Sequence[str]) -> tuple[Token, ...] | None:
    """The tokens before a noun that the words of a pattern stand for."""
    found: list[Token] = []
    for word in words:
        hit = next(
            (
                child
                for child in token.subtree
                if child.i < token.i and token.i - child.i <= 4 and word in {child.lower_, child.lemma_.lower()}
            ),
            None,
        )
        if hit is None:
            return None
        found.append(hit)
    return tuple(found)


def _adjectives(token: Token, book: EventBook) -> Iterator[Trigger]:
    for pattern in book.adjectives.get(token.lower_, ()):
        parts = _hanging(token, pattern.words)
        if parts is None or (token.dep_ == "amod" and not parts):
            continue
        yield Trigger(token, pattern, parts)


def _modal(token: Token, pattern: Pattern) -> Trigger | None:
    """A modal of duty that is laid on a subject: "the junta must free them"; not "must have missed"."""
    if pattern.words:
        parts = _hanging(token, pattern.words)
        verb = next(children(token, "xcomp"), None)
        hedged = any(child.tag_ == "MD" for child in children(token, "aux"))  # "might have to"
        if parts is None or verb is None or hedged or token.dep_ in {"aux", "auxpass"}:
            return None
    else:
        parts, verb = (), token.head
        if token.dep_ != "aux" or any(child.lower_ == "have" for child in children(verb, "aux")):
            return None
    spoken = {child.lower_ for child in children(verb, "nsubj", "nsubjpass")} | {
        child.lower_ for child in children(token, "nsubj")
    }
    if spoken & FIRST_PERSON or token.tag_ == "VBD" or (pattern.words and any(children(token, "dobj"))):
        return None  # a duty of one's own, of the past; "needs ten votes to win"
    if token.lemma_.lower() == "should" and verb.dep_ == "advcl":
        return None
    return Trigger(token, pattern, parts) if subject_of(verb) or is_passive(verb) else None
