"""Issue keys: one matter in many wordings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from dragoman.codebooks.load import load_codebook
from dragoman.positions.issue_keys import IssueKey, Predicate, Thing, issue_key, issue_key_of, keys_named
from dragoman.records import Article

type Parse = Callable[[str], tuple[Article, Doc]]

PREDICATES = load_codebook("issue_predicates", Predicate)
THINGS = load_codebook("issue_things", Thing)


def key_of(parse: Parse, issue: str) -> IssueKey | None:
    return issue_key(list(parse(issue)[1]))


@pytest.mark.parametrize(
    "issue",
    ["provide him with arms", "supply weapons to the army", "weapons deliveries", "military support for his forces"],
)
def test_wordings_of_one_matter_share_a_key(parse: Parse, issue: str) -> None:
    assert str(key_of(parse, issue)) == "provide/arms"


@pytest.mark.parametrize(
    ("issue", "key"),
    [
        ("supplied weapons to the army", "provide/arms"),
        ("weapons deliveries", "provide/arms"),
        ("lifting the arms embargo", "restrict/embargo"),
        ("permitting refugees to enter", "admit/access"),
        ("read the newspaper", None),
    ],
)
def test_unparsed_words_have_the_key_of_parsed_ones(parse: Parse, issue: str, key: str | None) -> None:
    assert issue_key_of(issue) == key
    assert issue_key_of(list(parse(issue)[1])) == key


def test_what_undoes_a_thing_has_its_key_and_the_other_sign(parse: Parse) -> None:
    imposed, lifted = key_of(parse, "impose sanctions"), key_of(parse, "lift the sanctions")
    assert imposed is not None and lifted is not None
    assert str(imposed) == str(lifted) == "restrict/sanctions"
    assert (imposed.contrary, lifted.contrary) == (False, True)


def test_the_last_of_a_row_of_names_is_the_thing(parse: Parse) -> None:
    key = key_of(parse, "remove the arms embargo")
    assert key is not None
    assert (str(key), key.words) == ("restrict/embargo", ("remove", "arms", "embargo"))


def test_an_issue_without_a_known_thing_has_no_key(parse: Parse) -> None:
    assert key_of(parse, "read the newspaper") is None


@pytest.mark.parametrize("entry", THINGS, ids=lambda entry: entry.id)
def test_example_names_the_thing_and_the_counter_example_does_not(parse: Parse, entry: Thing) -> None:
    found, other = key_of(parse, entry.example), key_of(parse, entry.counter)
    assert found is not None and found.thing == entry.id
    assert other is None or other.thing != entry.id


@pytest.mark.parametrize("entry", PREDICATES, ids=lambda entry: entry.id)
def test_example_has_the_predicate_and_the_counter_example_none_of_its_words(parse: Parse, entry: Predicate) -> None:
    found = key_of(parse, entry.example)
    assert found is not None and found.predicate == entry.id
    lemmas = {token.lemma_.lower() for token in parse(entry.counter)[1]}
    assert not lemmas & (entry.words | entry.contrary)


def test_every_class_that_a_thing_goes_with_exists() -> None:
    classes = {entry.id for entry in PREDICATES}
    assert {name for thing in THINGS for name in (thing.usual, *thing.also)} <= classes


@pytest.mark.parametrize(
    ("issue", "undoes"),
    [("a truce", True), ("stop the shelling", True), ("the offensive", False), ("end the truce", False)],
)
def test_a_truce_undoes_what_fighting_does(parse: Parse, issue: str, undoes: bool) -> None:
    key = key_of(parse, issue)
    assert key is not None
    assert (str(key), key.contrary) == ("fight/ceasefire", undoes)


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("weapons", {"provide/arms"}),
        ("elections", {"hold/elections", "recognise/elections"}),
        ("lifting of the embargo", {"restrict/embargo"}),
        ("provide/arms", {"provide/arms"}),
        ("a newspaper", set()),
    ],
)
def test_keys_that_somebody_may_mean(asked: str, keys: set[str]) -> None:
    assert keys_named(asked) == keys


def test_a_deed_alone_names_all_that_it_is_done_to() -> None:
    assert {"recognise/government", "recognise/statehood"} <= keys_named("recognition")
