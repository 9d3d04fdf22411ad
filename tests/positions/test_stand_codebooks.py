"""Each entry of the codebooks of stands and conditions, by its own example and counter-example."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.codebooks.load import load_codebook
from dragoman.positions.book import Connective, Stand, WordGroup
from dragoman.records import Record

STANDS = load_codebook("stands", Stand)
CONNECTIVES = load_codebook("conditions", Connective)
GROUPS = load_codebook("stand_words", WordGroup)


@pytest.mark.parametrize("entry", STANDS, ids=lambda entry: entry.id)
def test_example_takes_the_stand_of_its_entry(read: Callable[[str], Record], entry: Stand) -> None:
    assert entry.id in {position.rule for position in read(entry.example).positions}


@pytest.mark.parametrize("entry", STANDS, ids=lambda entry: entry.id)
def test_counter_example_takes_no_stand_of_its_entry(read: Callable[[str], Record], entry: Stand) -> None:
    assert entry.id not in {position.rule for position in read(entry.counter).positions}


@pytest.mark.parametrize("entry", CONNECTIVES, ids=lambda entry: entry.id)
def test_example_has_the_condition_of_its_entry(read: Callable[[str], Record], entry: Connective) -> None:
    found = [each for position in read(entry.example).positions for each in position.conditions]
    assert [each.kind for each in found] == [entry.kind]


@pytest.mark.parametrize("entry", CONNECTIVES, ids=lambda entry: entry.id)
def test_counter_example_has_no_condition(read: Callable[[str], Record], entry: Connective) -> None:
    assert [each for position in read(entry.counter).positions for each in position.conditions] == []


@pytest.mark.parametrize("entry", GROUPS, ids=lambda entry: entry.id)
def test_example_of_a_word_group_takes_a_stand(read: Callable[[str], Record], entry: WordGroup) -> None:
    assert read(entry.example).positions


@pytest.mark.parametrize("entry", GROUPS, ids=lambda entry: entry.id)
def test_counter_example_of_a_word_group_takes_no_stand(read: Callable[[str], Record], entry: WordGroup) -> None:
    assert read(entry.counter).positions == ()
