"""What is known before reading: states, organisations, bodies, armed groups and the head nouns of descriptions.

One `Knowledge` is built per process. Names are looked up in one pass over a parsed article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import pycountry
import spacy
from msgspec import Struct
from spacy.tokens import Doc

from dragoman.codebooks.load import load_codebook
from dragoman.records import ActorKind

type NounClass = Literal[
    "person", "office", "body", "force", "group", "party", "population", "states", "sides", "organisation",
    "company", "media", "document", "taken-up", "campaign",
]  # fmt: skip
type FactSort = Literal["state", "capital", "seat", "people", "adjective", "body", "person", "region"]
type Need = Literal["modifier", "role", "speech", "argument"]


class CountryEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """What reports call a state beside its ISO names."""

    id: str
    source: str
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    common: str | None = None
    """What reports call it, where neither of its ISO names is that."""


class BodyEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """An organisation, public body, party, armed group, outlet or company with a name of its own."""

    id: str
    source: str
    names: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    kind: ActorKind = "government_body"
    country: str | None = None
    codes: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None


class NounEntry(Struct, frozen=True, forbid_unknown_fields=True, rename={"noun_class": "class"}):
    """Head nouns of descriptions that name actors."""

    id: str
    source: str
    example: str
    counter: str
    nouns: tuple[str, ...]
    noun_class: NounClass
    kind: ActorKind
    codes: tuple[str, ...] = ()
    needs: Need | None = None


class PersonEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A person whom reports name without saying who that is."""

    id: str
    source: str
    names: tuple[str, ...]
    alone: tuple[str, ...] = ()
    country: str | None = None
    codes: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None


class TitleEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """Titles that are those of one state's office-holder."""

    id: str
    source: str
    example: str
    counter: str
    titles: tuple[str, ...]
    country: str


class TakenUpEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that take up an actor named before."""

    id: str
    source: str
    example: str
    counter: str
    nouns: tuple[str, ...]
    kinds: tuple[ActorKind, ...]
    name_has: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """What a known name stands for."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    codes: tuple[str, ...]
    sort: FactSort
    words: frozenset[str] = frozenset()
    """The words of all names of a body."""


@dataclass(frozen=True, slots=True)
class Match:
    """A known name in the text: tokens ``[start, end)``."""

    start: int
    end: int
    fact: Fact


type _Words = tuple[str, ...]

LONG_FORMS = ("Republic", "Kingdom", "State", "Sultanate", "Islamic Republic")
"""What stands before "of" and a state's short name in its long name."""
PARTED = ("New ", "West ", "North ", "South ", "East ")
"""Beginnings of names of regions that are named after others."""
LONG_NAME = 3
"""Words of a known name that are taken without regard to case."""


