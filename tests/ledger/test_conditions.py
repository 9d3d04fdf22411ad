from __future__ import annotations

import pytest

REFUSAL = (
    "Russia will not recognise the Government of National Accord until the House of Representatives has approved it."
)
CONDITION = ("until", "until the House of Representatives has approved it", ["House of Representatives"])


@pytest.fixture
def refusal(report):
    stand = {
        "holder": "Russia", "act": "does_not_recognise", "toward": ["Government of National Accord"],
        "words": "recognise the Government of National Accord", "conditions": [CONDITION],
    }  # fmt: skip
    return report(REFUSAL, "2016-12-03", positions=[stand])


def vote(report, day, body, deed, government, reality="happened"):
    event = {
        "type": "SUPPORT", "actors": ["House of Representatives"], "recipients": [government],
        "words": deed, "reality": reality,
    }  # fmt: skip
    return report(body, day, events=[event])


def test_condition_is_open_while_nothing_happens(ledger, refusal):
    ledger.add(refusal)
    (waiting,) = ledger.conditions(on="House of Representatives", status="open")
    assert waiting.condition.text == "until the House of Representatives has approved it"
    assert waiting.stand.holder == "Russia"
    assert waiting.stand.passage.text == REFUSAL[REFUSAL.index("recognise") : -1]
    assert waiting.by is None


def test_condition_is_met_by_the_named_body_doing_the_named_deed_to_the_named_object(ledger, report, refusal):
    ledger.add(refusal)
    body = "The House of Representatives approved the Government of National Accord on Monday."
    ledger.add(vote(report, "2017-01-09", body, body[:-1], "Government of National Accord"))
    (waiting,) = ledger.conditions(on="House of Representatives")
    assert waiting.status == "met"
    assert waiting.by is not None
    assert waiting.by.passage.text == body[:-1]
    assert waiting.score == 0.8  # the day is only that of the report


def test_vote_for_another_government_meets_nothing_and_is_kept_as_a_near_miss(ledger, report, refusal):
    ledger.add(refusal)
    body = "The House of Representatives approved the Government of National Unity on Wednesday."
    ledger.add(vote(report, "2021-03-11", body, body[:-1], "Government of National Unity"))
    (waiting,) = ledger.conditions(on="House of Representatives")
    assert waiting.status == "open"
    (near,) = waiting.near_misses
    assert near.why == "done to Government of National Unity, not to Government of National Accord"


def test_another_bodys_approval_meets_nothing(ledger, report, refusal):
    ledger.add(refusal)
    body = "The Security Council approved the Government of National Accord."
    event = {
        "type": "SUPPORT", "actors": ["Security Council"], "recipients": ["Government of National Accord"],
        "words": body[:-1],
    }  # fmt: skip
    ledger.add(report(body, "2017-01-09", events=[event]))
    assert ledger.conditions(on="House of Representatives")[0].status == "open"


def test_vote_before_the_stand_meets_nothing(ledger, report, refusal):
    ledger.add(refusal)
    body = "The House of Representatives approved the Government of National Accord."
    ledger.add(vote(report, "2016-01-09", body, body[:-1], "Government of National Accord"))
    assert ledger.conditions(on="House of Representatives")[0].status == "open"


@pytest.mark.parametrize("reality", ["planned", "denied", "alleged", "conditional", "possible", "not_done"])
def test_what_is_not_told_as_a_fact_meets_nothing(ledger, report, refusal, reality):
    ledger.add(refusal)
    body = "The House of Representatives approved the Government of National Accord."
    ledger.add(vote(report, "2017-01-09", body, body[:-1], "Government of National Accord", reality))
    (waiting,) = ledger.conditions(on="House of Representatives")
    assert waiting.status == "open"
    assert waiting.near_misses[0].why.startswith("told as ")


def test_refusal_by_the_body_leaves_the_condition_open(ledger, report, refusal):
    ledger.add(refusal)
    body = "The House of Representatives voted against the Government of National Accord."
    ledger.add(vote(report, "2017-01-09", body, body[:-1], "Government of National Accord"))
    (waiting,) = ledger.conditions(on="House of Representatives")
    assert waiting.status == "open"
    assert waiting.near_misses[0].why == "the contrary was done"


