"""Who is the source of a verb: its subject, wherever the sentence has put it."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.statements.clauses import is_expletive, is_infinitive, is_passive, verb_above

CONTROLLED = frozenset({"advcl", "xcomp", "conj", "acl", "pcomp", "ccomp"})


def source_of(verb: Token) -> list[Token]:
    """The head words of a verb's source: subject, agent of a passive, or the subject of the verb that governs it."""
    if is_passive(verb):
        agents = [p for a in verb.children if a.dep_ == "agent" for p in a.children if p.dep_ == "pobj"]
        return agents
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is not None:
        return [] if is_expletive(subject) else [subject]
    head, dep = verb.head, verb.dep_
    if dep == "acl":
        if (
            head.lower_ in ("those", "one", "ones")
            and (be := verb_above(head)).i != head.i
            and (owners := source_of(be))
        ):
            return owners  # "it has been among those calling for …"
        return [] if is_infinitive(verb) else [head]
    if dep == "pcomp":
        if head.lower_ == "as":
            told = [c for c in head.head.children if c.dep_ in ("dobj", "nsubjpass")]
            return told[:1]
        return source_of(verb_above(head)) if verb_above(head).i != verb.i else []
    if dep == "xcomp":
        objects = [c for c in head.children if c.dep_ == "dobj"]
        if objects:
            return objects[:1]
        passive = [c for c in head.children if c.dep_ == "nsubjpass"]
        return passive[:1] or source_of(head)
    if dep == "relcl":
        return []
    if dep in CONTROLLED and head.i != verb.i and head.pos_ in ("VERB", "AUX"):
        if dep == "ccomp" and verb.tag_ not in ("VBG", "VB"):
            return []
        passive = [c for c in head.children if c.dep_ == "nsubjpass"]
        return passive[:1] if passive and dep in ("advcl", "conj") and not source_of(head) else source_of(head)
    return []
