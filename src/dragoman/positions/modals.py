"""Stands taken with a modal: "will not supply arms", "must withdraw", "is not going to", "can never be part of it"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from spacy.tokens import Span, Token

from dragoman.positions.book import load_stands
from dragoman.positions.clauses import auxiliaries, is_negated, phrase, subject_of
from dragoman.positions.complements import leaver
from dragoman.positions.conditions import Found
from dragoman.positions.hits import Hit
from dragoman.records import PositionAct, Strength

type Modal = Literal["will", "must", "can"]

MODALS: dict[str, tuple[Modal, Strength]] = {
    "will": ("will", "firm"), "'ll": ("will", "firm"), "’ll": ("will", "firm"), "wo": ("will", "firm"),
    "shall": ("will", "firm"), "would": ("will", "qualified"), "'d": ("will", "qualified"), "must": ("must", "firm"),
    "should": ("must", "qualified"), "ought": ("must", "qualified"), "can": ("can", "firm"), "ca": ("can", "firm"),
    "could": ("can", "qualified"),
}  # fmt: skip
CHAINED: dict[str, Modal] = {"go": "will", "have": "must", "need": "must", "ought": "must"}
"""Verbs whose infinitive is a modal's: "is going to", "has to"."""
NO_STAND = frozenset(
    {"see", "know", "find", "say", "comment", "confirm", "verify", "tell", "remember", "recall", "speculate", "imagine",
     "understand", "believe", "think", "explain", "predict", "reach", "elaborate", "disclose", "specify", "name", "discuss",
     "reveal", "hear", "remind", "mention", "hesitate", "happen", "get", "become", "feel", "seem", "lose", "suffer", "die",
     "like", "want", "answer", "respond", "give", "identify", "recognize_voice", "guess", "deny", "fail"}
)  # fmt: skip
"""Verbs with which "will" and "cannot" tell what somebody knows or meets with, not what he stands for."""
NO_REFUSAL = NO_STAND - {"give", "recognize_voice", "discuss", "respond", "want"}
EFFORTLESS = frozenset({"be", "have", "remain", "need", "make", "take", "continue", "depend", "mean", "face"})
"""Verbs with which a bare "will" foretells more often than it commits; they count only with a subject who speaks."""


def find_modal_stands(sentence: Span, conditions: Sequence[Found]) -> Iterator[Hit]:
    """The stands of a sentence that a modal takes."""
    gone = {i for each in conditions for i in range(each.first, each.end)}
    for verb in sentence:
        if verb.pos_ not in {"VERB", "AUX"} or verb.i in gone or verb.dep_ in {"aux", "auxpass"}:
            continue
        found = _modal(verb)
        if found is None:
            continue
        modal, strength, negated, at = found
        hit = _hit(verb, modal, strength, negated, at, gone)
        if hit is not None:
            yield hit


def _modal(verb: Token) -> tuple[Modal, Strength, bool, Token] | None:
    """The modal of a verb, how firm it is, whether it is negated, and the verb that carries it."""
    above = verb.head
    if verb.dep_ == "xcomp" and above.lemma_ in CHAINED and _has_to(verb):
        if above.lemma_ == "go" and above.tag_ != "VBG":
            return None
        return CHAINED[above.lemma_], "firm", is_negated(above), above
    helpers = auxiliaries(verb)
    if any(each.lower_ in {"have", "’ve", "'ve"} for each in helpers):  # "should have known": of the past
        return None
    for helper in helpers:
        if helper.lower_ in MODALS:
            modal, strength = MODALS[helper.lower_]
            return modal, strength, is_negated(verb), verb
    return None


def _has_to(verb: Token) -> bool:
    return any(each.lower_ == "to" and each.dep_ == "aux" for each in verb.children)


def _hit(verb: Token, modal: Modal, strength: Strength, negated: bool, at: Token, gone: set[int]) -> Hit | None:
    subject = subject_of(at)
    if subject is None or (at.dep_ == "conj" and _shares_modal(at)):
        return None
    act = _act(verb, modal, negated)
    if act is None:
        return None
    start = _start(verb, modal)
    common = {
        "trigger": verb,
        "act": act,
        "rule": f"modal-{modal}",
        "issue": phrase(verb, leaver(gone), start),
        "about": verb,
        "strength": strength,
        "words": frozenset({verb.i, at.i}),
    }
    first_person = subject.lower_ in {"we", "i"}
    if modal == "must" and not first_person:
        return Hit(**common, toward=(subject,), spoken=True)  # type: ignore[arg-type]
    if modal == "can" and not first_person and not negated:
        return None
    if modal == "can" and not first_person:
        return Hit(**common, holder=subject, own=True, spoken=True)  # type: ignore[arg-type]
    return Hit(**common, holder=subject, own=True, spoken=not negated or modal == "can")  # type: ignore[arg-type]


def _start(verb: Token, modal: Modal) -> int:
    """The issue of a demand begins with its "must", the issue of a refusal with the bare verb."""
    helpers = [each.i for each in verb.children if each.dep_ == "auxpass"]
    return min([verb.i, *helpers])


def _shares_modal(verb: Token) -> bool:
    """True for the second of "will host and chair the talks": one stand on both."""
    own = any(each.dep_ in {"aux", "auxpass"} for each in verb.children)
    return not own and subject_of(verb) == subject_of(verb.head)


def _act(verb: Token, modal: Modal, negated: bool) -> PositionAct | None:
    lemma = verb.lemma_
    entries = load_stands().of_verb(verb)
    if modal == "must":
        if lemma in {"say", "know", "see", "admit", "remember", "think"}:
            return None
        return "opposes" if negated else "demands"
    if entries:  # "would welcome", "will not recognise": the verb's own stand, see stands.py
        return None
    if negated:
        return None if lemma in NO_REFUSAL else "refuses"
    if modal == "can" or lemma in NO_STAND:
        return None
    return "will"
