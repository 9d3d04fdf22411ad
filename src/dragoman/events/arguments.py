"""Who does it and whom it is done to: the nouns that fill an event's places, found on the parse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.events.clauses import (
    after_preposition,
    children,
    doers_of,
    expand,
    is_passive,
    objects_of,
    owner_of,
    prepositional_objects,
    subject_of,
)
from dragoman.events.lightverbs import LightRole, LightVerbs
from dragoman.events.triggers import NOMINAL, Trigger

type IsActor = Callable[[Token], bool]

MUTUAL_PREPOSITIONS = ("between", "among", "amongst")
INNER = ("of", "by", "from", "between", "with", "against", "to", "on", "among", "for")
"""Prepositions under which an actor may stand inside an object phrase, the likeliest first."""
DEEPEST = 4
COLLECTIVE = frozenset(
    "bunch scores dozens hundreds thousands tens millions number group groups members leaders representatives officials"
    " some many all both families people position positions government forces troops soldiers authorities delegation"
    " delegates envoys negotiators diplomats lawmakers ministers supporters part parts territory soil side".split()
)
"""Nouns that stand for the actor beside them: "Council members", "scores of refugees", "Kurdish positions"."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """Head words of the doers and of those it is done to, and the verb of the clause."""

    doers: tuple[Token, ...]
    whom: tuple[Token, ...]
    verb: Token
    """The verb whose mood and negation the event shares; the trigger itself where it stands in no clause."""
    speaker: bool = False
    """True where the doer is whoever vouches for the sentence: "the junta must free them"."""


def find_arguments(trigger: Trigger, is_actor: IsActor, light: LightVerbs) -> Arguments:
    """The arguments of a trigger, whether verb, noun, adjective or modal."""
    token, entry = trigger.token, trigger.entry
    if entry.doer == "speaker":
        verb = token.head if token.dep_ == "aux" else next(children(token, "xcomp"), token)
        bound = doers_of(verb) if is_passive(verb) else subject_of(verb)
        return Arguments((), tuple(_actors(bound, is_actor, inside=False)), verb, speaker=True)
    if trigger.pattern.kind == "noun":
        return _of_noun(trigger, is_actor, light)
    if trigger.pattern.kind == "verb":
        return _of_verb(trigger, is_actor)
    return _of_adjective(trigger, is_actor)


def _of_verb(trigger: Trigger, is_actor: IsActor) -> Arguments:
    token, entry = trigger.token, trigger.entry
    doers = _actors(doers_of(token), is_actor, inside=True)
    whom: list[Token] = []
    for place in entry.whom:
        whom = [noun for noun in _place(trigger, place, is_actor) if noun not in doers]
        if whom:
            break
    if not whom and entry.takes_in and entry.type != "REQUEST":
        whom = [noun for noun in _in_clauses(token, ("xcomp",), is_actor) if noun not in doers]
    if not doers and entry.seat and is_passive(token):
        doers = [
            noun for noun in after_preposition(token, ("to", "in", "by")) if is_actor(noun) or noun.ent_type_ == "GPE"
        ]
    if not doers:
        doers = _instrument_owner(token, is_actor)
    return Arguments(tuple(doers), tuple(whom), token)


def _place(trigger: Trigger, place: str, is_actor: IsActor) -> list[Token]:
    """The actors that stand in one of the places that an entry names."""
    token = trigger.token
    if place == "object":
        return _actors(objects_of(token), is_actor, inside=False)
    if place == "inside":
        things = [noun for noun in objects_of(token) if not is_actor(noun)]
        things += [part for part in trigger.parts if part.pos_ in NOMINAL and part not in things]
        things += [
            noun
            for child in children(token, "prep", "agent")
            if child.lower_ in trigger.entry.whom
            for noun in prepositional_objects(child)
        ]
        return _actors(things, is_actor, inside=True)
    if place == "clause":
        clauses = list(children(token, "ccomp", "xcomp", "advcl"))
        subjects = [
            noun
            for clause in clauses[:1]
            if not (trigger.entry.alleges and is_passive(clause))
            for noun in _own_subject(clause)
        ]
        return _actors(subjects, is_actor, inside=False)
    if place == "purpose":
        return _in_purpose(token, is_actor)
    found = after_preposition(token, (place,))
    for part in (*trigger.parts, *children(token, "dobj", "nsubjpass")):
        found += after_preposition(part, (place,))
    return _actors(found, is_actor, inside=False)


def _in_purpose(verb: Token, is_actor: IsActor) -> list[Token]:
    """The actors of a clause of purpose: "fasted to protest against the king", "marched demanding that he go"."""
    return _in_clauses(verb, ("advcl", "xcomp"), is_actor)


def _in_clauses(verb: Token, labels: tuple[str, ...], is_actor: IsActor) -> list[Token]:
    """The actors in the object or in a phrase of an infinitive or a participle below a verb."""
    for clause in children(verb, *labels):
        if clause.tag_ not in {"VB", "VBG"}:
            continue
        things = [
            *objects_of(clause),
            *(noun for child in children(clause, "prep") for noun in prepositional_objects(child)),
            *(noun for inner in children(clause, "ccomp", "xcomp") for noun in _own_subject(inner)),
        ]
        if found := _actors(things, is_actor, inside=True):
            return found
    return []


def _own_subject(clause: Token) -> list[Token]:
    return [child for child in clause.children if child.dep_ in {"nsubj", "nsubjpass"}]


def _of_noun(trigger: Trigger, is_actor: IsActor, light: LightVerbs) -> Arguments:
    token, entry = trigger.token, trigger.entry
    governor, role = light.governor_of(token)
    doers, whom = _of_light_verb(token, governor, role, is_actor)
    between = _actors(after_preposition(token, MUTUAL_PREPOSITIONS), is_actor, inside=False)
    if between and entry.mutual:
        doers = doers or between
        whom = [noun for noun in between if noun not in doers]
    owners = _actors(list(children(token, "poss")), is_actor, inside=False)
    agents = _actors(after_preposition(token, ("by",)), is_actor, inside=False)
    modifiers = [child for child in children(token, "amod", "compound", "nmod") if is_actor(child)]
    doers = doers or agents or owners
    whom = whom or _whom_of_noun(trigger, governor, is_actor, doers)
    doers, whom = _of_phrase(trigger, is_actor, doers, whom)
    if not whom and owners and (agents or (entry.noun_of == "whom" and doers == owners and not modifiers)):
        whom = owners
        doers = agents
    doers = doers or modifiers or [noun for noun in _part_takers(token, is_actor) if noun not in whom]
    if not doers and not whom and "inside" in entry.whom:
        whom = _actors(list(trigger.parts), is_actor, inside=True)
    return Arguments(tuple(doers), tuple(whom), governor if governor is not None else token)


def _of_light_verb(
    noun: Token, governor: Token | None, role: LightRole | None, is_actor: IsActor
) -> tuple[list[Token], list[Token]]:
    """Doers and recipients that the verb around the noun names."""
    if governor is None:
        return [], []
    if role == "event":
        return (_actors(subject_of(governor), is_actor, inside=False) if noun.dep_ == "attr" else []), []
    holders = _actors(doers_of(governor), is_actor, inside=True)
    if role == "suffers":
        agents = _actors(after_preposition(noun, ("from", "by")), is_actor, inside=False)
        return agents, holders or _actors(objects_of(governor), is_actor, inside=True)
    return holders or (_actors(subject_of(governor), is_actor, inside=False) if noun.dep_ == "attr" else []), []


def _whom_of_noun(trigger: Trigger, governor: Token | None, is_actor: IsActor, doers: Sequence[Token]) -> list[Token]:
    """Recipients after the prepositions of the entry: on the noun, on its light verb; else inside what follows it."""
    token, entry = trigger.token, trigger.entry
    bases = (token, governor, *trigger.parts) if governor is not None else (token, *trigger.parts)
    prepositions = [place for place in entry.whom if place not in {"object", "clause", "inside", "purpose"}]
    for place in prepositions:
        if place == "of" and entry.noun_of == "doer":
            continue
        near = [noun for base in bases for noun in after_preposition(base, (place,))]
        if whom := [noun for noun in _actors(near, is_actor, inside=False) if noun not in doers]:
            return whom
    if "purpose" in entry.whom and governor is not None and (whom := _in_purpose(governor, is_actor)):
        return whom
    if "inside" not in entry.whom:
        return []
    near = after_preposition(token, set(prepositions) - {"of", "in", "by"})
    return [noun for noun in _actors(near, is_actor, inside=True) if noun not in doers]


def _of_phrase(
    trigger: Trigger, is_actor: IsActor, doers: list[Token], whom: list[Token]
) -> tuple[list[Token], list[Token]]:
    """Doers and recipients with what "of" names: "the attacks of the rebels", "the bombing of Gaza"."""
    of = _actors(after_preposition(trigger.token, ("of",)), is_actor, inside=True)
    if of and not doers and trigger.entry.noun_of == "doer":
        return of, whom
    if of and not whom and (trigger.entry.noun_of == "whom" or doers):
        return doers, [noun for noun in of if noun not in doers]
    return doers, whom


def _part_takers(noun: Token, is_actor: IsActor) -> list[Token]:
    """Who takes part in it: "the performance of the army in the fight"."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ == "in" and above.head.pos_ in NOMINAL:
        return _actors(owner_of(above.head), is_actor, inside=False)
    return []


