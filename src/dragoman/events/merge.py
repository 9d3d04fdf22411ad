"""The same happening told twice in one report is one event with two passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from spacy.tokens import Token

from dragoman.events.arguments import Arguments
from dragoman.events.clauses import children
from dragoman.events.triggers import NOMINAL, Trigger
from dragoman.records import Event

POINTING = frozenset({"this", "that", "these", "those", "such"})


@dataclass(frozen=True, slots=True)
class Found:
    """An event with the trigger that it was found by, and the places that its doer and recipient fill."""

    event: Event
    trigger: Trigger
    arguments: Arguments

    @property
    def verb(self) -> Token:
        """The verb of its clause."""
        return self.arguments.verb


def merge_found(found: Sequence[Found]) -> list[Found]:
    """The events, each happening once, with the passages that tell it again."""
    kept: list[Found] = []
    for new in found:
        place = next((i for i in range(len(kept) - 1, -1, -1) if _same(kept[i], new)), None)
        if place is None:
            kept.append(new)
        else:
            kept[place] = _joined(kept[place], new)
    return kept


def _joined(old: Found, new: Found) -> Found:
    """The earlier event with the parties that only the later passage names."""
    parties = {*old.event.actors, *old.event.recipients}
    recipients = tuple(actor for actor in new.event.recipients if actor not in parties)
    event = msgspec.structs.replace(
        old.event, recipients=old.event.recipients + recipients, retold=(*old.event.retold, new.event.evidence)
    )
    return Found(event, old.trigger, old.arguments)


def _same(old: Found, new: Found) -> bool:
    if old.event.type != new.event.type:
        return False
    if _one_act(old, new):
        return True
    parties = {*old.event.actors, *old.event.recipients}
    if not {*new.event.actors, *new.event.recipients} <= parties:
        return _one_clause(old, new) and new.event.actors == old.event.actors
    return _one_clause(old, new) or _points_back(new.trigger.token) or _named_again(old, new) or _inside(old, new)


def _one_act(old: Found, new: Found) -> bool:
    """What an act leads to, and two words for it: "opened fire, killing two", "killed or wounded twenty"."""
    verb = new.verb
    if verb.head != old.verb or verb.pos_ != "VERB" or new.event.reality != old.event.reality:
        return False
    result = verb.dep_ == "advcl" and verb.tag_ == "VBG" and not any(children(verb, "mark"))
    if result:
        return new.event.actors == old.event.actors
    same = new.event.actors == old.event.actors and new.event.recipients == old.event.recipients
    return verb.dep_ == "conj" and same and new.event.rule == old.event.rule


def _one_clause(old: Found, new: Found) -> bool:
    """Two nouns under one verb: "reiterated its support for A and its support for B"."""
    both = (old.trigger.token, new.trigger.token)
    return old.verb == new.verb and all(token.pos_ in NOMINAL for token in both)


def _points_back(noun: Token) -> bool:
    """True for "this attack" and "the meeting": a noun that adds nothing of its own and points to what was told."""
    if noun.pos_ not in NOMINAL:
        return False
    determiners = [child.lower_ for child in noun.children if child.dep_ == "det"]
    bare = all(child.dep_ in {"det", "punct"} for child in noun.children)
    return any(word in POINTING for word in determiners) or (bare and "the" in determiners)


def _named_again(old: Found, new: Found) -> bool:
    """True for "the killing of the three rebels" after it was told that they were killed."""
    noun = new.trigger.token
    definite = any(child.lower_ in POINTING | {"the"} for child in children(noun, "det"))
    same = bool(new.event.recipients) and new.event.recipients == old.event.recipients
    return noun.pos_ in NOMINAL and definite and same and new.event.actors in {(), old.event.actors}


def _inside(old: Found, new: Found) -> bool:
    """One word in the complement of the other: "agreed on a deal", "met for talks"."""
    first, second = old.trigger.token, new.trigger.token
    named = bool(new.event.actors or new.event.recipients)
    planned = new.event.reality in {old.event.reality, "planned"}  # "was invited for talks"
    if first.sent != second.sent or (named and not planned):
        return False
    return (first.is_ancestor(second) or second.is_ancestor(first)) and NOMINAL.intersection(
        {first.pos_, second.pos_}
    ) != set()
