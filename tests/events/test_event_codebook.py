"""Each entry of the codebooks finds its example and leaves its counter-example alone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dragoman.codebooks.load import load_codebook
from dragoman.errors import CodebookError
from dragoman.events.book import EventEntry, NounClass, _objects
from dragoman.events.lightverbs import LightVerbEntry, load_light_verbs
from dragoman.events.reality import RealityEntry

EVENTS = load_codebook("events", EventEntry)
REALITY = load_codebook("reality", RealityEntry)


@pytest.mark.parametrize("entry", [e for e in EVENTS if not e.pairs_only], ids=lambda entry: entry.id)
def test_an_entry_finds_its_example_alone(read, entry):
    assert entry.id in [event.rule for event in read(entry.example).events]
    assert entry.id not in [event.rule for event in read(entry.counter).events]


@pytest.mark.parametrize("entry", REALITY, ids=lambda entry: entry.id)
def test_a_reality_holds_in_its_example_alone(tell, entry):
    assert entry.reality in [told.reality for told in tell(entry.example)]
    assert entry.reality not in [told.reality for told in tell(entry.counter)] or entry.reality == "happened"


@pytest.mark.parametrize("noun_class", load_codebook("event_nouns", NounClass), ids=lambda entry: entry.id)
def test_a_class_of_nouns_holds_its_example_alone(parse, noun_class):
    for text, held in ((noun_class.example, True), (noun_class.counter, False)):
        _, doc = parse(text)
        lemmas = [token.lemma_.lower() for token in doc]
        compounds = {f"{first} {second}" for first, second in pairwise(lemmas)}
        assert bool({*lemmas, *compounds} & {*noun_class.words}) == held, text


@pytest.mark.parametrize("entry", load_codebook("light_verbs", LightVerbEntry), ids=lambda entry: entry.id)
def test_a_light_verb_carries_its_noun(parse, entry):
    def roles(text: str) -> list[str | None]:
        _, doc = parse(text)
        return [load_light_verbs().governor_of(token)[1] for token in doc if token.lemma_ in {"talk", "attack"}]

    assert roles(entry.example) == [entry.role]
    assert roles(entry.counter) != [entry.role]


def test_a_class_that_does_not_exist_is_named():
    with pytest.raises(CodebookError) as error:
        _objects(EVENTS[0], "$nothing", {"aid": ("food",), "arms": ("tank",)})
    assert str(error.value) == "events.yaml: entry 'agree-agree' names the class '$nothing'; use one of: aid, arms"
