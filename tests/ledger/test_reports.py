from __future__ import annotations

from datetime import date

BODY = "Egypt supports a truce with Turkey. Russia refused to take part in the talks, and sent nobody."


def test_reports_come_latest_first_by_outlet_and_day(ledger, report):
    for day, outlet in (("2020-01-01", "One"), ("2020-02-01", "Two"), (None, "Two"), ("2020-03-01", "Two")):
        ledger.add(report(f"Egypt met Turkey, said {outlet} on {day}.", day, publisher=outlet))
    days = [one.published for one in ledger.reports()]
    assert days == [date(2020, 3, 1), date(2020, 2, 1), date(2020, 1, 1), None]
    assert [one.published for one in ledger.reports(publisher="Two", limit=1, skip=1)] == [date(2020, 2, 1)]
    assert len(ledger.reports(first=date(2020, 1, 15), last=date(2020, 2, 15))) == 1


def test_opened_report_has_its_record_its_actors_and_what_was_judged(ledger, report):
    record = report(BODY, "2020-01-01", positions=[{"holder": "Egypt", "act": "supports", "words": "supports a truce"}])
    ledger.add(record, "truce.txt")
    fact = record.positions[0].id
    number = ledger.review(fact, "edit", changes={"act": "demands"}, author="the analyst", reason="stronger")
    opened = ledger.report(record.article.id)
    assert opened is not None
    assert opened.record == record
    assert opened.files == ("truce.txt",)
    assert {seen.name for seen in opened.seen.values()} >= {"Egypt", "Turkey", "Russia"}
    verdict = opened.verdicts[fact]
    assert (verdict.verdict, verdict.changes, verdict.judgement) == ("accept", {"act": "demands"}, number)
    assert ledger.report("ar-none") is None


def test_record_of_an_event_is_found_by_the_events_id(ledger, report):
    told = [{"actors": ["Egypt"], "recipients": ["Turkey"], "type": "CONSULT", "words": "Egypt met Turkey"}]
    record = report("Egypt met Turkey in Rome.", "2020-01-01", events=told)
    ledger.add(report(BODY, "2020-01-01"))
    ledger.add(record)
    assert ledger.record_of_event(record.events[0].id) == record
    assert ledger.record_of_event("ev-none") is None


def test_copies_are_named_on_both_sides(ledger, report):
    ledger.add(report(BODY, "2020-01-01", publisher="One"))
    ledger.add(report(f"{BODY} More.", "2020-01-02", publisher="Two"))
    later, earlier = ledger.reports()
    assert (later.is_copy, earlier.is_copy) == (True, False)
    opened, original = ledger.report(later.article), ledger.report(earlier.article)
    assert opened is not None
    assert original is not None
    assert opened.copy_of is not None
    assert opened.copy_of.article == earlier.article
    assert [copy.article for copy in original.copies] == [later.article]


def test_reports_beside_are_of_the_same_days_and_actors(ledger, report):
    own = report("Egypt and Turkey met on Monday.", "2020-01-01")
    near = report("Turkey has talked with Egypt about gas.", "2020-01-03")
    late = report("Turkey has talked with Egypt about oil.", "2020-02-03")
    other = report("Russia sold grain to Turkey.", "2020-01-02")
    for record in (own, near, late, other):
        ledger.add(record)
    assert [one.article for one in ledger.reports_beside(own.article.id)] == [near.article.id]


def test_frequent_actors_and_matters_come_first(ledger, report):
    for day in ("2020-01-01", "2020-01-02"):
        position = {"holder": "Egypt", "act": "supports", "words": "supports a ceasefire"}
        ledger.add(report(f"Egypt supports a ceasefire, it said on {day}.", day, positions=[position]))
    ledger.add(report("Turkey met a delegate.", "2020-01-03"))
    assert [(one.name, one.reports) for one in ledger.frequent()] == [("Egypt", 2), ("Turkey", 1)]
    assert [one.name for one in ledger.frequent(country="TUR")] == ["Turkey"]
    assert ledger.frequent(kind="person") == []
    (matter,) = ledger.matters()
    assert matter.positions == 2
