"""Who does it and whom it is done to, in the constructions of the language."""

from __future__ import annotations

import pytest

CASES = [
    ("active", "France attacked Mali.", "ASSAULT", ("France",), ("Mali",)),
    ("passive", "Mali was attacked by France.", "ASSAULT", ("France",), ("Mali",)),
    ("relative clause", "Troops that attacked Mali withdrew.", "ASSAULT", ("Troops",), ("Mali",)),
    ("reduced relative", "Villagers attacked by militants fled.", "ASSAULT", ("militants",), ("Villagers",)),
    ("coordinated verbs", "France condemned and attacked Mali.", "ASSAULT", ("France",), ("Mali",)),
    ("coordinated subjects", "France and Chad attacked Mali.", "ASSAULT", ("France", "Chad"), ("Mali",)),
    ("coordinated objects", "France accused Mali and Chad of fraud.", "ACCUSE", ("France",), ("Mali", "Chad")),
    ("subject control", "France managed to release prisoners.", "RETREAT", ("France",), ("prisoners",)),
    ("nominal with between", "Talks between Serbia and Kosovo began.", "CONSULT", ("Serbia", "Kosovo"), ()),
    ("nominal with possessive", "Macron's visit to Ghana ended.", "CONSULT", ("Macron",), ("Ghana",)),
    ("nominal of and by", "The bombing of Gaza by Israel went on.", "ASSAULT", ("Israel",), ("Gaza",)),
    ("light verb", "France launched an attack on Mali.", "ASSAULT", ("France",), ("Mali",)),
    ("light verb suffered", "Mali came under attack from France.", "ASSAULT", ("France",), ("Mali",)),
    ("talks with", "France held talks with Mali.", "CONSULT", ("France",), ("Mali",)),
    ("purpose of a stay", "Macron was in Accra for talks with Mahama.", "CONSULT", ("Macron",), ("Mahama",)),
    ("in touch with", "France is in touch with Mali.", "CONSULT", ("France",), ("Mali",)),
    ("provide with", "France provided Mali with weapons.", "AID", ("France",), ("Mali",)),
    ("dative", "France gave weapons to Mali.", "AID", ("France",), ("Mali",)),
]


@pytest.mark.parametrize(("text", "type_", "actors", "recipients"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_places_are_filled(tell, text, type_, actors, recipients):
    found = next(told for told in tell(text) if told.type == type_)
    assert (found.actors, found.recipients) == (actors, recipients)


def test_an_invitation_comes_from_the_government_of_its_place(tell):
    (told,) = tell("Diallo was invited to Moscow for talks.")
    assert (told.type, told.actors, told.recipients) == ("CONSULT", ("Moscow",), ("Diallo",))


def test_the_mood_of_who_is_pleased_is_not_done_to_him(tell):
    told = tell("France was encouraged by the decision of Mali.")
    assert [(t.type, t.actors) for t in told] == [("SUPPORT", ("France",))]


def test_what_is_asked_is_no_event_of_its_own_but_says_of_whom(tell):
    assert [(t.type, t.recipients) for t in tell("France urged Mali to release Diallo.")] == [("REQUEST", ("Mali",))]


def test_a_promise_of_harm_is_a_threat(tell):
    (told,) = tell("France vowed to bomb Mali.")
    assert (told.type, told.actors, told.recipients) == ("THREATEN", ("France",), ("Mali",))


def test_what_a_friendly_actor_will_not_do_is_a_refusal(tell):
    (told,) = tell("France will not provide Mali with weapons.")
    assert (told.type, told.reality, told.actors, told.recipients) == ("REJECT", "happened", ("France",), ("Mali",))


def test_a_journey_gives_way_to_the_meeting_that_it_was_made_for(tell):
    told = tell("Macron flew to Ghana to meet Mahama.")
    assert [t.recipients for t in told if t.type == "CONSULT"] == [("Mahama",)]


def test_a_conference_that_is_only_a_setting_is_no_event(tell):
    assert "conference" not in [t.trigger for t in tell("He spoke at the conference.")]


def test_a_name_that_tells_what_happened_is_no_event(tell):
    assert tell("The Libyan Political Agreement has 67 articles.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Lima spoke at a press conference.",
        "The premier toured the war-torn coast.",
        "We must get on with it.",
        "Norway had to live with the frost.",
        "Norway needs ten votes to win.",
        '"It was late," agrees the envoy.',
        "The star-struck premier of Peru left early.",
        "The memo of the Chile desk was released.",
        "Norway came to suggest that the price was high.",
        "There was violence.",
    ],
)
def test_words_that_only_look_like_an_event_are_none(tell, text):
    assert not [told for told in tell(text) if told.type != "CONSULT" or "conference" in told.trigger]
