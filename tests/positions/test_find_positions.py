"""Positions of sentences of our own: who stands where, on what, towards whom, under which condition."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.records import Position, Record

type Read = Callable[[str], Record]


def named(record: Record, actor: str) -> str:
    return next(each.name for each in record.actors if each.id == actor)


def only(record: Record) -> Position:
    (position,) = record.positions
    return position


def conditions(record: Record) -> list[tuple[str, str, list[str]]]:
    body = record.article.body
    found = [each for position in record.positions for each in position.conditions]
    return [(each.kind, body[slice(*each.span)], [named(record, who) for who in each.who]) for each in found]


@pytest.mark.parametrize(
    ("text", "act", "issue"),
    [
        ("Egypt will not recognise the new government.", "does_not_recognise", "the new government"),
        ("Egypt is not going to withdraw its troops.", "refuses", "withdraw its troops"),
        ("Egypt does not support the plan.", "opposes", "the plan"),
        ("Egypt did not rule out new talks.", "open_to", "new talks"),
        ("Egypt no longer recognises the government.", "does_not_recognise", "the government"),
        ("Egypt is against the plan.", "opposes", "the plan"),
        ("Egypt has no intention of leaving the union.", "will_not", "leaving the union"),
        ("Egypt repeated its refusal to sign the treaty.", "refuses", "sign the treaty"),
        ("The plan was rejected by Egypt.", "refuses", "The plan"),
        ("Egypt may support the plan.", "supports", "the plan"),
    ],
)
def test_act_and_issue(read: Read, text: str, act: str, issue: str) -> None:
    position = only(read(text))
    assert (position.act, position.issue_text) == (act, issue)


@pytest.mark.parametrize(
    "text",
    [
        "Egypt failed to condemn the raid.",
        "Egypt asked whether Chad supports the plan.",
        "Egypt and Chad discussed the plan.",
        "Egypt does not have to sign the treaty.",
        "The victory should give Egypt strength.",
        "Egypt has the support of Chad.",
        "Egypt will not know the result before Monday.",
    ],
)
def test_no_stand(read: Read, text: str) -> None:
    assert read(text).positions == ()


def test_concession_gives_two_stands(read: Read) -> None:
    record = read("While Egypt supports the agreement, it will not recognise the government.")
    assert [position.act for position in record.positions] == ["supports", "does_not_recognise"]


def test_a_demand_is_the_speakers_and_directed_at_the_subject(read: Read) -> None:
    record = read("The rebels must leave the city, the French minister said.")
    position = only(record)
    assert (position.act, named(record, position.holder)) == ("demands", "the French minister")
    assert [named(record, each) for each in position.toward] == ["The rebels"]


def test_a_stand_inside_a_demand_is_not_taken(read: Read) -> None:
    record = read("Egypt urged Chad to support the plan.")
    position = only(record)
    assert (position.act, position.issue_text) == ("calls_for", "support the plan")
    assert [named(record, each) for each in position.toward] == ["Chad"]


def test_strength(read: Read) -> None:
    assert only(read("Egypt opposes the plan.")).strength == "firm"
    assert only(read("Egypt would support the plan.")).strength == "qualified"
    assert only(read("Egypt may support the plan.")).strength == "tentative"


def test_the_words_that_do_it_takes_up(read: Read) -> None:
    record = read(
        "Egypt will not send troops to Chad. “We cannot do it without a mandate,” the Egyptian minister said."
    )
    assert [position.issue_text for position in record.positions] == ["send troops to Chad"] * 2
    assert [position.issue_key for position in record.positions] == ["deploy/troops"] * 2


def test_the_thing_that_it_takes_up(read: Read) -> None:
    record = read("The ministers discussed the embargo. Egypt will not lift it.")
    assert only(record).issue_text == "lift the embargo"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Egypt will not recognise the government until it has been approved by the Chadian parliament.",
            ("until", "until it has been approved by the Chadian parliament", ["the Chadian parliament"]),
        ),
        (
            "Unless Chad withdraws its troops, Egypt will close the border.",
            ("unless", "Unless Chad withdraws its troops", ["Chad"]),
        ),
        (
            "Egypt could not do so without a vote by the Security Council, the Egyptian minister said.",
            ("without", "without a vote by the Security Council", ["Security Council"]),
        ),
        (
            "Egypt is ready to join the talks as long as Chad stays away.",
            ("as_long_as", "as long as Chad stays away", ["Chad"]),
        ),
        (
            "Should Chad leave the talks, Egypt will close the border.",
            ("if", "Should Chad leave the talks", ["Chad"]),
        ),
        (
            "Egypt threatened to close the border if Chad does not withdraw.",
            ("if", "if Chad does not withdraw", ["Chad"]),
        ),
        (
            "Egypt will free the soldiers in exchange for the release of its pilots by Chad.",
            ("in_exchange_for", "in exchange for the release of its pilots by Chad", ["Chad"]),
        ),
    ],
)
def test_condition(read: Read, text: str, expected: tuple[str, str, list[str]]) -> None:
    assert conditions(read(text)) == [expected]


def test_two_conditions_on_one_stand(read: Read) -> None:
    found = conditions(read("If Chad disarms, Egypt will open the border, provided that the militias withdraw."))
    assert [kind for kind, _, _ in found] == ["if", "provided_that"]


def test_a_denied_condition_is_marked(read: Read) -> None:
    position = only(read("Egypt will close the border if Chad does not withdraw."))
    assert [each.negated for each in position.conditions] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Egypt rejected the plan after the talks.",
        "Egypt asked if Chad supports the plan.",
        "Egypt will not sign the treaty even if Chad withdraws.",
        "Egypt will not sign the treaty until Monday.",
        "Egypt will support the plan, if necessary.",
    ],
)
def test_no_condition(read: Read, text: str) -> None:
    assert conditions(read(text)) == []


def test_evidence_and_issue_lie_in_the_body_and_ids_are_stable(read: Read) -> None:
    text = "Egypt opposes the plan and urged Chad to leave the bloc unless the council votes."
    record = read(text)
    assert record.positions == read(text).positions
    for position in record.positions:
        (start, end), (first, last) = position.issue, position.evidence
        assert 0 <= first <= start < end <= last <= len(record.article.body)


def test_two_words_of_stand_on_one_issue_give_one_position(read: Read) -> None:
    record = read("Egypt spoke out in support of the Chadian people.")
    assert len({position.id for position in record.positions}) == len(record.positions) == 1
