"""Texts that are themselves somebody's words: first-person statements of a government, a body, an official.

In such a text every sentence is its author's, and one statement for the whole text would say nothing. Those sentences
are taken that promise, demand, announce or judge: by a modal ("we will host", "all sides must"), or by a predicate of
judgement ("the release is welcome", "reports of fighting are a matter of concern").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct
from spacy.tokens import Doc, Token

from dragoman.codebooks.load import load_codebook
from dragoman.offsets import sentences
from dragoman.records import StatementAct
from dragoman.statements.quotes import Quote
from dragoman.statements.raw import RawAttribution, Tokens, shared, size
from dragoman.statements.runs import pieces, trim
from dragoman.statements.voices import FIRST_PERSON

FEWEST = 2
"""A text speaks in the first person from this many pronouns outside quotation marks on …"""
DENSITY = 150
"""… and one for each so many words."""
"""Both chosen by looking at the gold records and State Department releases, 2026-11."""


class Judgement(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of ``judgements.yaml``: predicates by which a text judges what its subject says."""

    id: str
    words: tuple[str, ...]
    act: StatementAct
    kind: Literal["adjective", "noun"]
    source: str
    example: str
    counter: str


@cache
def _judgements() -> dict[str, Judgement]:
    return {word: entry for entry in load_codebook("judgements", Judgement) for word in entry.words}


def judgement_act(rule: str) -> StatementAct | None:
    """The act of the entry that a rule name ``judgements:ID`` stands for."""
    return next((j.act for j in load_codebook("judgements", Judgement) if rule == f"judgements:{j.id}"), None)


def is_authored(doc: Doc, quotes: Sequence[Quote]) -> bool:
    """True where the text itself, outside quotation marks, says "we" or "I" throughout."""
    inside = {place for quote in quotes for place in range(quote.start, quote.end)}
    own = [t for t in doc if t.is_alpha and t.idx not in inside]
    pronouns = sum(1 for t in own if t.lower_ in FIRST_PERSON)
    return pronouns >= FEWEST and pronouns * DENSITY >= len(own)


def authored_attributions(
    doc: Doc, found: Sequence[RawAttribution], quotes: Sequence[Quote]
) -> Iterator[RawAttribution]:
    """The author's own sentences that judge, promise, demand or announce and that no cue has given yet."""
    for sentence in sentences(doc):
        root = sentence.root
        if _quoted(root, quotes):
            continue
        for clause in (root, *(c for c in root.conjuncts if c.pos_ in ("VERB", "AUX"))):
            raw = _judged(clause) or _aimed(clause) or _announced(clause)
            if raw is not None and not any(_same(raw, other) for other in found):
                yield raw


def _judged(be: Token) -> RawAttribution | None:
    """The judgement in "the release is welcome" (the subject is judged) or "it is vital that …" (the clause is)."""
    if be.lemma_ not in ("be", "remain"):
        return None
    predicate = next((w for w in _predicates(be) if w.lemma_.lower() in _judgements()), None)
    subject = next((c for c in be.lefts if c.dep_ in ("nsubj", "csubj")), None)
    if predicate is None or subject is None:
        return None
    clause = next((c for c in be.rights if c.dep_ in ("ccomp", "xcomp", "advcl", "acl") and c.i > predicate.i), None)
    if subject.lower_ == "it":
        content = clause
    elif (
        subject.dep_ == "csubj"
        or subject.lemma_.lower() in ("thing", "point")
        or _judgements()[predicate.lemma_.lower()].kind == "noun"
    ):
        content = clause or subject
    else:
        content = subject
    if content is None:
        return None
    runs = pieces(be.doc, content.left_edge.i, content.right_edge.i + 1, [])
    return (
        RawAttribution(
            (), ((be.i, max(be.i, predicate.i) + 1),), runs, f"judgements:{_judgements()[predicate.lemma_.lower()].id}"
        )
        if runs
        else None
    )


