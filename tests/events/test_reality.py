"""Whether it happened, as the words around it say."""

from __future__ import annotations

import pytest

CASES = [
    ("France attacked Mali.", "happened"),
    ("France will attack Mali.", "planned"),
    ("France is planning an attack on Mali.", "planned"),
    ("France may attack Mali.", "possible"),
    ("If France attacks Mali, prices will rise.", "conditional"),
    ("France denied attacking Mali.", "denied"),
    ("France allegedly attacked Mali.", "alleged"),
    ("France failed to attack Mali.", "not_done"),
    ("France did not attack Mali.", "not_done"),
    ("France never attacked Mali.", "not_done"),
    ("France is attacking Mali.", "ongoing"),
    ("France continues to attack Mali.", "ongoing"),
    ("The ongoing attack by France on Mali drew crowds.", "ongoing"),
    ("Reports of an attack by France on Mali spread.", "alleged"),
    ("The alleged attack by France on Mali drew crowds.", "alleged"),
]


@pytest.mark.parametrize(("text", "reality"), CASES)
def test_the_attack_has_the_reality_that_the_text_gives_it(tell, text, reality):
    assert [told.reality for told in tell(text) if told.type == "ASSAULT"] == [reality]


def test_a_state_goes_on_in_the_present_tense(tell):
    assert [told.reality for told in tell("France supports Mali.")] == ["ongoing"]
    assert [told.reality for told in tell("France supported Mali.")] == ["happened"]


def test_a_wish_to_thank_is_thanks(tell):
    told = tell("We want to thank Mali.")
    assert [(t.type, t.reality) for t in told] == [("SUPPORT", "happened")]


def test_a_planned_deed_that_is_denied_is_denied(tell):
    (told,) = [t for t in tell("France denied planning to attack Mali.") if t.type == "ASSAULT"]
    assert told.reality == "denied"
