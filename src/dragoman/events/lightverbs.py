"""Light verbs: the verb that carries an event noun's subject, tense and mood."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Literal

from msgspec import Struct
from spacy.tokens import Token

from dragoman.codebooks.load import load_codebook
from dragoman.events.clauses import RELATIVE, VERBAL, children

type LightRole = Literal["does", "suffers", "event"]


class LightVerbEntry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Verbs with the same part beside an event noun."""

    id: str
    role: LightRole
    verbs: tuple[str, ...]
    source: str
    example: str
    counter: str


@dataclass(frozen=True, slots=True)
class LightVerbs:
    """The roles of a lemma, with the preposition that must stand between it and the noun, or an empty string."""

    roles: dict[tuple[str, str], list[LightRole]]

    def governor_of(self, noun: Token) -> tuple[Token | None, LightRole | None]:
        """The light verb of an event noun and what its subject does, else ``(None, None)``."""
        step = noun
        while step.dep_ == "conj" or _is_measured(step):
            twin = next((above for above in step.ancestors if above.lemma_ == noun.lemma_), None)
            step = twin or (step.head if step.dep_ == "conj" else step.head.head)
        verb, preposition = step.head, ""
        if step.dep_ == "pobj":
            preposition, verb = step.head.lower_, step.head.head
        relative = next((clause for clause in children(noun, "relcl") if _without_object(clause)), None)
        if relative is not None and "does" in self.roles.get((relative.lemma_.lower(), ""), []):
            return relative, "does"
        if verb.pos_ not in VERBAL or (step.dep_ not in {"dobj", "pobj", "nsubjpass", "nsubj", "attr"}):
            return None, None
        roles = self.roles.get((verb.lemma_.lower(), preposition), [])
        subject = step.dep_ == "nsubj"
        for role in roles:
            if (role == "event") == subject:
                return verb, role
        if step.dep_ == "attr" and verb.lemma_ == "be":
            return verb, "event"
        return None, None


def _is_measured(noun: Token) -> bool:
    """True for the talks of "a round of talks"."""
    above = noun.head
    return noun.dep_ == "pobj" and above.lower_ == "of" and above.dep_ == "prep" and above.head.pos_ == "NOUN"


def _without_object(clause: Token) -> bool:
    """True for a relative clause that is about its object: "the role that the fleet can play"."""
    subjects = list(children(clause, "nsubj"))
    return (
        bool(subjects)
        and subjects[0].tag_ not in RELATIVE
        and all(child.tag_ in RELATIVE for child in children(clause, "dobj"))
    )


@cache
def load_light_verbs() -> LightVerbs:
    """The light verbs of the codebook."""
    roles: dict[tuple[str, str], list[LightRole]] = defaultdict(list)
    for entry in load_codebook("light_verbs", LightVerbEntry):
        for text in entry.verbs:
            lemma, _, preposition = text.partition(" ")
            roles[lemma, preposition].append(entry.role)
    return LightVerbs(roles)
