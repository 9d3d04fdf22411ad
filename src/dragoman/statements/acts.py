"""What is done by saying it: the act of a statement, from its cue and the form of its content."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.records import StatementAct
from dragoman.statements.authored import judgement_act
from dragoman.statements.cues import entries
from dragoman.statements.raw import RawAttribution

INSISTENT = frozenset("insist insistence suggest stipulate recommend require order say".split())
KNOWLEDGE = frozenset("know aware remember recall knowledge recollection awareness".split())
AUTHORED: dict[str, StatementAct] = {
    "authored:demand": "demand",
    "authored:promise": "announce",
    "authored:aim": "promise",
}
NEGATIONS = frozenset("not n't never no neither nor".split())


def act_of_attribution(doc: Doc, raw: RawAttribution) -> StatementAct:
    """The act: the codebook's for the cue, "say" where the cue isn't in it.

    A clause in the subjunctive makes a demand of insisting ("insisted that he be included"); a negated cue of knowing
    denies knowledge.
    """
    act: StatementAct = (
        entries()[raw.entry].act if raw.entry else AUTHORED.get(raw.rule) or judgement_act(raw.rule) or "say"
    )
    words = [doc[n] for start, end in raw.cue for n in range(start, end)]
    if act in ("say", "believe") and _subjunctive(doc, raw, words):
        return "demand"
    if (
        act in ("say", "believe")
        and any(w.lemma_.lower() in KNOWLEDGE for w in words)
        and any(w.lower_ in NEGATIONS for w in words)
    ):
        return "deny_knowledge"
    return act


def _subjunctive(doc: Doc, raw: RawAttribution, words: list[Token]) -> bool:
    if not any(word.lemma_.lower() in INSISTENT for word in words):
        return False
    head = doc[raw.content[0][0] : raw.content[0][1]].root
    verbs = [head, *(c for c in head.children if c.dep_ in ("aux", "auxpass"))]
    base = [v for v in verbs if v.tag_ in ("VB", "MD", "VBD", "VBZ", "VBP", "TO")]
    subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in head.children)
    return subject and bool(base) and all(v.tag_ == "VB" for v in base)
