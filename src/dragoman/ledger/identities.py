"""Which actor of the ledger an actor of an article is: decided by names, kinds and countries, with the reason kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, or_, select

from dragoman.ledger.names import (
    folded,
    is_person_name,
    is_specific,
    name_sound,
    person_words,
    same_family_name,
    same_person_name,
)
from dragoman.ledger.store import insert_rows, mapping_of
from dragoman.ledger.tables import actors, appearances, names
from dragoman.records import Actor

SAME_NAME, SAME_FULL_NAME, SAME_STATE, FAMILY_NAME, BEST_KNOWN, NEW = 0.95, 0.9, 1.0, 0.7, 0.6, 1.0
"""How sure each kind of decision is; own estimates, 2026-11."""
LONG = 4
"""Words of a body's name from which on it says which body it is, with small letters too."""
WELL_KNOWN = 10
"""In so many times more articles than any other of the name somebody must be for a family name alone to mean him."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The ledger's actor that an article's actor was taken for, and why."""

    actor: int
    root: int
    """The actor to which judgements have joined it; the same where there is none."""
    why: str
    score: float


@dataclass(slots=True)
class Candidate:
    """An actor of the ledger that shares a name form, or the sound of one."""

    n: int
    root: int
    kind: str
    country: str | None
    forms: set[str] = field(default_factory=set)


class _Known:
    """Candidates by what they share with an actor: a name form, the sound of a family name, a country."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._by_key: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            self.add(candidate)

    def add(self, candidate: Candidate) -> None:
        """Let the candidate be found."""
        for key in _keys(candidate.kind, candidate.country, candidate.forms):
            self._by_key[key].append(candidate)

    def like(self, actor: Actor) -> list[Candidate]:
        """The candidates that share something with the actor, in the ledger's order."""
        keys = _keys(actor.kind, actor.country, forms_of(actor))
        found = {candidate.n: candidate for key in keys for candidate in self._by_key.get(key, ())}
        return [found[number] for number in sorted(found, key=lambda number: (number < 0, abs(number)))]


def _keys(kind: str, country: str | None, forms: Iterable[str]) -> set[str]:
    if kind == "state" and country:
        return {f"={country}"}
    return {f"~{name_sound(form)}" if kind == "person" else folded(form) for form in forms}


def find_identities(connection: Connection, found: Sequence[Actor], called: Mapping[str, str]) -> dict[str, Decision]:
    """The ledger's actor for each actor of one article, by the article's ids; new ones are written.

    Args:
        connection: An open transaction.
        found: The actors of the article.
        called: What the article calls those that have a name, by id.
    """
    known = _Known(_candidates(connection, found))
    decisions: dict[str, Decision] = {}
    new: list[Actor] = []
    for actor in found:
        decision = None if actor.unnamed else _decide(actor, known.like(actor), partial(_articles_of, connection))
        if decision is None:
            new.append(actor)
            number = -len(new)  # until it is written
            if not actor.unnamed:
                known.add(Candidate(number, number, actor.kind, actor.country, set(forms_of(actor))))
            why = "unnamed: never joined" if actor.unnamed else "no actor had this name"
            decision = Decision(number, number, why, NEW)
        decisions[actor.id] = decision
    numbers = insert_rows(connection, actors, [_row(actor, called) for actor in new])
    decisions = {own: _numbered(decision, numbers) for own, decision in decisions.items()}
    _write_names(connection, found, decisions)
    return decisions


def _row(actor: Actor, called: Mapping[str, str]) -> dict[str, Any]:
    name = called.get(actor.id, actor.name) if actor.kind == "state" else actor.name
    return {"name": name, "kind": actor.kind, "country": actor.country, "unnamed": actor.unnamed}


def _numbered(decision: Decision, numbers: Sequence[int]) -> Decision:
    if decision.actor > 0:
        return decision
    number = numbers[-decision.actor - 1]
    return replace(decision, actor=number, root=number)


def _candidates(connection: Connection, found: Sequence[Actor]) -> list[Candidate]:
    named = [actor for actor in found if not actor.unnamed]
    sounds = {name_sound(form) for actor in named if actor.kind == "person" for form in forms_of(actor)}
    keys = {folded(form) for actor in named for form in forms_of(actor)}
    states = {actor.country for actor in named if actor.kind == "state" and actor.country}
    rows = list(connection.execute(_LIKE, {"keys": sorted(keys), "sounds": sorted(sounds)}) if named else ())
    if states:
        rows.extend(connection.execute(_STATES, {"states": sorted(states)}))
    by_number: dict[int, Candidate] = {}
    for number, root, kind, country, form in rows:
        if number not in by_number:
            by_number[number] = Candidate(number, root, kind, country)
        by_number[number].forms.add(form)
    return [by_number[number] for number in sorted(by_number)]


_FORMS = (
    select(actors.c.n, func.coalesce(actors.c.joined_to, actors.c.n), actors.c.kind, actors.c.country, names.c.form)
    .join(names, names.c.actor == actors.c.n)
    .where(~actors.c.unnamed)
)
_LIKE = _FORMS.where(
    or_(
        names.c.folded.in_(bindparam("keys", expanding=True)),
        and_(names.c.sound.in_(bindparam("sounds", expanding=True)), actors.c.kind == "person"),
    )
)
_STATES = _FORMS.where(actors.c.kind == "state", actors.c.country.in_(bindparam("states", expanding=True)))
_OWN_FORMS = select(names.c.actor, names.c.form).where(names.c.actor.in_(bindparam("numbers", expanding=True)))
# built once: building and hashing a statement for each article takes longer than running it


