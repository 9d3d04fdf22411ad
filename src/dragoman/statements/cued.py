"""Attributions that the parse shows: a cue of the codebook, its source by syntax, its content by the cue's frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from dragoman.statements.clauses import (
    SUBJECTS,
    connectives,
    is_expletive,
    is_finite,
    is_infinitive,
    is_marked,
    main_clause,
    verb_above,
)
from dragoman.statements.cues import Cue, cues_of
from dragoman.statements.nouns import noun_attribution
from dragoman.statements.raw import RawAttribution
from dragoman.statements.runs import assembled
from dragoman.statements.subjects import source_of
from dragoman.statements.verbs import verb_attribution

COPULAS = frozenset("be remain feel seem stay become grow sound look appear".split())


def cued_attributions(doc: Doc) -> Iterator[RawAttribution]:
    """The attributions whose content hangs on a cue in the parse, at most one for each cue, in the cues' order."""
    for token in doc:
        if token.lower_ == "according":
            found = _according(token)
            if found:
                yield found
            continue
        cues = cues_of(token)
        if not cues:
            continue
        kind = cues[0].kind if token.tag_ != "VBN" else "verb"
        found = None
        if kind == "verb":
            found = verb_attribution(token, [c for c in cues if c.kind == "verb"]) or adjective_attribution(
                token, [c for c in cues if c.kind == "adjective"]
            )
        elif kind == "noun":
            found = noun_attribution(token, cues)
        elif kind == "adjective":
            found = adjective_attribution(token, cues)
        else:
            found = _hedge(token, cues[0])
        if found:
            yield found


def adjective_attribution(word: Token, cues: Iterable[Cue]) -> RawAttribution | None:
    """The attribution by an adjective or participle after "be": "is adamant that …", "was encouraged by …"."""
    verb = word.head if word.dep_ == "acomp" and word.head.lemma_ in COPULAS else word
    if verb.i == word.i and not (word.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in word.children)):
        return None
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None and verb.dep_ in ("conj", "ccomp", "xcomp"):
        subject = next(iter(source_of(verb)), None)
    if subject is None or is_expletive(subject):
        return None
    start = min([verb.i, word.i, *(c.i for c in word.children if c.dep_ == "auxpass")])
    complements = [*word.rights, *(c for c in verb.rights if verb.i != word.i)]
    for cue in cues:
        for child in complements:
            content = _complement(child, cue, impersonal=subject.lower_ == "it")
            if content:
                led = child.i if child.dep_ in ("prep", "agent") else -1
                end = max(verb.i, word.i, led) + 1
                return assembled(word.doc, cue.id, [subject], (start, end), content, [])
    return None


def _complement(child: Token, cue: Cue, *, impersonal: bool) -> list[Token]:
    """The content that a complement of an adjective gives by the entry's frames; "it is clear that …" is nobody's."""
    if child.dep_ == "ccomp" or (child.dep_ == "advcl" and is_marked(child, "that")):
        return [child] if "clause" in cue.frames and is_finite(child) and not impersonal else []
    if child.dep_ == "xcomp":
        return [child] if "infinitive" in cue.frames and is_infinitive(child) else []
    if child.dep_ in ("prep", "agent") and child.lower_ in cue.preps:
        return [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
    return []


def _hedge(adverb: Token, cue: Cue) -> RawAttribution | None:
    clause = adverb.head
    if clause.pos_ not in ("VERB", "AUX"):
        clause = verb_above(clause)
    if clause.i == adverb.i or clause.pos_ not in ("VERB", "AUX"):
        return None
    return assembled(adverb.doc, cue.id, [], (adverb.i, adverb.i + 1), [clause], connectives(clause))


def _according(word: Token) -> RawAttribution | None:
    to = next((c for c in word.rights if c.lower_ == "to"), None)
    named = [c for c in (to.children if to is not None else ()) if c.dep_ == "pobj"]
    clause = main_clause(word)
    if not named or to is None or clause.i == word.i:
        return None
    cut = [(word.left_edge.i, word.right_edge.i + 1), *connectives(clause)]
    return assembled(word.doc, None, named, (word.i, to.i + 1), [clause], cut)
