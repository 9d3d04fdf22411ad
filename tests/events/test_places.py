"""Places and peoples that something is done to, in whole records."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.pipeline import Pipeline
from dragoman.readers.plain import plain_article
from dragoman.records import Record


@cache
def read(text: str) -> Record:
    return Pipeline().read(plain_article(text))


def recipients(text: str) -> list[tuple[str, list[str]]]:
    record = read(text)
    names = {actor.id: actor.name for actor in record.actors}
    return [(event.type, [names[actor] for actor in event.recipients]) for event in record.events]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Chilean army demolished farms in Patagonia.", ("COERCE", ["Patagonia"])),
        ("Peru rejected a Chilean plan for the fishing season.", ("REJECT", ["Chile"])),
        ("Norway threatened to ban voting in Svalbard.", ("THREATEN", ["Svalbard"])),
        ("Kenya imposed a curfew in Mombasa.", ("COERCE", ["Mombasa"])),
    ],
)
def test_place_that_an_act_strikes_is_its_recipient(text, wanted):
    assert wanted in recipients(text)


def test_place_becomes_an_actor_with_a_mention_only_where_an_act_strikes_it():
    record = read("Peru imposed a curfew in Arequipa. The weather in Cusco was mild.")
    assert "Arequipa" in [actor.name for actor in record.actors]
    assert "Cusco" not in [actor.name for actor in record.actors]
    mention = next(one for one in record.mentions if one.actor == "arequipa")
    assert (mention.text, mention.kind) == ("Arequipa", "place")


def test_place_where_something_is_said_is_no_recipient():
    assert recipients("Peru praised the Red Cross in Geneva.") == [("SUPPORT", ["Red Cross"])]


def test_machines_act_for_whose_they_are():
    record = read("Chilean helicopters shelled the rebels in the hills.")
    (event,) = record.events
    assert event.actors == ("chile",)


def test_what_an_attack_leads_to_is_the_same_attack():
    record = read("The guerrillas opened fire on the convoy, killing two soldiers.")
    (event,) = record.events
    assert len(event.retold) == 1


def test_cause_or_time_without_anybody_is_no_event():
    assert recipients("The premier visited Peru after ethnic unrest.") == [("CONSULT", ["Peru"])]


def test_attack_of_one_politician_on_another_is_one_of_words():
    record = read("Maria Lopez deplored the attacks of Juan Perez on Ana Silva.")
    assert "ASSAULT" not in [event.type for event in record.events]
    record = read("Chilean rebels attacked Ana Silva.")
    assert "ASSAULT" in [event.type for event in record.events]


def test_reporter_who_says_what_somebody_must_do_asks_nobody():
    assert not read("The senator must decide by Monday.").events


def test_time_of_an_event_is_the_one_that_hangs_on_its_verb():
    record = read("On Tuesday, Kenya, which had signed a truce with Chad in May, arrested two officers.")
    times = {time.id: time.text for time in record.times}
    arrest = next(event for event in record.events if event.type == "COERCE")
    assert arrest.time is not None
    assert "Tuesday" in times[arrest.time]


def test_killing_that_is_named_again_is_the_same():
    record = read("The army killed three rebels. The killing of the three rebels was condemned by Norway.")
    assert [event.type for event in record.events] == ["ASSAULT", "ACCUSE"]
