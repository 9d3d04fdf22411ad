"""Who is the source of a verb: its subject, wherever the sentence has put it."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.statements.clauses import is_expletive, is_infinitive, is_passive, verb_above

CONTROLLED = frozenset({"advcl", "conj", "ccomp"})
"""How a verb hangs on one whose subject it shares."""


def source_of(verb: Token) -> list[Token]:
    """The head words of a verb's source: subject, agent of a passive, or the subject of the verb that governs it."""
    if is_passive(verb):
        return [p for a in verb.children if a.dep_ == "agent" for p in a.children if p.dep_ == "pobj"]
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is not None:
        return [] if is_expletive(subject) else [subject]
    if verb.dep_ == "acl":
        return _modified(verb)
    if verb.dep_ == "pcomp":
        return _before_preposition(verb)
    if verb.dep_ == "xcomp":
        return _of_kinds(verb.head, "dobj") or _of_kinds(verb.head, "nsubjpass") or source_of(verb.head)
    return _shared(verb)


def _modified(verb: Token) -> list[Token]:
    """The noun of "a statement saying …"; of "it is among those calling for …" the subject; none of "the need to …"."""
    noun = verb.head
    if noun.lower_ in ("those", "one", "ones") and (be := verb_above(noun)).i != noun.i and (owners := source_of(be)):
        return owners
    return [] if is_infinitive(verb) else [noun]


def _before_preposition(verb: Token) -> list[Token]:
    """Who is quoted in "quoted him as saying"; else the source of the verb before "by saying", "in saying"."""
    if verb.head.lower_ == "as":
        return _of_kinds(verb.head.head, "dobj", "nsubjpass")
    above = verb_above(verb.head)
    return source_of(above) if above.i != verb.i else []


def _shared(verb: Token) -> list[Token]:
    """The subject of the verb that a participle or a coordinated verb hangs on."""
    head = verb.head
    if verb.dep_ not in CONTROLLED or head.i == verb.i or head.pos_ not in ("VERB", "AUX"):
        return []
    if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG", "VB"):
        return []
    return source_of(head) or (_of_kinds(head, "nsubjpass") if verb.dep_ in ("advcl", "conj") else [])


def _of_kinds(verb: Token, *kinds: str) -> list[Token]:
    return [c for c in verb.children if c.dep_ in kinds][:1]
