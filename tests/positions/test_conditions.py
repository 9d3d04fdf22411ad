"""Conditions: every connective in its places, and the words that look like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.records import Record

type Read = Callable[[str], Record]
SAID = "the Egyptian minister said."


def found(record: Record) -> list[tuple[str, str, list[str]]]:
    """Kind, words and who must act of each condition."""
    names = {actor.id: actor.name for actor in record.actors}
    return [
        (each.kind, record.article.body[slice(*each.span)], [names[actor] for actor in each.who])
        for position in record.positions
        for each in position.conditions
    ]


@pytest.mark.parametrize(
    ("text", "kind", "words", "who"),
    [
        ("{} Egypt will not open the border.", "until", "Until Chad withdraws its troops,", ["Chad"]),
        ("“{} we will not sign it,” " + SAID, "unless", "Unless Chad frees the pilots,", ["Chad"]),
        ("{} the Egyptian minister said, Egypt will not sign it.", "unless", "Unless Chad frees the pilots,", ["Chad"]),
        ("{} will Egypt sign the treaty.", "only_if", "Only if Chad frees the pilots", ["Chad"]),
        ("{} Egypt is ready to talk.", "if", "If the Council lifts the sanctions,", ["the Council"]),
        ("{} the Egyptian minister said, Egypt will talk.", "if", "If Chad lifts the sanctions,", ["Chad"]),
        ("The Egyptian minister said that {} Egypt would talk.", "if", "if Chad lifted the sanctions,", ["Chad"]),
        ("{} Egypt supports the plan.", "provided_that", "Provided that Chad respects the border,", ["Chad"]),
        ("{} Egypt will refuse any talks.", "as_long_as", "As long as Chad occupies the valley,", ["Chad"]),
        ("{} Egypt will not leave.", "without", "Without a guarantee from Chad,", ["Chad"]),
        ("Egypt will not leave {}", "until", "before Chad signs the treaty.", ["Chad"]),
        ("Egypt will sign the treaty, but {}", "until", "not before Chad leaves the valley.", ["Chad"]),
        ("{} Egypt will leave.", "after", "After Chad signs the treaty,", ["Chad"]),
        ("{} Egypt will lift the blockade.", "after", "Once Chad has freed the pilots,", ["Chad"]),
        ("{} Egypt offered to free the men.", "in_exchange_for", "In exchange for the release of the pilots,", []),
        ("Egypt agreed to the truce {}", "provided_that", "on condition that Chad withdraws.", ["Chad"]),
        ("{} Egypt will send an envoy.", "provided_that", "Subject to approval by the parliament,", ["the parliament"]),
        ("Egypt will not leave, {}", "until", "pending a vote by the Security Council.", ["Security Council"]),
        ("Egypt rejects any deal {}", "unless", "except one that Chad signs.", ["Chad"]),
        ("Egypt's support {}", "provided_that", "depends on a vote by the Security Council.", ["Security Council"]),
        ("“We won't talk {}” " + SAID, "unless", "until and unless Chad leaves the valley,", ["Chad"]),
        (
            "“There can be no talks {}” " + SAID,
            "without",
            "without a vote by the Security Council,",
            ["Security Council"],
        ),
        ("Egypt threatened to leave {}", "unless", "unless Chad stops the attacks.", ["Chad"]),
        ("Egypt insisted that it would only leave {}", "only_if", "if Chad withdrew.", ["Chad"]),
        ("Egypt threatened Chad with a blockade {}", "if", "should Chad leave the talks.", ["Chad"]),
    ],
)
def test_condition_wherever_it_stands(read: Read, text: str, kind: str, words: str, who: list[str]) -> None:
    record = read(text.format(words))
    assert found(record) == [(kind, words.rstrip(".,"), who)]


def test_condition_in_the_sentence_before(read: Read) -> None:
    record = read("Chad must withdraw its forces, the Egyptian minister said. Only then would Egypt lift the blockade.")
    ((kind, words, who),) = found(record)
    assert (kind, who) == ("only_if", ["Chad"])
    assert words.startswith("Chad must withdraw") and words.endswith("Only then")


def test_condition_inside_a_condition(read: Read) -> None:
    record = read("Egypt will not sign the treaty unless Chad agrees to withdraw if the militias disarm.")
    assert [(kind, who) for kind, _, who in found(record)] == [("unless", ["Chad"]), ("if", ["the militias"])]


def test_condition_that_something_does_not_happen(read: Read) -> None:
    (position,) = read("Egypt warned that it would close the strait if Chad did not lift the siege.").positions
    assert position.act == "threatens"
    assert [each.negated for each in position.conditions] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Egypt will act if necessary.",
        "Egypt asked whether Chad would leave and if the Council would vote.",
        "Egypt will not leave even if Chad asks it to.",
        "Egypt condemned the raid after Chad published the pictures.",
        "Even after Chad withdrew, Egypt refused to lift the blockade.",
        "The Egyptian minister said he didn't know if Chad would leave.",
        "Egypt rejected the claim that Chad would leave if the Council met.",
        "The minister of Spain said that any theft is subject to a fine.",
        "Egypt is concerned about Chad providing support to the militias.",
    ],
)
def test_no_condition(read: Read, text: str) -> None:
    assert found(read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Egypt would have left if Chad had asked.",
        "The Egyptian minister refused to say what Egypt would do if Chad left.",
        "Will Egypt leave if Chad asks it to?",
        "The Egyptian minister said that he would leave if he were a bird.",
    ],
)
def test_what_is_unreal_or_asked_is_no_stand(read: Read, text: str) -> None:
    assert [position.act for position in read(text).positions if position.rule.startswith("modal")] == []
