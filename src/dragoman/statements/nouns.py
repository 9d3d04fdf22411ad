"""Attributions by nouns of speech and stand: "the insistence that …", "expressed their support for …"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from dragoman.statements.clauses import is_finite, is_infinitive, is_marked, is_passive
from dragoman.statements.cues import Cue
from dragoman.statements.raw import RawAttribution
from dragoman.statements.runs import assembled, cue_span, joined
from dragoman.statements.subjects import source_of

LIGHT_VERBS = frozenset(
    "express voice make issue give have repeat reiterate renew convey state share reaffirm underline stress offer "
    "extend announce send raise register declare show hold reach take deliver put get note welcome maintain "
    "harbour harbor keep pay underscore emphasise emphasize reject deny confirm withdraw drop retract back".split()
)
"""Verbs whose subject is the source of the noun of speech that is their object."""
OTHERS_WORDS = frozenset("reject deny welcome note confirm back reject get hold".split())
"""Those of them whose object is rather somebody else's: "rejected the envoy's claim that …"."""


def noun_attribution(noun: Token, cues: Iterable[Cue]) -> RawAttribution | None:
    """The attribution by a noun with a clause, infinitive or preposition after it, or as the subject of "is that"."""
    for cue in cues:
        for heads, prep in _noun_contents(noun, cue):
            sources, verb = _noun_source(noun, prep)
            if not sources and (cue.light or cue.id not in ("statement-that", "report-of")):
                continue
            if not sources and "prep" not in cue.frames and not is_marked(heads[0], "that"):
                continue
            start, end = (noun.i, noun.i + 1) if verb is None else (min(verb.i, noun.i), max(verb.i, noun.i) + 1)
            if prep is not None and prep.i == end:
                end += 1
            if verb is not None:
                heads = [*heads, *_purpose(verb, heads[-1])]
            if verb is not None and prep is not None and _determined(noun):
                return assembled(noun.doc, cue.id, sources, cue_span(verb), [noun, *heads], [])
            return assembled(noun.doc, cue.id, sources, (start, end), heads, [])
    return None


def _purpose(verb: Token, last: Token) -> list[Token]:
    """An infinitive right after the content that the parser hangs on the light verb: "for its work to end the war"."""
    return [
        c
        for c in verb.rights
        if c.dep_ in ("xcomp", "advcl") and is_infinitive(c) and c.left_edge.i == last.right_edge.i + 1
    ]


def _determined(noun: Token) -> bool:
    """True for "expressed their support for …", which names a thing; "expressed support for …" is one act."""
    return any(c.dep_ in ("poss", "det") for c in noun.lefts)


def _noun_contents(noun: Token, cue: Cue) -> Iterator[tuple[list[Token], Token | None]]:
    if "identity" in cue.frames:
        be = noun.head
        if noun.dep_ == "nsubj" and be.lemma_ == "be" and be.pos_ in ("AUX", "VERB"):
            yield from (
                ([c], None) for c in be.rights if c.dep_ in ("ccomp", "xcomp") and (is_finite(c) or is_infinitive(c))
            )
        return
    for child in noun.rights:
        if "clause" in cue.frames and child.dep_ in ("acl", "ccomp", "relcl") and is_marked(child, "that"):
            yield [child], None
        if "infinitive" in cue.frames and child.dep_ in ("acl", "xcomp", "relcl") and is_infinitive(child):
            yield [child], None
    if "prep" in cue.frames:
        for prep in noun.rights:
            if prep.dep_ == "prep" and prep.lower_ in cue.preps:
                yield from (([c, *joined(prep)], prep) for c in prep.children if c.dep_ in ("pobj", "pcomp"))


def _noun_source(noun: Token, content_prep: Token | None) -> tuple[list[Token], Token | None]:
    """Owner, author, or the subject of the light verb whose object the noun is; and that verb."""
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    verb = noun.head if noun.dep_ in ("dobj", "attr") and noun.head.lemma_ in LIGHT_VERBS else None
    subject = source_of(verb) if verb is not None and not is_passive(verb) else []
    if verb is not None and subject and (owner is None or owner.pos_ == "PRON" or verb.lemma_ not in OTHERS_WORDS):
        return subject, verb
    if owner is not None:
        return [owner], None
    for prep in noun.rights:
        if (
            (content_prep is None or prep.i != content_prep.i)
            and prep.lower_ in ("by", "from", "of")
            and prep.dep_ in ("prep", "agent")
        ):
            authors = [c for c in prep.children if c.dep_ == "pobj"]
            if authors:
                return authors, None
    origin = next((c for c in noun.lefts if c.ent_type_ in ("NORP", "GPE", "ORG", "PERSON")), None)
    if origin is not None:
        return [origin], None
    if noun.dep_ == "nsubjpass":
        agents = [p for p in noun.head.subtree if p.dep_ == "pobj" and p.head.lower_ == "by" and p.i > noun.head.i]
        if agents and noun.head.lemma_ in LIGHT_VERBS:
            return agents[:1], None
    return [], None