def _articles_of(connection: Connection, roots: Collection[int]) -> dict[int, int]:
    query = (
        select(appearances.c.actor, func.count(appearances.c.article.distinct()))
        .where(appearances.c.actor.in_(roots))
        .group_by(appearances.c.actor)
    )
    return dict.fromkeys(roots, 0) | mapping_of(connection, query)


def forms_of(actor: Actor) -> tuple[str, ...]:
    """The name forms of an actor, the one that it is called by first."""
    return tuple(dict.fromkeys((actor.name, *actor.names)))


def _decide(actor: Actor, candidates: Iterable[Candidate], often: Often) -> Decision | None:
    fits = [candidate for candidate in candidates if _compatible(actor, candidate)]
    if actor.kind == "state" and actor.country:
        state = next((candidate for candidate in fits if candidate.country == actor.country), None)
        return Decision(state.n, state.root, f"the state {actor.country}", SAME_STATE) if state else None
    if actor.kind == "person":
        return _decide_person(actor, fits, often)
    own = _telling(forms_of(actor))
    for candidate in fits:
        theirs = _telling(candidate.forms)
        shared = [own[key] for key in own.keys() & theirs.keys()]
        if actor.country and actor.country == candidate.country:  # "the government of national accord"
            shared += [form for form in forms_of(actor) if folded(form) in theirs and len(form.split()) >= LONG]
            shared += [form for form in candidate.forms if folded(form) in own and len(form.split()) >= LONG]
        if shared:
            return Decision(candidate.n, candidate.root, f"the same name: {max(shared, key=len)}", SAME_NAME)
    return None


def _telling(forms: Iterable[str]) -> dict[str, str]:
    """The forms that say which body it is, by their folded form; "Mission" doesn't where "Mission to Mali" is there."""
    specific = {folded(form): form for form in forms if is_specific(form)}
    return {
        key: form
        for key, form in specific.items()
        if form.isupper() or not any(key != other and key in other.split() for other in specific)
    }


def _compatible(actor: Actor, candidate: Candidate) -> bool:
    alone = {"person", "state", "media"}
    if (actor.kind in alone or candidate.kind in alone) and actor.kind != candidate.kind:
        return False
    return actor.country is None or candidate.country is None or actor.country == candidate.country


type Often = Callable[[Collection[int]], Mapping[int, int]]
"""In how many articles some actors appear."""


def _decide_person(actor: Actor, fits: Sequence[Candidate], often: Often) -> Decision | None:
    own = {folded(form) for form in forms_of(actor)}
    by_family: dict[int, tuple[Candidate, str]] = {}
    for candidate in sorted(fits, key=lambda one: -len(own & {folded(form) for form in one.forms})):
        verdicts = {
            (same_person_name(form, other), form, other)
            for form in filter(is_person_name, forms_of(actor))
            for other in filter(is_person_name, candidate.forms)
        }
        full = sorted((form, other) for verdict, form, other in verdicts if verdict)
        if full:
            return Decision(
                candidate.n, candidate.root, f"spellings of one name: {full[0][0]}, {full[0][1]}", SAME_FULL_NAME
            )
        family = sorted(
            (form, other) for verdict, form, other in verdicts if verdict is None and same_family_name(form, other)
        )
        has_clash = _has_full_name(forms_of(actor)) and _has_full_name(candidate.forms)
        if family and not has_clash:
            by_family.setdefault(candidate.root, (candidate, f"{family[0][0]}, {family[0][1]}"))
    in_full = {root: found for root, found in by_family.items() if _has_full_name(found[0].forms)}
    by_family = in_full or by_family
    if len(by_family) == 1:
        ((candidate, why),) = by_family.values()
        return Decision(candidate.n, candidate.root, f"the only actor with this family name: {why}", FAMILY_NAME)
    foremost = _foremost(often(by_family)) if by_family else None
    if foremost is not None:
        candidate, why = by_family[foremost]
        return Decision(candidate.n, candidate.root, f"by far the best known of this family name: {why}", BEST_KNOWN)
    return None


def _foremost(articles: Mapping[int, int]) -> int | None:
    """The actor that is told of in many more articles than any other."""
    first, second, *_ = sorted(articles, key=lambda actor: -articles[actor])
    return first if articles[first] >= WELL_KNOWN * max(1, articles[second]) else None


def _has_full_name(forms: Iterable[str]) -> bool:
    return any(len(person_words(form)) > 1 for form in forms if is_person_name(form))


def _write_names(connection: Connection, found: Sequence[Actor], decisions: dict[str, Decision]) -> None:
    wanted: dict[int, set[str]] = defaultdict(set)
    for actor in found:
        wanted[decisions[actor.id].actor].update(forms_of(actor))
    known = connection.execute(_OWN_FORMS, {"numbers": list(wanted)})
    for number, form in known:
        wanted[number].discard(form)
    rows = [
        {"actor": number, "form": form, "folded": folded(form), "sound": name_sound(form)}
        for number, forms in wanted.items()
        for form in sorted(forms)
    ]
    if rows:
        connection.execute(insert(names), rows)
