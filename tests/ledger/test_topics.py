from __future__ import annotations

import pytest

from dragoman.codebooks.load import load_codebook
from dragoman.ledger.topics import DeedEntry, IssueEntry, deed_in, does, issue_of

ISSUES = load_codebook("issues", IssueEntry)
DEEDS = load_codebook("deeds", DeedEntry)


@pytest.mark.parametrize("entry", ISSUES, ids=lambda entry: entry.id)
def test_issue_fits_its_example_and_not_its_counter(entry):
    assert issue_of(entry.example) == entry.id
    assert issue_of(entry.counter) != entry.id


@pytest.mark.parametrize("entry", DEEDS, ids=lambda entry: entry.id)
def test_deed_fits_its_example_and_not_its_counter(entry):
    assert does(entry.id, entry.example) is True
    assert does(entry.id, entry.counter) is not True


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("until it has been approved by the senate", "approve"),
        ("unless the council lifts the embargo", "lift"),
        ("until the attackers had returned to their bases", "withdraw"),
        ("only if both sides sign the text", "sign"),
        ("until the prisoners were released", "release"),
        ("until Tuesday", None),
    ],
)
def test_deed_of_a_condition(text, deed):
    assert deed_in(text) == deed


def test_contrary_deed_is_not_the_deed():
    assert does("approve", "the senate voted against the cabinet") is False
    assert does("approve", "the senate refused its confidence to the cabinet") is False