class Knowledge:
    """The lookups that the codebooks and the packages give."""

    def __init__(self) -> None:
        self._names: dict[str, list[tuple[_Words, bool, Fact]]] = {}
        self.nouns: dict[str, list[tuple[_Words, NounEntry]]] = {}
        self.nouns_of: dict[str, list[tuple[_Words, NounEntry]]] = {}
        """Nouns whose head comes first: "secretary of state"."""
        self.by_id: dict[str, Fact] = {}
        self._add_states()
        self._add_regions()
        for book, default in (("organisations", None), ("armed_groups", None), ("state_bodies", "GOV")):
            for entry in load_codebook(book, BodyEntry):
                self._add_body(entry, default)
        for noun_entry in load_codebook("actor_nouns", NounEntry):
            for noun in noun_entry.nouns:
                words = tuple(noun.replace("-", " - ").split())
                table = self.nouns_of if "of" in words else self.nouns
                table.setdefault(words[0] if "of" in words else words[-1], []).append((words, noun_entry))
        people = load_codebook("leaders", PersonEntry)
        self._people = {tuple(name_words(name)): person for person in people for name in person.names}
        self._alone = {tuple(name_words(name)): person for person in people for name in person.alone}
        self._titles = [
            (title, entry.country) for entry in load_codebook("country_titles", TitleEntry) for title in entry.titles
        ]
        for person in people:
            fact = Fact(person.id, person.names[0], "person", person.country, (), "person")
            self._add(tuple(name for name in person.names if " " in name), False, fact)
        self.taken_up: dict[str, list[TakenUpEntry]] = {}
        for taken_up in load_codebook("taken_up", TakenUpEntry):
            for noun in taken_up.nouns:
                self.taken_up.setdefault(noun, []).append(taken_up)
        for options in self._names.values():
            options.sort(key=lambda option: -len(option[0]))
        for nouns in self.nouns.values():
            nouns.sort(key=lambda option: -len(option[0]))

    def person(self, name: str, alone: bool = True) -> PersonEntry | None:
        """Who bears a full name, or is meant by a surname alone."""
        words = tuple(name_words(name))
        words = words[:1] + tuple(word for word in words[1:-1] if len(word) > 1) + words[1:][-1:]
        return self._people.get(words) or (self._alone.get(words) if alone else None)

    def country_of_title(self, title: str) -> str | None:
        """The state whose title this is, where a title tells: "Foreign Secretary"."""
        lowered = title.lower()
        return next((country for words, country in self._titles if lowered.endswith(words)), None)

    def _add_regions(self) -> None:
        """Regions whose names have a country's in them, so that it isn't found there: "New Mexico"."""
        self.american_states = frozenset(
            region.name for region in pycountry.subdivisions if region.country_code == "US" and region.type == "State"
        )
        for region in pycountry.subdivisions:
            if region.name.startswith(PARTED) and region.parent_code is None:
                self._add((region.name,), False, Fact(region.code, region.name, "state", None, (), "region"))

    def _add_states(self) -> None:
        entries = {entry.id: entry for entry in load_codebook("countries", CountryEntry)}
        for country in pycountry.countries:
            if country.alpha_3 not in entries:
                fact = self._fact(country.alpha_3, country.name, "state", country.alpha_3, (), "state")
                self._add((country.name,), False, fact)
        for code, entry in entries.items():
            known = pycountry.countries.get(alpha_3=code)
            common = entry.common or (getattr(known, "common_name", known.name) if known else entry.names[0])
            names = (*entry.names, common, *([known.name] if known and "," not in known.name else []))
            state = self._fact(code, common, "state", code, ("GOV",), "state")
            long_names = tuple(f"{form} of {name}" for name in (*entry.names, common) for form in LONG_FORMS)
            self._add((*names, *long_names), False, state)
            for sort, forms in (("capital", entry.capital), ("seat", entry.seats), ("adjective", entry.adjectives)):
                self._add(forms, False, Fact(code, common, "state", code, ("GOV",), sort))  # type: ignore[arg-type]
            self._add(entry.people, False, Fact(f"{code}-people", common, "population", code, ("CIV",), "people"))

    def _add_body(self, entry: BodyEntry, default: str | None) -> None:
        codes = entry.codes or ((default,) if default else _SECTOR.get(entry.kind, ()))
        name = (entry.names or entry.acronyms)[0]
        words = frozenset(word for form in entry.names for word in name_words(form))
        fact = Fact(entry.id, name, entry.kind, entry.country, codes, "body", words)
        self.by_id[entry.id] = fact
        self._add(entry.names, False, fact)
        self._add(entry.acronyms, True, fact)

    def _fact(
        self,
        key: str,
        name: str,
        kind: ActorKind,
        country: str | None,
        codes: tuple[str, ...],
        sort: Literal["state", "body"],
    ) -> Fact:
        fact = Fact(key, name, kind, country, codes, sort)
        self.by_id[key] = fact
        return fact

    def _add(self, forms: tuple[str, ...], exact: bool, fact: Fact) -> None:
        for form in forms:
            words = _split(form.removeprefix("the "))
            exact_form = exact or len(words) == 1 or form.islower()
            key = words if exact_form else tuple(word.lower() for word in words)
            options = self._names.setdefault(key[0].lower(), [])
            options.append((key, exact_form, fact))

    def names_in(self, doc: Doc) -> Iterator[list[Match]]:
        """The known names of an article, longest first at each place and without overlap.

        A place where one form means several things (an adjective that is also a name) gives all of them.
        """
        texts = [token.text for token in doc]
        lower = [text.lower() for text in texts]
        i = 0
        while i < len(texts):
            if lower[i] not in self._names:
                i += 1
                continue
            found: list[Match] = []
            for words, exact, fact in self._names[lower[i]]:
                if found and len(words) < found[0].end - i:
                    break
                stop = i + len(words)
                if tuple((texts if exact else lower)[i:stop]) == words and (exact or _is_name(texts[i:stop], words)):
                    found.append(Match(i, stop, fact))
            if found:
                yield found
            i = found[0].end if found else i + 1


_SECTOR: dict[ActorKind, tuple[str, ...]] = {
    "igo": ("IGO",), "ngo": ("NGO",), "media": ("MED",), "company": ("BUS",), "party": ("PTY",), "state": ("GOV",),
    "population": ("CIV",),
}  # fmt: skip


def _is_name(texts: list[str], form: _Words) -> bool:
    """Whether words that fit a name but for their case are that name: capitals, or too many words for chance."""
    return len(form) >= LONG_NAME or any(text[:1].isupper() for text in texts)


def name_words(name: str) -> list[str]:
    """The words of a name for comparison: lower case, hyphens, dots and apostrophes aside."""
    return re.findall(r"\w+", name.lower())


@cache
def _tokenizer() -> Callable[[str], Doc]:
    return spacy.blank("en").tokenizer


def _split(form: str) -> _Words:
    """The form cut as the parser cuts names: possessive endings and hyphens apart."""
    return tuple(token.text for token in _tokenizer()(form))


@cache
def load_knowledge() -> Knowledge:
    """The knowledge base, built once per process."""
    return Knowledge()