def _of_adjective(trigger: Trigger, is_actor: IsActor) -> Arguments:
    token, entry = trigger.token, trigger.entry
    copula = token.head if token.dep_ in {"acomp", "oprd", "attr", "xcomp"} else token
    subjects = [token.head] if token.dep_ in {"amod", "acl"} else subject_of(copula)
    doers = _actors(subjects, is_actor, inside=True)
    whom: list[Token] = []
    for place in entry.whom:
        if place == "clause":
            clauses = [*children(token, "ccomp", "xcomp"), *children(copula, "ccomp", "advcl")]
            near = [noun for clause in clauses[:1] if not is_passive(clause) for noun in _own_subject(clause)]
        elif place == "inside":
            near = [
                noun
                for child in token.children
                if child.dep_ in {"prep", "agent"}
                for noun in prepositional_objects(child)
            ]
        else:
            near = after_preposition(token, (place,))
        whom = [noun for noun in _actors(near, is_actor, inside=place == "inside") if noun not in doers]
        if whom:
            break
    speaker = not any(is_actor(noun) for noun in subjects)
    if speaker:
        whom, doers = whom or doers, []
    return Arguments(tuple(doers), tuple(whom), copula, speaker=speaker)


def _actors(heads: list[Token], is_actor: IsActor, *, inside: bool) -> list[Token]:
    """The actors among some nouns and those coordinated with them; ``inside``: else the actors within the phrases."""
    nouns = list(dict.fromkeys(part for head in heads for part in expand(head)))
    found = [noun for noun in nouns if is_actor(noun)]
    for noun in nouns:
        if noun not in found:
            found.extend(part for part in _measured(noun) if is_actor(part) and part not in found)
    if inside:
        for noun in nouns:
            if noun not in found and not any(is_actor(part) for part in _measured(noun)):
                found.extend(part for part in _within(noun, is_actor) if part not in found)
    return found


