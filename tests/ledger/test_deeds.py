from __future__ import annotations

import pytest

from dragoman.codebooks.load import load_codebook
from dragoman.ledger.deeds import DeedEntry, deed_in, deed_told

DEEDS = load_codebook("deeds", DeedEntry)


@pytest.mark.parametrize("entry", DEEDS, ids=lambda entry: entry.id)
def test_deed_fits_its_example_and_not_its_counter(entry):
    assert deed_told(entry.example, entry.example) == (entry.id, False)
    assert (deed_told(entry.counter, entry.counter) or (None,))[0] != entry.id


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


@pytest.mark.parametrize(
    ("text", "trigger", "told"),
    [
        ("the senate voted against the cabinet", "voted", ("approve", True)),
        ("the senate refused its confidence to the cabinet", "refused", ("approve", True)),
        ("the senate voted no confidence in the cabinet", "voted", ("approve", True)),
        ("the senate voted confidence in the cabinet", "voted", ("approve", False)),
        ("the senate, which had approved the budget, met the envoy", "met", ("meet", False)),
        ("the senate slept", "slept", None),
    ],
)
def test_deed_is_that_of_the_trigger_and_the_contrary_is_not_the_deed(text, trigger, told):
    assert deed_told(text, trigger) == told
