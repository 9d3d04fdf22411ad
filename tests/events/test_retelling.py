"""The same happening told twice is one event with two passages; different happenings stay apart."""

from __future__ import annotations


def test_a_noun_that_points_back_tells_the_same_attack_again(tell):
    told = tell("France attacked Mali on Sunday. This attack was short.")
    assert [t.type for t in told] == ["ASSAULT"]
    assert len(told[0].event.retold) == 1


def test_two_nouns_under_one_verb_are_one_event_with_both_recipients(read):
    record = read("France reiterated its support for Mali and its support for Chad.")
    names = {actor.id: actor.name for actor in record.actors}
    assert [(e.type, [names[r] for r in e.recipients]) for e in record.events] == [("SUPPORT", ["Mali", "Chad"])]


def test_two_attacks_on_different_victims_are_two_events(tell):
    told = tell("France attacked Mali and bombed Chad.")
    assert [(t.type, t.recipients) for t in told] == [("ASSAULT", ("Mali",)), ("ASSAULT", ("Chad",))]


def test_ids_are_the_same_on_a_second_reading(tell):
    text = "France attacked Mali. Chad condemned the attack."
    assert [t.event.id for t in tell(text)] == [t.event.id for t in tell(text)]


def test_evidence_holds_its_trigger(read):
    record = read("Peru accused Chile of fraud and recalled its envoy. Talks in Geneva will begin in May.")
    assert record.events
    for event in record.events:
        assert event.evidence[0] <= event.trigger[0] < event.trigger[1] <= event.evidence[1]