def _measured(noun: Token) -> list[Token]:
    """The nouns that a noun only counts or collects: "scores of refugees", "Council members", "one of the parties"."""
    if noun.pos_ not in {"NUM", "PRON", "DET"} and noun.lower_ not in COLLECTIVE:
        return []
    owners = [part for child in children(noun, "compound", "nmod", "poss") for part in expand(child)]
    return owners + [part for inner in after_preposition(noun, ("of",)) for part in expand(inner)]


def _within(noun: Token, is_actor: IsActor, depth: int = 0) -> list[Token]:
    """The nearest actors inside a phrase: its owner, its agent, what it is of; before it, after it."""
    if depth > DEEPEST:
        return []
    owners = [part for child in children(noun, "poss") if child.lower_ not in {"our", "my"} for part in expand(child)]
    agents = [
        part for preposition in INNER for inner in after_preposition(noun, (preposition,)) for part in expand(inner)
    ]
    modifiers = list(children(noun, "compound", "nmod", "amod", "appos"))
    clauses = [
        part
        for child in children(noun, "acl", "relcl")
        for part in (*doers_of(child), *objects_of(child))
        if part is not noun
    ]
    by = [part for inner in after_preposition(noun, ("by",)) for part in expand(inner)]
    for group in (by, owners, agents, modifiers, clauses):
        hits = [part for part in group if is_actor(part)]
        if hits:
            return hits if group is not agents else [part for part in hits if _same_phrase(part, hits[0])]
    for part in (*owners, *agents):
        if hits := _within(part, is_actor, depth + 1):
            return hits
    return []


def _same_phrase(part: Token, first: Token) -> bool:
    return part is first or part in first.conjuncts


def _instrument_owner(verb: Token, is_actor: IsActor) -> list[Token]:
    """Owner of the thing that acts where no actor does: "a roadside bomb of the group killed"."""
    if is_passive(verb):
        return []
    return _actors([owner for noun in subject_of(verb) for owner in owner_of(noun)], is_actor, inside=False)
