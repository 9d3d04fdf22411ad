from __future__ import annotations

from datetime import date

TERMS = ("only_if", "only if Turkey withdraws", ["Turkey"])


def stand(report, day, body, act, words, holder="Egypt", toward=(), conditions=()):
    position = {
        "holder": holder, "act": act, "words": words, "issue": words.partition(" ")[2], "toward": list(toward),
        "conditions": list(conditions),
    }  # fmt: skip
    return report(body, day, positions=[position])


def test_refusal_that_becomes_support_is_a_shift_with_both_passages(ledger, report):
    ledger.add(stand(report, "2020-01-20", "Egypt refuses a ceasefire.", "refuses", "refuses a ceasefire"))
    ledger.add(stand(report, "2020-10-24", "Egypt supports a truce.", "supports", "supports a truce"))
    (shift,) = ledger.shifts(holder="Egypt")
    assert shift.what == "refuses -> supports"
    assert (shift.before.passage.text, shift.after.passage.text) == ("refuses a ceasefire", "supports a truce")


def test_same_stand_in_other_words_is_no_shift(ledger, report):
    ledger.add(stand(report, "2020-01-20", "Egypt supports a ceasefire.", "supports", "supports a ceasefire"))
    ledger.add(stand(report, "2020-02-20", "Egypt demands a truce.", "demands", "demands a truce"))
    assert ledger.shifts() == []


def test_yes_on_terms_and_no_on_the_same_terms_are_one_stand(ledger, report):
    body = "Egypt would accept a ceasefire only if Turkey withdraws."
    ledger.add(stand(report, "2020-01-20", body, "accepts", "accept a ceasefire", conditions=[TERMS]))
    body = "Egypt will accept no truce unless Turkey withdraws."
    unless = ("unless", "unless Turkey withdraws", ["Turkey"])
    ledger.add(stand(report, "2020-02-20", body, "refuses", "accept no truce", conditions=[unless]))
    assert ledger.shifts() == []


def test_condition_that_is_added_is_a_shift(ledger, report):
    ledger.add(stand(report, "2020-01-20", "Egypt accepts a ceasefire.", "accepts", "accepts a ceasefire"))
    body = "Egypt would accept a ceasefire only if Turkey withdraws."
    ledger.add(stand(report, "2020-02-20", body, "accepts", "accept a ceasefire", conditions=[TERMS]))
    (shift,) = ledger.shifts()
    assert shift.what == "accepts -> accepts on terms"


def test_stands_towards_different_actors_are_different_histories(ledger, report):
    body = "Egypt recognises the Government of National Accord."
    ledger.add(stand(report, "2016-01-01", body, "recognises", body[:-1], toward=["Government of National Accord"]))
    body = "Egypt does not recognise the Government of National Unity."
    toward = ["Government of National Unity"]
    ledger.add(stand(report, "2021-01-01", body, "does_not_recognise", body[:-1], toward=toward))
    assert len(ledger.history(holder="Egypt")) == 2
    assert ledger.shifts() == []


def test_stands_on_words_that_name_nothing_are_not_on_one_matter(ledger, report):
    ledger.add(stand(report, "2020-01-20", "Egypt refuses that.", "refuses", "that"))
    ledger.add(stand(report, "2020-01-22", "Egypt supports that.", "supports", "that"))
    assert len(ledger.history(holder="Egypt")) == 2
    assert (ledger.shifts(), ledger.contradictions()) == ([], [])


def test_stand_without_a_day_is_neither_before_nor_after(ledger, report):
    ledger.add(stand(report, None, "Egypt refuses a ceasefire.", "refuses", "refuses a ceasefire"))
    ledger.add(stand(report, "2020-10-24", "Egypt supports a truce.", "supports", "supports a truce"))
    assert ledger.shifts() == []
    assert ledger.contradictions() == []


def test_position_at_a_day_is_what_was_known_then(ledger, report):
    ledger.add(stand(report, "2020-01-20", "Egypt refuses a ceasefire.", "refuses", "refuses a ceasefire"))
    ledger.add(stand(report, "2020-10-24", "Egypt supports a truce.", "supports", "supports a truce"))
    found = ledger.positions(holder="Egypt", issue="ceasefire", at=date(2020, 6, 1))
    assert [one.act for one in found] == ["refuses"]


def test_what_an_official_says_in_a_states_name_is_the_states_stand(ledger, report):
    body = "Russia will sell no tanks, Ivan Petrov said."
    ledger.add(
        report(
            body, "2016-12-03", people={"Ivan Petrov": {}},
            statements=[{"source": "Ivan Petrov", "speaks_for": "Russia", "words": "Russia will sell no tanks"}],
            positions=[
                {
                    "holder": "Ivan Petrov", "act": "refuses", "words": "sell no tanks",
                    "said": "Russia will sell no tanks",
                }
            ],
        )
    )  # fmt: skip
    (found,) = ledger.positions(holder="Russia", issue="weapons")
    assert (found.holder, found.source, found.authority) == ("Ivan Petrov", "Ivan Petrov", "named")


