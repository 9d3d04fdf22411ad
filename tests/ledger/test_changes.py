from __future__ import annotations

from datetime import date

import pytest

SINCE = date(2020, 6, 1)


def stand(report, day, body, act, words, holder="Egypt", **more):
    return report(body, day, positions=[{"holder": holder, "act": act, "words": words, **more}])


def test_stand_is_new_shifted_or_repeated_by_what_its_holder_said_before(ledger, report):
    ledger.add(stand(report, "2020-01-20", "Egypt refuses a ceasefire.", "refuses", "refuses a ceasefire"))
    ledger.add(
        stand(report, "2020-01-21", "Turkey supports the elections.", "supports", "supports the elections", "Turkey")
    )
    ledger.add(stand(report, "2020-10-24", "Egypt supports a truce.", "supports", "supports a truce"))
    ledger.add(stand(report, "2020-10-25", "Turkey wants elections.", "demands", "wants elections", "Turkey"))
    ledger.add(
        stand(report, "2020-10-26", "Russia opposes the sanctions.", "opposes", "opposes the sanctions", "Russia")
    )
    found = ledger.changes(SINCE)
    assert [(one.stand.holder, one.kind, one.what) for one in found.stands] == [
        ("Russia", "new", None),
        ("Turkey", "repeated", None),
        ("Egypt", "shifted", "refuses -> supports"),
    ]
    shifted = found.stands[-1]
    assert shifted.before is not None
    assert shifted.before.passage.text == "refuses a ceasefire"
    assert (found.since, found.last) == (SINCE, date(2020, 10, 26))


def test_nothing_from_before_the_day_and_nothing_rejected_is_a_change(ledger, report):
    ledger.add(stand(report, "2020-01-20", "Egypt refuses a ceasefire.", "refuses", "refuses a ceasefire"))
    ledger.add(stand(report, "2020-10-24", "Egypt supports a truce.", "supports", "supports a truce"))
    ledger.review(ledger.positions()[-1].fact, "reject", author="the analyst", reason="somebody else's words")
    assert ledger.changes(SINCE).stands == ()


def test_only_one_actor_s_changes_are_given_where_one_is_asked_for(ledger, report):
    ledger.add(stand(report, "2020-10-24", "Egypt supports a truce.", "supports", "supports a truce"))
    ledger.add(stand(report, "2020-10-25", "Turkey wants elections.", "demands", "wants elections", "Turkey"))
    assert [one.stand.holder for one in ledger.changes(SINCE, actor="Turkey").stands] == ["Turkey"]


def test_without_a_day_it_begins_thirty_days_before_the_last_report(ledger, report):
    ledger.add(stand(report, "2020-10-24", "Egypt supports a truce.", "supports", "supports a truce"))
    assert ledger.changes().since == date(2020, 9, 24)


def test_empty_ledger_has_no_changes(ledger):
    found = ledger.changes()
    assert (found.stands, found.conditions, found.contradictions, found.meetings) == ((), (), (), ())


def test_condition_set_before_and_met_since_is_a_change(ledger, report):
    body = "Russia will not recognise the Government of National Accord until the House of Representatives approves it."
    until = ("until", "until the House of Representatives approves it", ["House of Representatives"])
    ledger.add(
        stand(
            report, "2020-01-10", body, "does_not_recognise", body[:-1], "Russia",
            toward=["Government of National Accord"], conditions=[until],
        )
    )  # fmt: skip
    assert [one.status for one in ledger.changes(date(2020, 1, 1)).conditions] == ["open"]
    assert ledger.changes(SINCE).conditions == ()
    vote = "The House of Representatives approved the Government of National Accord."
    parties = {"actors": ["House of Representatives"], "recipients": ["Government of National Accord"]}
    ledger.add(report(vote, "2020-07-01", events=[{"type": "SUPPORT", "words": vote[:-1], **parties}]))
    assert [one.status for one in ledger.changes(SINCE).conditions] == ["met"]


def test_condition_whose_deed_one_source_tells_and_another_denies_is_disputed(ledger, report):
    body = "Russia will not recognise the Government of National Accord until the House of Representatives approves it."
    until = ("until", "until the House of Representatives approves it", ["House of Representatives"])
    terms = {"toward": ["Government of National Accord"], "conditions": [until]}
    ledger.add(stand(report, "2020-06-10", body, "does_not_recognise", body[:-1], "Russia", **terms))
    parties = {"actors": ["House of Representatives"], "recipients": ["Government of National Accord"]}
    deed = "approved the Government of National Accord in an open vote at its seat in the harbour"
    vote = f"The House of Representatives {deed}."
    ledger.add(report(vote, "2020-07-01", events=[{"type": "SUPPORT", "words": vote[:-1], **parties}]))
    assert ledger.changes(SINCE).disputed == ()
    denial = f"The House of Representatives denied that it {deed}."
    denied = {"type": "SUPPORT", "words": deed, "reality": "denied", **parties}
    ledger.add(report(denial, "2020-07-02", events=[denied]))
    found = ledger.changes(SINCE)
    assert found.disputed == (found.conditions[0].condition.number,)


def test_reviewed_facts_are_counted(ledger, report):
    ledger.add(stand(report, "2020-10-24", "Egypt supports a truce.", "supports", "supports a truce"))
    ledger.add(stand(report, "2020-10-25", "Turkey wants elections.", "demands", "wants elections", "Turkey"))
    one, other = ledger.positions()
    ledger.review(one.fact, "accept", author="the analyst", reason="read")
    ledger.review(other.fact, "reject", author="the analyst", reason="read")
    found = ledger.reviewed()
    assert (found.facts, found.accepted, found.rejected) == (2, 1, 1)


def test_state_changes_with_every_change_and_only_then(ledger, report):
    before = ledger.state()
    ledger.positions()
    assert ledger.state() == before
    ledger.add(stand(report, "2020-10-24", "Egypt supports a truce.", "supports", "supports a truce"))
    added = ledger.state()
    assert added != before
    ledger.review(ledger.positions()[0].fact, "accept", author="the analyst", reason="read")
    assert ledger.state() != added


@pytest.mark.parametrize("limit", [1, 2])
def test_at_most_so_many_rows_the_latest(ledger, report, limit):
    for day in ("2020-10-24", "2020-10-25", "2020-10-26"):
        body = f"Egypt supports a truce, it said on {day}."
        ledger.add(stand(report, day, body, "supports", "supports a truce"))
    found = ledger.changes(SINCE, limit=limit).stands
    assert [one.stand.day for one in found] == [date(2020, 10, 26), date(2020, 10, 25)][:limit]
