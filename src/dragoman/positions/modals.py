"""Stands taken with a modal: "will not supply arms", "must withdraw", "is not going to", "can never be part of it"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from spacy.tokens import Span, Token

from dragoman.positions.book import words_of
from dragoman.positions.clauses import auxiliaries, child, is_negated, is_passive, phrase, subject_of
from dragoman.positions.complements import is_to, leaver
from dragoman.positions.conditions import Found
from dragoman.positions.hits import Hit
from dragoman.records import PositionAct, Strength

type Modal = Literal["will", "must", "can", "may"]

MODALS: dict[str, tuple[Modal, Strength]] = {
    "will": ("will", "firm"), "'ll": ("will", "firm"), "’ll": ("will", "firm"), "wo": ("will", "firm"),
    "shall": ("will", "firm"), "would": ("will", "qualified"), "'d": ("will", "qualified"), "must": ("must", "firm"),
    "should": ("must", "qualified"), "ought": ("must", "qualified"), "can": ("can", "firm"), "ca": ("can", "firm"),
    "could": ("can", "qualified"), "may": ("may", "tentative"), "might": ("may", "tentative"),
}  # fmt: skip
CHAINED: dict[str, Modal] = {
    "go": "will", "have": "must", "get": "must", "need": "must", "ought": "must", "deserve": "must",
}  # fmt: skip
"""Verbs whose infinitive is a modal's: "is going to", "has to", "have got to"."""
NEEDING: dict[str, PositionAct] = {"need": "calls_for", "deserve": "calls_for", "owe": "demands"}
"""Verbs whose object is called for by whoever says so: "the country needs peace", "he owes us an answer"."""


def find_modal_stands(sentence: Span, conditions: Sequence[Found]) -> Iterator[Hit]:
    """The stands of a sentence that a modal takes."""
    gone = {i for each in conditions for i in range(each.first, each.end)}
    for verb in sentence:
        if verb.pos_ not in {"VERB", "AUX"} or verb.i in gone or verb.dep_ in {"aux", "auxpass"}:
            continue
        found = _modal(verb)
        if found is None:
            hit = _of_need(verb, gone) or _of_let(verb, gone)
            if hit is not None:
                yield hit
            continue
        modal, strength, negated, at = found
        hit = _hit(verb, modal, strength, negated, at, gone)
        if hit is not None:
            yield hit


def _of_need(verb: Token, gone: set[int]) -> Hit | None:
    """What the speaker says that somebody needs, deserves or owes."""
    thing, subject = child(verb, "dobj"), child(verb, "nsubj")
    if verb.lemma_ not in NEEDING or thing is None or subject is None or verb.dep_ in {"relcl", "advcl", "pcomp"}:
        return None
    if auxiliaries(verb) or is_negated(verb) or subject.lower_ in {"you", "who", "that", "which", "it"}:
        return None
    if thing.tag_ in {"WP", "WDT", "PRP"} or thing.ent_type_ in {"MONEY", "CARDINAL", "PERCENT"}:
        return None
    return Hit(
        trigger=verb,
        act=NEEDING[verb.lemma_],
        rule="modal-need",
        issue=phrase(thing, leaver(gone)),
        about=thing,
        toward=(subject,),
        spoken=True,
        words=frozenset({verb.i, thing.i}),
    )


def _of_let(verb: Token, gone: set[int]) -> Hit | None:
    """What the speaker calls upon himself and others to do: "let us reopen the talks", "let's not wait"."""
    if verb.lemma_ != "let" or child(verb, "nsubj", "aux") is not None:
        return None
    done = child(verb, "ccomp", "xcomp")
    us = any(each.lower_ in {"us", "'s", "’s"} for parent in (verb, done) if parent for each in parent.children)
    if done is None or not us or done.lemma_ in words_of("knowing") | words_of("turning"):
        return None
    negated = is_negated(done) or is_negated(verb)
    return Hit(
        trigger=verb,
        act="opposes" if negated else "calls_for",
        rule="modal-let",
        issue=phrase(done, leaver(gone), _start(done)),
        about=done,
        spoken=True,
        words=frozenset({verb.i, done.i}),
    )


def _modal(verb: Token) -> tuple[Modal, Strength, bool, Token] | None:
    """The modal of a verb, how firm it is, whether it is negated, and the verb that carries it."""
    above = verb.head
    if verb.dep_ == "xcomp" and above.lemma_ in CHAINED and is_to(verb):
        if above.lemma_ == "go" and above.tag_ != "VBG":
            return None
        if above.lemma_ == "get" and (above.lower_ != "got" or child(above, "dobj") is not None):
            return None
        if verb.lemma_ in {"have", "need"} and any(each.dep_ == "xcomp" and is_to(each) for each in verb.children):
            return None  # "is going to have to": what it has to do is the stand
        if any(
            each.dep_ == "auxpass" or each.tag_ == "MD" for each in above.children
        ):  # "is needed to", "would need to"
            return None
        if above.lemma_ in {"have", "need"} and is_negated(above):  # "need not" forbids nothing
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