def test_opposite_stands_of_one_week_contradict_each_other_with_both_passages(ledger, report):
    ledger.add(stand(report, "2020-01-20", "Egypt refuses a ceasefire.", "refuses", "refuses a ceasefire"))
    ledger.add(stand(report, "2020-01-22", "Egypt supports a truce.", "supports", "supports a truce"))
    (pair,) = ledger.contradictions(actor="Egypt")
    assert [one.passage.text for one in pair.stands] == ["refuses a ceasefire", "supports a truce"]
    assert pair.days_apart == 2


def test_stand_on_terms_contradicts_nothing(ledger, report):
    ledger.add(stand(report, "2020-01-20", "Egypt refuses a ceasefire.", "refuses", "refuses a ceasefire"))
    body = "Egypt would accept a ceasefire only if Turkey withdraws."
    ledger.add(stand(report, "2020-01-21", body, "accepts", "accept a ceasefire", conditions=[TERMS]))
    assert ledger.contradictions() == []


def test_denial_and_report_of_one_deed_contradict_each_other(ledger, report):
    event = {"type": "AID", "actors": ["Russia"], "recipients": ["Libyan National Army"]}
    denied = "Russia denied that it had armed the Libyan National Army."
    told = "Russia armed the Libyan National Army."
    ledger.add(report(denied, "2020-06-07", events=[event | {"words": denied[:-1], "reality": "denied"}]))
    ledger.add(report(told, "2020-06-09", events=[event | {"words": told[:-1]}]))
    (pair,) = ledger.contradictions(actor="Russia")
    assert [one.reality for one in pair.events] == ["denied", "happened"]


def test_rejected_stand_is_left_out_and_comes_back_on_undo(ledger, report):
    record = stand(report, "2020-01-20", "Egypt refuses a ceasefire.", "refuses", "refuses a ceasefire")
    ledger.add(record)
    number = ledger.review(record.positions[0].id, "reject", author="tester", reason="misread")
    assert ledger.positions() == []
    ledger.undo(number, author="tester")
    assert len(ledger.positions()) == 1


def test_edit_survives_rereading_and_undo_restores_what_was_read(ledger, report):
    def read(version):
        body = "Egypt refuses a ceasefire."
        position = {"holder": "Egypt", "act": "refuses", "words": "refuses a ceasefire"}
        return report(body, "2020-01-20", positions=[position], version=version)

    ledger.add(read("0.0.9"))
    fact = ledger.positions()[0].fact
    number = ledger.review(fact, "edit", changes={"act": "opposes"}, author="tester", reason="softer")
    ledger.add(read(None))
    (found,) = ledger.positions(reviewed=True)
    assert (found.act, found.verdict) == ("opposes", "accept")
    ledger.undo(number, author="tester")
    assert ledger.positions()[0].act == "refuses"


def test_stands_on_two_agreements_are_no_shift(ledger, report):
    body = "Egypt supports the harbour treaty."
    ledger.add(stand(report, "2020-01-20", body, "supports", "supports the harbour treaty"))
    ledger.add(stand(report, "2020-10-24", "Egypt rejects the river treaty.", "refuses", "rejects the river treaty"))
    ledger.add(stand(report, "2020-11-24", "Egypt backs the river treaty now.", "supports", "backs the river treaty"))
    assert [shift.before.passage.text for shift in ledger.shifts()] == ["rejects the river treaty"]


def test_who_opposes_the_lifting_of_sanctions_and_who_wants_them_say_the_same(ledger, report):
    body = "Egypt opposes lifting the sanctions."
    ledger.add(stand(report, "2020-01-20", body, "opposes", "opposes lifting the sanctions"))
    ledger.add(stand(report, "2020-01-22", "Egypt supports the sanctions.", "supports", "supports the sanctions"))
    assert ledger.shifts() == ledger.contradictions() == []


def test_deed_against_a_refusal_is_a_contradiction_with_both_passages(ledger, report):
    body = "Russia will not supply weapons to the Libyan National Army."
    refusal = "supply weapons to the Libyan National Army"
    toward = ["Libyan National Army"]
    ledger.add(stand(report, "2020-01-20", body, "refuses", refusal, holder="Russia", toward=toward))
    told = "Russia delivered weapons to the Libyan National Army."
    event = {"type": "AID", "actors": ["Russia"], "recipients": toward, "words": told[:-1]}
    ledger.add(report(told, "2020-02-20", events=[event]))
    (pair,) = ledger.contradictions(actor="Russia")
    assert (pair.sort, pair.score) == ("words against deeds", 0.5)
    assert (pair.stands[0].passage.text, pair.events[0].passage.text) == (refusal, told[:-1])
