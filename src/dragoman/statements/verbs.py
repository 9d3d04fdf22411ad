"""Attributions by verbs: the content by the frames that the codebook gives the verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from spacy.tokens import Token

from dragoman.statements.clauses import (
    is_finite,
    is_gerund,
    is_impersonal,
    is_infinitive,
    is_marked,
    is_passive,
    main_clause,
)
from dragoman.statements.cues import Cue, Frame, cues_of
from dragoman.statements.nouns import LIGHT_VERBS, noun_attribution
from dragoman.statements.raw import RawAttribution, Tokens
from dragoman.statements.runs import assembled, cue_span, joined
from dragoman.statements.subjects import source_of

ANONYMITY = frozenset("name identify quote".split())
"""Not to be named is what a source asks of the reporter, no part of what it says."""
"""Not to be named is what a source asks of the reporter, no part of what it says."""


def verb_attribution(verb: Token, cues: list[Cue]) -> RawAttribution | None:
    """The attribution by a verb: by the first frame of `FRAMES` that one of its entries has and the sentence fills."""
    sources = source_of(verb)
    if sources or is_impersonal(verb):
        for cue in cues:
            if "clause" in cue.frames and (found := _clause(verb, cue, sources)):
                return found
    if not sources:
        return None
    if _aside(verb):
        said = next((cue for cue in cues if "clause" in cue.frames or "object" in cue.frames), None)
        return _around(verb, said, sources) if said is not None and not said.attitude else None
    filled = (find(verb, cue, sources) for frame, find in FRAMES for cue in cues if frame in cue.frames)
    return next((found for found in filled if found is not None), None)


def _aside(verb: Token) -> bool:
    """True for "as he put it", "as the minister conveyed to his guests": what is said stands around it."""
    return (
        verb.dep_ == "advcl"
        and is_marked(verb, "as")
        and not any(c.dep_ in ("dobj", "xcomp") and c.lower_ != "it" for c in verb.children)
    )


def _clause(verb: Token, cue: Cue, sources: list[Token]) -> RawAttribution | None:
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and is_finite(c) and not _parted(c, verb)]
    if clauses:
        return made(verb, cue, sources, [c for c in clauses if (c.i < verb.i) == (clauses[0].i < verb.i)])
    if verb.dep_ == "parataxis":
        return _around(verb, cue, sources)
    lost = next(
        (c for c in verb.rights if c.lower_ == "that" and c.dep_ in ("dobj", "dative") and c.right_edge.i > c.i), None
    )
    if lost is not None:  # the parser took the conjunction for a pronoun with a clause of its own
        return made(verb, cue, sources, [lost])
    if is_passive(verb):
        lifted = next((c for c in verb.children if c.dep_ == "xcomp" and is_infinitive(c)), None)
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if lifted is not None and subject is not None and not cue.listener:
            return made(verb, cue, sources, [subject, lifted])
    return None


def _parted(clause: Token, verb: Token) -> bool:
    """True where a semicolon stands between a clause and the verb that the parser hangs it on."""
    between = (
        verb.doc[clause.right_edge.i + 1 : verb.i] if clause.i < verb.i else verb.doc[verb.i + 1 : clause.left_edge.i]
    )
    return any(token.text == ";" for token in between)


def _around(verb: Token, cue: Cue, sources: list[Token]) -> RawAttribution | None:
    """Content around a parenthesis: "Moscow, he said, will not go", "as he put it"."""
    outer = main_clause(verb)
    if not sources or outer.i == verb.i:
        return None
    return made(verb, cue, sources, [outer], [(verb.left_edge.i, verb.right_edge.i + 1)])


def _small(verb: Token, cue: Cue, sources: list[Token]) -> RawAttribution | None:
    target = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    said = next(
        (
            c
            for c in verb.children
            if c.dep_ in ("oprd", "attr") or (c.dep_ == "prep" and c.lower_ in ("as", "to") and c.i > verb.i)
        ),
        None,
    )
    if said is not None and said.lower_ == "to" and verb.lemma_ not in ("liken", "compare"):
        said = None
    if target is None or said is None:
        clause = next(
            (c for c in verb.children if c.dep_ == "ccomp" and not is_finite(c) and not is_infinitive(c)), None
        )
        return made(verb, cue, sources, [clause]) if clause is not None and not is_passive(verb) else None
    if is_passive(verb) and not sources:
        return None
    return made(verb, cue, sources, [target, said])


def _infinitive(verb: Token, cue: Cue, sources: list[Token]) -> RawAttribution | None:
    deed = next(
        (c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and is_infinitive(c) and c.i > verb.i), None
    )
    if deed is None or (deed.dep_ == "advcl" and cue.act != "demand") or asks_for_anonymity(deed):
        return None
    if is_passive(verb):
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        return made(verb, cue, sources, [deed]) if subject is not None and sources else None
    asked = next((c for c in verb.children if c.dep_ == "dobj" and c.i < deed.i), None)
    return made(verb, cue, sources, [asked, deed] if asked is not None else [deed])


def _prep(verb: Token, cue: Cue, sources: list[Token]) -> RawAttribution | None:
    for prep in verb.children:
        if (
            prep.dep_ not in ("prep", "agent", "dative")
            or prep.lower_ not in cue.preps
            or prep.i < verb.i
            or is_passive(verb)
        ):
            continue
        inner = next((c for c in prep.children if c.dep_ in ("pobj", "pcomp", "prep")), None)
        if inner is None or (inner.ent_type_ in ("DATE", "TIME") and not any(c.dep_ == "prep" for c in inner.rights)):
            continue
        heads = [inner, *joined(prep)]
        heads += [
            c
            for c in verb.children
            if c.dep_ in ("xcomp", "advcl") and is_infinitive(c) and c.i > prep.i and prep.lower_ in ("on", "upon")
        ]
        begins = [c for c in verb.children if c.dep_ == "dobj" and c.i < prep.i]
        if begins and not cue.listener and cue.act == "accuse":
            return made(verb, cue, sources, [begins[0], prep])
        if begins and not cue.listener:
            continue
        return made(verb, cue, sources, heads, prep=prep)
    return None


def _object(verb: Token, cue: Cue, sources: list[Token]) -> RawAttribution | None:
    if is_passive(verb):
        target = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    elif "object" in cue.frames:
        target = next((c for c in verb.children if c.dep_ == "dobj"), None)
    else:
        target = None
    if target is None and "gerund" in cue.frames:
        target = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and is_gerund(c)), None)
    if target is None or target.tag_ in ("WP", "WDT", "EX") or not sources:
        return None
    if (
        verb.lemma_ in LIGHT_VERBS
        and any(c.kind == "noun" for c in cues_of(target))
        and noun_attribution(target, cues_of(target))
    ):
        return None
    return made(verb, cue, sources, [target, *_detached(verb, target)])


def _detached(verb: Token, target: Token) -> list[Token]:
    """What belongs to an object but hangs on the verb: "…, including …", and "for …" right after it."""
    return [
        c
        for c in verb.rights
        if c.dep_ == "prep"
        and c.i > target.i
        and (
            c.lower_ in ("including", "like")
            or (c.lower_ in ("for", "of", "in", "over", "as") and c.left_edge.i == target.right_edge.i + 1)
        )
    ]


def asks_for_anonymity(deed: Token) -> bool:
    """True for the "to be named" of "asked not to be named"."""
    return deed.lemma_ in ANONYMITY and is_passive(deed) and is_infinitive(deed)


def made(
    verb: Token,
    cue: Cue,
    sources: list[Token],
    heads: list[Token],
    cut: list[Tokens] | None = None,
    prep: Token | None = None,
) -> RawAttribution | None:
    """The attribution of a verb whose content runs over the phrases of ``heads``, without what is cut."""
    span = cue_span(verb, prep.i if prep is not None else None)
    return assembled(verb.doc, cue.id, sources, span, heads, cut or [])


FRAMES: Final[tuple[tuple[Frame, Callable[[Token, Cue, list[Token]], RawAttribution | None]], ...]] = (
    ("small", _small),
    ("infinitive", _infinitive),
    ("prep", _prep),
    ("object", _object),
    ("gerund", _object),
)
"""The frames after the clause, in the order in which they are tried."""
