from __future__ import annotations

import sqlite3
from multiprocessing import get_context

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.ledger import Ledger
from dragoman.records import Skipped

LIMIT = "Egypt supports the ceasefire."


def stand(act="supports", issue="the ceasefire"):
    return {"holder": "Egypt", "act": act, "words": issue}


def dump(path):
    with sqlite3.connect(path) as connection:
        return [line for line in connection.iterdump() if "added" not in line]


def test_adding_twice_changes_nothing(ledger, path, report):
    record = report(LIMIT, "2020-06-07", positions=[stand()])
    assert ledger.add(record, "a.txt") is True
    before = dump(path)
    assert ledger.add(record) is False
    assert dump(path) == before


def test_record_comes_back_as_it_was_added(ledger, report):
    record = report(LIMIT, "2020-06-07", positions=[stand()])
    ledger.add(record)
    assert list(ledger.records()) == [record]


def test_newer_version_replaces_the_facts_of_its_article_only(ledger, report):
    ledger.add(report("Turkey opposes the ceasefire.", "2020-06-08", positions=[stand() | {"holder": "Turkey"}]))
    ledger.add(report(LIMIT, "2020-06-07", positions=[stand()], version="0.0.9"))
    assert ledger.add(report(LIMIT, "2020-06-07", positions=[stand("opposes")])) is True
    assert [found.act for found in ledger.positions(holder="Egypt")] == ["opposes"]
    assert len(ledger.positions()) == 2


def test_skipped_sources_are_kept_with_the_reason(ledger):
    ledger.note_skipped(Skipped(source="x.bin", reason="the file is not text"))
    (skipped,) = ledger.coverage().skipped
    assert (skipped.path, skipped.reason) == ("x.bin", "the file is not text")


def test_every_passage_is_cut_from_its_article(ledger, report):
    body = "Éric saw “Egypt” — 𝔘nited.\n\nEgypt supports the ceasefire."
    ledger.add(report(body, "2020-06-07", positions=[stand()]))
    (found,) = ledger.positions()
    (record,) = ledger.records()
    assert record.article.body[found.passage.start : found.passage.end] == found.passage.text == "the ceasefire"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and "\x00" not in text))
def test_no_name_breaks_a_question(ledger, name):
    for question in (ledger.find, ledger.search):
        try:
            assert question(name) == []
        except Exception as error:
            assert "nothing to search for" in str(error)


LONG = " ".join(f"The envoy told the {number} members of chamber {number + 7} to wait." for number in range(12))


def test_copy_at_another_outlet_is_no_independent_report(ledger, report):
    ledger.add(report(LONG, "2020-06-07", publisher="Example Wire"))
    ledger.add(report(f"{LONG} Reporting by Example Wire.", "2020-06-08", publisher="The Specimen Post"))
    ledger.add(report(LIMIT, "2020-06-08", publisher="The Specimen Post"))
    counted = {outlet.publisher: (outlet.articles, outlet.copies) for outlet in ledger.sources()}
    assert counted == {"Example Wire": (1, 0), "The Specimen Post": (2, 1)}


def _add_many(path, first):
    from tests.ledger.conftest import make_report

    with Ledger(path, create=True) as ledger:
        for number in range(first, first + 20):
            ledger.add(make_report(f"Egypt supports the ceasefire {number}.", "2020-06-07", positions=[stand()]))


def test_two_writers_at_once_both_finish(path):
    context = get_context("spawn")
    writers = [context.Process(target=_add_many, args=(path, first)) for first in (0, 100)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    with Ledger(path) as ledger:
        assert ledger.coverage().articles == 40
        assert len(ledger.who("Egypt")) == 1
        assert len(ledger.positions(holder="Egypt")) == 40
