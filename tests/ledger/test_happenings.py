from __future__ import annotations

import pytest

MEETING = {"type": "CONSULT", "actors": ["Russia"], "recipients": ["Egypt"]}
STRIKE = {"type": "ASSAULT", "actors": ["Turkey"], "recipients": ["Libyan National Army"]}


def told(report, day, body, publisher, event=MEETING, **extra):
    return report(body, day, events=[event | {"words": body[:-1]} | extra], publisher=publisher)


def test_one_event_in_two_reports_is_one_happening_with_both_passages(ledger, report):
    first, other = "Russia and Egypt met in Cairo over water.", "Envoys of Russia met those of Egypt in Cairo."
    ledger.add(told(report, "2020-06-07", first, "Example Wire"))
    ledger.add(told(report, "2020-06-08", other, "The Specimen Post"))
    (happening,) = ledger.happenings(party="Russia")
    assert happening.reports == 2
    assert [one.passage.text for one in happening.tellings] == [first[:-1], other[:-1]]


def test_numbers_that_differ_are_shown_with_who_says_which(ledger, report):
    for number, publisher in ((12, "Example Wire"), (30, "The Specimen Post")):
        body = f"A strike of Turkey killed {number} soldiers of the Libyan National Army."
        ledger.add(told(report, "2020-06-07", body, publisher, STRIKE))
    (happening,) = ledger.happenings()
    (difference,) = happening.differences
    assert difference.aspect == "number"
    assert [(one.value, one.publishers) for one in difference.versions] == [
        ("12", ("Example Wire",)), ("30", ("The Specimen Post",)),
    ]  # fmt: skip


def test_denial_and_report_of_one_happening_are_a_contradiction_of_two_sources(ledger, report):
    body = "Turkey struck the Libyan National Army at the airport."
    ledger.add(told(report, "2020-06-07", body, "Example Wire", STRIKE))
    denied = "Turkey denied that it had struck the Libyan National Army at the airport."
    ledger.add(told(report, "2020-06-08", denied, "The Specimen Post", STRIKE, reality="denied"))
    (pair,) = ledger.contradictions(actor="Turkey")
    assert pair.sort == "two sources on one happening"
    assert {one.passage.publisher for one in pair.events} == {"Example Wire", "The Specimen Post"}


@pytest.mark.parametrize(
    ("day", "body", "extra"),
    [
        ("2020-06-20", "Russia and Egypt met over water.", {}),
        ("2020-06-08", "Russia and Egypt will meet over water.", {"reality": "planned"}),
        ("2020-06-08", "Russia and Turkey met over water.", {"recipients": ["Turkey"]}),
    ],
    ids=["another day", "only planned", "another party"],
)
def test_what_may_be_another_event_stays_alone(ledger, report, day, body, extra):
    ledger.add(told(report, "2020-06-07", "Russia and Egypt met over water at last.", "Example Wire"))
    ledger.add(told(report, day, body, "The Specimen Post", **extra))
    assert ledger.happenings() == []


def test_two_events_of_one_report_are_never_one(ledger, report):
    ledger.add(told(report, "2020-06-07", "Russia and Egypt met over water.", "Example Wire"))
    body = "Russia and Egypt met over water. Russia and Egypt met over water again."
    events = [MEETING | {"words": words} for words in body.removesuffix(".").split(". ")]
    ledger.add(report(body, "2020-06-07", events=events, publisher="The Specimen Post"))
    (happening,) = ledger.happenings()
    assert len(happening.tellings) == 2


def test_happenings_survive_rereading(ledger, report):
    body = "Russia and Egypt met over water."
    ledger.add(told(report, "2020-06-07", f"{body[:-1]} on Sunday.", "Example Wire"))
    ledger.add(report(body, "2020-06-07", events=[MEETING | {"words": body[:-1]}], version="0.0.9"))
    ledger.add(report(body, "2020-06-07", events=[MEETING | {"words": body[:-1]}]))
    (happening,) = ledger.happenings()
    assert len(happening.tellings) == 2


def test_outlets_are_compared_on_one_happening(ledger, report):
    for number, publisher in ((12, "Example Wire"), (30, "The Specimen Post"), (40, "Daily Pattern")):
        body = f"A strike of Turkey killed {number} soldiers of the Libyan National Army."
        ledger.add(told(report, "2020-06-07", body, publisher, STRIKE))
    (happening,) = ledger.happenings()
    two = ledger.compare(happening.number, "Example Wire", "Daily Pattern")
    assert [one.value for one in two.differences[0].versions] == ["12", "40"]


def test_fact_on_one_unnamed_source_is_said_to_hang_on_it_until_another_report_has_it(ledger, report):
    body = "A strike of Turkey killed soldiers of the Libyan National Army, an official said."
    said = {"source": "an official", "authority": "unnamed", "words": "A strike of Turkey killed soldiers"}
    event = STRIKE | {"words": "A strike of Turkey killed soldiers of the Libyan National Army", "said": said["words"]}
    people = {"an official": {"unnamed": True}}
    ledger.add(report(body, "2020-06-07", people=people, statements=[said], events=[event], publisher="Example Wire"))
    (hanging,) = ledger.on_one_unnamed()
    assert (hanging.kind, hanging.source) == ("event", "an official")
    other = "A strike of Turkey killed soldiers of the Libyan National Army."
    ledger.add(told(report, "2020-06-07", other, "The Specimen Post", STRIKE))
    assert ledger.on_one_unnamed() == []