def _hit(verb: Token, modal: Modal, strength: Strength, negated: bool, at: Token, gone: set[int]) -> Hit | None:
    if modal != "may" and child(at, "expl") is not None:
        return _of_there(verb, modal, strength, negated, gone)
    subject = subject_of(at)
    act = _act(verb, modal, negated)
    if subject is None or act is None or (at.dep_ == "conj" and _shares_modal(at)):
        return None
    if verb.lemma_ == "happen":
        return _of_happening(verb, subject, strength, gone)
    hit = Hit(
        trigger=verb,
        act=act,
        rule=f"modal-{modal}",
        issue=phrase(verb, leaver(gone), _start(verb)),
        about=verb,
        strength=strength,
        words=frozenset({verb.i, at.i}),
    )
    first_person = subject.lower_ in {"we", "i"}
    if _takes_none(modal, strength, negated, verb, at, subject):
        return None
    if modal == "must" and not first_person:
        return replace(hit, toward=(subject,), spoken=True)
    if modal == "may":
        return replace(hit, holder=subject, own=True, spoken=True)
    if modal == "can" and not first_person:
        return replace(hit, holder=subject, own=True, spoken=True, otherwise=_judgement(hit, subject, gone))
    reported = replace(hit, act="will_not", holder=subject, strength="qualified") if act == "refuses" else None
    clause = phrase(verb, leaver(gone), subject.left_edge.i) if subject.i < verb.i else hit.issue
    lasts = is_passive(verb) or verb.lemma_ in words_of("lasting")
    impersonal = replace(hit, issue=clause, spoken=True) if lasts and subject.pos_ != "PRON" else None
    affirmed = not negated or modal == "can"
    return replace(hit, holder=subject, own=True, spoken=affirmed, otherwise=reported, impersonal=impersonal)


def _of_happening(verb: Token, subject: Token, strength: Strength, gone: set[int]) -> Hit | None:
    """The speaker's refusal in "that will not happen"."""
    if subject.lower_ not in {"it", "that", "this"}:
        return None
    return Hit(
        trigger=verb,
        act="refuses",
        rule="modal-happen",
        issue=phrase(verb, leaver(gone), subject.i),
        about=verb,
        spoken=True,
        strength=strength,
        words=frozenset({verb.i}),
    )


def _takes_none(modal: Modal, strength: Strength, negated: bool, verb: Token, at: Token, subject: Token) -> bool:
    """True for modals that foretell, guess or only belong to a description."""
    first_person = subject.lower_ in {"we", "i"}
    if verb.sent[-1].text == "?" and any(each.i < subject.i for each in auxiliaries(at)):  # "will he ever leave?"
        return True
    match modal:
        case "will":
            if subject.lower_ == "i" and strength == "qualified":  # "I would not call it that"
                return True
            if verb.lemma_ == "be" and (child(verb, "acomp") is not None or not (negated or first_person)):
                return True  # "will be strong", "will be at the back of the queue"
            if at.dep_ in {"ccomp", "pcomp"} and at.left_edge.tag_ in {"WP", "WRB"}:
                return True  # "would not say what it would do"
            return not negated and at.dep_ == "relcl" and not first_person  # "the speech that he would give"
        case "must":
            # "the steps that it must take", "to make sure that they have to agree", "one has to ask"
            if at.dep_ in {"relcl", "advcl"} or at.head.lemma_ in {"sure", "ensure"} or subject.lower_ == "one":
                return True
            return subject.lower_ == "you" and at.lemma_ in {"have", "get", "need"}  # "you have to be lucky"
        case _:
            return False


def _of_there(verb: Token, modal: Modal, strength: Strength, negated: bool, gone: set[int]) -> Hit | None:
    """The speaker's refusal in "there will be no talks", his demand in "there must be talks"."""
    thing = child(verb, "attr", "nsubj", "dobj")
    if thing is None:
        return None
    negated = negated or any(each.lower_ == "no" for each in thing.children)
    if modal in {"will", "can"} and not negated:
        return None
    return Hit(
        trigger=verb,
        act="refuses" if modal != "must" else "opposes" if negated else "demands",
        rule="modal-there",
        issue=phrase(thing, leaver(gone)),
        about=thing,
        spoken=True,
        strength=strength,
        words=frozenset({verb.i, thing.i}),
    )


def _judgement(hit: Hit, subject: Token, gone: set[int]) -> Hit | None:
    """What "he can never unite the country" says in another's mouth: a stand against him."""
    never = any(each.lower_ == "never" for each in hit.trigger.children)
    if not never and hit.trigger.lemma_ not in words_of("lasting"):
        return None
    return replace(
        hit, act="opposes", about=subject, issue=phrase(subject, leaver(gone)), toward=(subject,), spoken=True
    )


def _start(verb: Token) -> int:
    """The bare verb, with its "be" in the passive."""
    return min([verb.i, *(each.i for each in verb.children if each.dep_ == "auxpass")])


def _shares_modal(verb: Token) -> bool:
    """True for the second of "will host and chair the talks": one stand on both."""
    own = any(each.dep_ in {"aux", "auxpass"} for each in verb.children)
    return not own and subject_of(verb) == subject_of(verb.head)


def _act(verb: Token, modal: Modal, negated: bool) -> PositionAct | None:
    if verb.lemma_ in words_of("knowing") and not (verb.lemma_ == "happen" and negated and modal == "will"):
        return None
    if verb.lemma_ == "do" and any(each.lower_ == "with" for each in verb.children):  # "has to do with"
        return None
    if modal == "must":
        return "opposes" if negated else "demands"
    if modal == "may":
        return None if negated else "will"
    if negated:
        return "refuses"
    further = child(verb, "xcomp")
    if verb.lemma_ == "have" and (further is not None or child(verb, "dobj") is not None):
        return None  # "will have a chance", "will have to see"
    if verb.lemma_ in {"continue", "keep"} and further is not None and further.lemma_ in words_of("knowing"):
        return None
    return "will" if modal == "will" else None