def test_later_contrary_stand_overtakes_the_condition(ledger, report, refusal):
    ledger.add(refusal)
    body = "Russia recognises the Government of National Accord."
    stand = {
        "holder": "Russia", "act": "recognises", "toward": ["Government of National Accord"],
        "words": "recognises the Government of National Accord",
    }  # fmt: skip
    ledger.add(report(body, "2018-02-01", positions=[stand]))
    (waiting,) = ledger.conditions(on="House of Representatives")
    assert waiting.status == "overtaken"
    assert waiting.later is not None
    assert waiting.later.passage.published.isoformat() == "2018-02-01"


def test_condition_without_an_actor_as_object_is_met_by_its_words(ledger, report):
    body = "Russia will deliver nothing unless the Security Council lifts the embargo."
    stand = {
        "holder": "Russia", "act": "refuses", "words": "deliver nothing",
        "conditions": [("unless", "unless the Security Council lifts the embargo", ["Security Council"])],
    }  # fmt: skip
    ledger.add(report(body, "2016-12-03", positions=[stand]))
    for number, (text, deed) in enumerate(
        [
            ("The Security Council lifted the travel ban on two men.", "The Security Council lifted the travel ban"),
            ("The Security Council lifted the embargo at last.", "The Security Council lifted the embargo"),
        ]
    ):
        event = {"type": "CONCEDE", "actors": ["Security Council"], "words": deed}
        ledger.add(report(text, f"2017-0{number + 1}-01", events=[event]))
    (waiting,) = ledger.conditions(on="Security Council")
    assert (waiting.status, waiting.score) == ("met", 0.7)
    assert waiting.by.passage.text == "The Security Council lifted the embargo"
    assert len(waiting.near_misses) == 1


def test_rejected_event_meets_nothing(ledger, report, refusal):
    ledger.add(refusal)
    body = "The House of Representatives approved the Government of National Accord on Monday."
    record = vote(report, "2017-01-09", body, body[:-1], "Government of National Accord")
    ledger.add(record)
    ledger.review(record.events[0].id, "reject", author="tester", reason="a slip of the paper")
    assert ledger.conditions(on="House of Representatives")[0].status == "open"


def test_status_is_the_same_in_whatever_order_reports_are_added(ledger, report, refusal):
    body = "The House of Representatives approved the Government of National Accord on Monday."
    ledger.add(vote(report, "2017-01-09", body, body[:-1], "Government of National Accord"))
    ledger.add(refusal)
    (waiting,) = ledger.conditions(status="met")
    assert waiting.by.day.isoformat() == "2017-01-09"


def test_merging_the_objects_meets_the_condition_and_undo_opens_it_again(ledger, report, refusal):
    ledger.add(refusal)
    body = "The House of Representatives approved the Government of National Unity on Wednesday."
    ledger.add(vote(report, "2021-03-11", body, body[:-1], "Government of National Unity"))
    number = ledger.merge(
        "Government of National Accord", "Government of National Unity", author="tester", reason="to see"
    )
    assert ledger.conditions()[0].status == "met"
    ledger.undo(number, author="tester")
    assert ledger.conditions()[0].status == "open"


def test_status_holds_when_the_report_of_the_deed_is_read_again(ledger, report, refusal):
    ledger.add(refusal)
    body = "The House of Representatives approved the Government of National Accord on Monday."
    event = {
        "type": "SUPPORT", "actors": ["House of Representatives"], "recipients": ["Government of National Accord"],
        "words": body[:-1],
    }  # fmt: skip
    ledger.add(report(body, "2017-01-09", events=[event], version="0.0.9"))
    ledger.add(report(body, "2017-01-09"))
    assert ledger.conditions()[0].status == "open"
    ledger.add(report(body, "2017-01-09", events=[event], version="0.0.9"))
    assert ledger.conditions()[0].status == "met"
