"""Each entry's example fits it, and its counter-example doesn't; the known names hold together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pycountry
import pytest
from spacy.tokens import Doc

from dragoman.actors import find_actors
from dragoman.actors.descriptions import find_descriptions
from dragoman.actors.knowledge import (
    BodyEntry,
    CountryEntry,
    NounEntry,
    PersonEntry,
    TakenUpEntry,
    TitleEntry,
)
from dragoman.actors.named import Names
from dragoman.actors.words import WordEntry
from dragoman.codebooks.load import load_codebook
from dragoman.records import Article

type Parse = Callable[[str], tuple[Article, Doc]]

NOUNS = load_codebook("actor_nouns", NounEntry)
WORDS = load_codebook("actor_words", WordEntry)
TITLES = load_codebook("country_titles", TitleEntry)
TAKEN_UP = load_codebook("taken_up", TakenUpEntry)
BODIES = [
    entry for book in ("organisations", "armed_groups", "state_bodies") for entry in load_codebook(book, BodyEntry)
]
PEOPLE = load_codebook("leaders", PersonEntry)
COUNTRIES = load_codebook("countries", CountryEntry)


@pytest.mark.parametrize("entry", NOUNS, ids=lambda entry: entry.id)
def test_noun(parse: Parse, entry: NounEntry) -> None:
    doc = parse(entry.example)[1]
    assert entry.id in {phrase.noun.id for phrase in find_descriptions(doc, Names(doc)) if phrase.noun}
    article, doc = parse(entry.counter)
    assert [actor.name for actor in find_actors(doc, article)[0] if actor.unnamed] == []


@pytest.mark.parametrize("entry", WORDS, ids=lambda entry: entry.id)
def test_word(parse: Parse, entry: WordEntry) -> None:
    def has(text: str) -> bool:
        tokens = parse(text)[1]
        single = {form for token in tokens for form in (token.lower_, token.lemma_.lower())}
        return bool(single & set(entry.words)) or any(word in text.lower() for word in entry.words if " " in word)

    assert has(entry.example)
    assert not has(entry.counter)


@pytest.mark.parametrize("entry", TITLES, ids=lambda entry: entry.id)
def test_title(parse: Parse, entry: TitleEntry) -> None:
    def countries(text: str) -> set[str | None]:
        article, doc = parse(text)
        return {actor.country for actor in find_actors(doc, article)[0]}

    assert entry.country in countries(entry.example)
    assert entry.country not in countries(entry.counter)


@pytest.mark.parametrize("entry", [entry for entry in TAKEN_UP if entry.kinds], ids=lambda entry: entry.id)
def test_taken_up(parse: Parse, entry: TakenUpEntry) -> None:
    def taken_up(text: str) -> list[str]:
        article, doc = parse(text)
        actors, mentions = find_actors(doc, article)
        named = {actor.id for actor in actors if not actor.unnamed}
        nouns = [noun for noun in entry.nouns for m in mentions if m.kind == "description" and m.actor in named]
        texts = [m.text.lower() for m in mentions if m.kind == "description" and m.actor in named]
        return [text for text in texts if any(text.endswith(noun) for noun in nouns)]

    assert taken_up(entry.example)
    assert not taken_up(entry.counter)


def test_adjective_belongs_to_one_country() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in COUNTRIES:
        for form in (*entry.adjectives, *entry.people):
            owners[form].add(entry.id)
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_countries_are_those_of_iso() -> None:
    known = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
    used = {entry.id for entry in COUNTRIES} | {entry.country for entry in (*BODIES, *PEOPLE) if entry.country}
    assert used <= known


def test_body_name_is_given_once() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for entry in BODIES:
        for name in (*entry.names, *entry.acronyms):
            owners[name].append(entry.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_terms_are_in_order() -> None:
    assert [e.id for e in (*BODIES, *PEOPLE) if e.since and e.until and e.since > e.until] == []


def test_surname_alone_means_one_person() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in PEOPLE:
        for name in entry.alone:
            owners[name].add(entry.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}
