from __future__ import annotations

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import AmbiguousNameError, UnknownNameError


def about(report, *names, day="2020-01-01", **extra):
    body = " and ".join(names) + " met."
    return report(body, day, people=dict.fromkeys(names, extra))


def test_spellings_of_one_name_are_one_actor_with_the_reason(ledger, report):
    for name in ("Khalifa Haftar", "Field Marshal Khalifa Hifter", "Hafter"):
        ledger.add(about(report, name, country="LBY"))
    (profile,) = ledger.who("Haftar")
    assert profile.articles == 3
    assert [joined.why for joined in profile.joined] == [
        "no actor had this name",
        "spellings of one name: Field Marshal Khalifa Hifter, Khalifa Haftar",
        "the only actor with this family name: Hafter, Field Marshal Khalifa Hifter",
    ]


def test_two_men_with_one_family_name_stay_two_and_the_name_asks_back(ledger, report):
    ledger.add(about(report, "Aguila Saleh", country="LBY"))
    ledger.add(about(report, "Ali Abdullah Saleh", country="YEM"))
    with pytest.raises(AmbiguousNameError) as error:
        ledger.who("Saleh")
    assert str(error.value) == (
        "'Saleh' could be 2 actors: #1 Aguila Saleh (person, LBY, in 1 article); "
        "#2 Ali Abdullah Saleh (person, YEM, in 1 article). Ask again with the number, e.g. '#1'"
    )
    assert ledger.who("#2")[0].name == "Ali Abdullah Saleh"


def test_family_name_that_fits_two_is_joined_to_neither(ledger, report):
    ledger.add(about(report, "Hillary Clinton"))
    ledger.add(about(report, "Bill Clinton"))
    ledger.add(about(report, "Clinton", day="2020-01-02"))
    assert len(ledger.actors()) == 3


def test_unnamed_officials_are_never_one(ledger, report):
    for day in ("2020-01-01", "2020-01-02"):
        body = f"a Russian official spoke on {day}."
        ledger.add(report(body, day, people={"a Russian official": {"unnamed": True, "country": "RUS"}}))
    assert len(ledger.who("a Russian official")) == 2


def test_state_is_one_under_all_its_names(ledger, report):
    ledger.add(report("Russia spoke.", "2020-01-01", people={"Russia": {"names": ("Russia", "Moscow")}}))
    named = {"kind": "state", "country": "RUS"}
    ledger.add(report("The Kremlin spoke.", "2020-01-02", people={"The Kremlin": named}))
    (profile,) = ledger.who("Moscow")
    assert profile.articles == 2


def test_armies_of_two_reports_are_not_one_because_both_are_called_the_army(ledger, report):
    for day in ("2020-01-01", "2020-01-02"):
        ledger.add(report(f"the army marched on {day}.", day, people={"the army": {"kind": "armed_group"}}))
    assert len(ledger.actors()) == 2


def test_bodies_are_joined_by_names_that_tell_them_apart_and_not_by_their_kind(ledger, report):
    body = {"kind": "government_body", "country": "LBY"}
    first = {"Presidency Council": body | {"names": ("Presidency Council", "the Council", "Council")}}
    other = {"High State Council": body | {"names": ("High State Council", "HSC", "the Council", "Council")}}
    ledger.add(report("Presidency Council: the Council met.", "2020-01-01", people=first))
    ledger.add(report("High State Council: the Council met.", "2020-01-02", people=other))
    ledger.add(report("HSC met.", "2020-01-03", people={"HSC": body}))
    assert [(actor.name, actor.articles) for actor in ledger.actors()] == [
        ("High State Council", 2), ("Presidency Council", 1),
    ]  # fmt: skip


def test_unknown_name_says_so(ledger):
    with pytest.raises(UnknownNameError, match="nobody in the ledger is called 'Nobody'"):
        ledger.who("Nobody")


def test_merge_joins_two_actors_and_undo_parts_them(ledger, report):
    ledger.add(about(report, "Muhammad bin Salman"))
    ledger.add(about(report, "MBS", day="2020-01-02"))
    number = ledger.merge("Muhammad bin Salman", "MBS", author="tester", reason="the same man")
    (profile,) = ledger.who("MBS")
    assert (profile.name, profile.articles) == ("Muhammad bin Salman", 2)
    assert ledger.who("Muhammad bin Salman") == [profile]
    ledger.undo(number, author="tester")
    assert ledger.who("MBS")[0].articles == 1
    (judgement,) = ledger.judgements()
    assert (judgement.author, judgement.reason, judgement.undone_by) == ("tester", "the same man", "tester")


def test_merge_holds_for_articles_added_later(ledger, report):
    ledger.add(about(report, "Muhammad bin Salman"))
    ledger.add(about(report, "MBS", day="2020-01-02"))
    ledger.merge("Muhammad bin Salman", "MBS", author="tester", reason="the same man")
    ledger.add(report("MBS flew home.", "2020-01-03", people={"MBS": {}}))
    assert ledger.who("MBS")[0].articles == 3


def test_split_parts_what_was_joined_wrongly_and_survives_rereading(ledger, report):
    ledger.add(about(report, "David Miller", country="USA"))
    ledger.add(
        report("David Mueller sang.", "2020-01-02", people={"David Mueller": {"country": "USA"}}, version="0.0.9")
    )
    assert len(ledger.actors()) == 1
    number = ledger.split("#1", forms=["David Mueller"], author="tester", reason="two men")
    assert [actor.articles for actor in ledger.actors()] == [1, 1]
    ledger.add(report("David Mueller sang.", "2020-01-02", people={"David Mueller": {"country": "USA"}}))
    assert [actor.articles for actor in ledger.actors()] == [1, 1]
    ledger.undo(number, author="tester")
    assert [actor.articles for actor in ledger.actors()] == [2]


def test_merging_an_actor_with_itself_is_refused(ledger, report):
    ledger.add(about(report, "Ann Lee"))
    with pytest.raises(UsageError, match="are one actor already"):
        ledger.merge("#1", "Ann Lee", author="tester", reason="why not")


def test_family_name_means_him_who_is_by_far_the_best_known_of_it(ledger, report):
    for day in range(1, 12):
        body = f"Hillary Clinton spoke on day {day}."
        ledger.add(report(body, "2020-01-01", people={"Hillary Clinton": {"country": "USA"}}))
    ledger.add(about(report, "Bill Clinton", country="USA"))
    ledger.add(report("Clinton spoke.", "2020-02-01", people={"Clinton": {"country": "USA"}}))
    assert [(actor.name, actor.articles) for actor in ledger.actors()] == [("Hillary Clinton", 12), ("Bill Clinton", 1)]


def test_bodys_long_name_in_small_letters_is_its_name(ledger, report):
    body = {"kind": "government_body", "country": "LBY"}
    for name in ("government of national accord", "Government of National Accord"):
        ledger.add(report(f"The {name} met.", "2020-01-01", people={name: body}))
    assert [actor.articles for actor in ledger.actors()] == [2]