def _aimed(be: Token) -> RawAttribution | None:
    """The aim in "our aim is to …", "it is to …"."""
    if be.lemma_ != "be" or any(
        c.dep_ in ("acomp", "attr") and c.pos_ in ("NOUN", "PROPN", "ADJ") and c.lower_ != "most" for c in be.children
    ):
        return None
    deed = next((c for c in be.rights if c.dep_ in ("xcomp", "ccomp") and any(t.tag_ == "TO" for t in c.lefts)), None)
    if deed is None:
        return None
    deeds = [
        deed,
        *(c for c in be.rights if c.dep_ == "conj" and c.i > deed.i and any(t.tag_ == "TO" for t in c.lefts)),
    ]
    return RawAttribution(
        (), ((be.i, be.i + 1),), pieces(be.doc, deed.left_edge.i, deeds[-1].right_edge.i + 1, []), "authored:aim"
    )


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, or of the one that it is coordinated with."""
    own = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    return own if own is not None or verb.dep_ != "conj" else _subject(verb.head)


def _predicates(be: Token) -> Iterator[Token]:
    """Words that could judge: an adjective, a noun ("a priority"), what follows "of" ("of concern"), "what matters"."""
    for child in be.children:
        if child.dep_ in ("acomp", "attr"):
            yield from (p for c in child.rights if c.lower_ == "of" for p in c.rights if p.dep_ == "pobj")
            yield child
        elif child.dep_ == "prep" and child.lower_ == "of":
            yield from child.rights
        elif child.dep_ == "csubj":
            yield child


def _announced(verb: Token) -> RawAttribution | None:
    """A sentence in the future of the author or his body, or one that says what must be done."""
    modal = next(
        (
            c
            for c in verb.lefts
            if c.dep_ == "aux" and c.tag_ == "MD" and c.lower_ in ("will", "shall", "must", "should")
        ),
        None,
    )
    subject = _subject(verb)
    if modal is None or subject is None:
        return None
    if modal.lower_ in ("will", "shall") and not (
        subject.lower_ in FIRST_PERSON or subject.ent_type_ in ("ORG", "GPE")
    ):
        return None
    start, end = _clause(verb)
    demand = modal.lower_ in ("must", "should")
    return RawAttribution(
        (), ((modal.i, modal.i + 1),), ((start, end),), "authored:demand" if demand else "authored:promise"
    )


def _clause(verb: Token) -> Tokens:
    """A main clause without the connectives at its head and the clauses coordinated with it."""
    ends = [
        c.left_edge.i
        for c in verb.rights
        if c.dep_ == "conj" and any(s.dep_ in ("nsubj", "nsubjpass") for s in c.children)
    ]
    heads = [
        c.right_edge.i + 1
        for c in verb.lefts
        if c.dep_ in ("advmod", "prep", "cc") and c.doc[c.right_edge.i + 1].text == ","
    ]
    shared = (
        verb.head if verb.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.lefts) else verb
    )
    start = max([shared.left_edge.i, *heads])
    end = min([verb.right_edge.i + 1, *ends])
    while end > start and verb.doc[end - 1].dep_ == "cc":
        end -= 1
    return trim(verb.doc, start, end)


def _quoted(token: Token, quotes: Sequence[Quote]) -> bool:
    return any(q.start <= token.idx < q.end for q in quotes)


def by_author(raw: RawAttribution) -> bool:
    """True for what `authored_attributions` gave: it has no source phrase, its source is the author."""
    return raw.rule.startswith(("authored:", "judgements:"))


def _same(raw: RawAttribution, other: RawAttribution) -> bool:
    """True where another attribution has most of the same content, and isn't one that this content reports."""
    if any(s <= other.cue[0][0] < e for s, e in raw.content):
        return False
    both = shared(raw.content, other.content)
    return both >= 0.5 * (size(raw.content) + size(other.content) - both)
