"""Exports of a ledger: with the judgements in force, and only what somebody reviewed where that is asked."""

from __future__ import annotations

import json

import pytest
from msgspec import structs
from tests.exports.reports import first_report, reports, second_report
from typer.testing import CliRunner

from dragoman.cli.main import app
from dragoman.exports import FORMATS, write_export
from dragoman.ledger import Ledger
from dragoman.records import record_to_json


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path):
    with Ledger(path, create=True) as opened:
        for record in reports():
            opened.add(record)
        yield opened


def judge(ledger, fact, verdict, **changes):
    article = (first_report() if fact.endswith("-1") else second_report()).article.id
    return ledger.review(fact, verdict, changes=changes or None, article=article, author="me", reason="read it")


def test_an_actor_has_one_id_in_all_articles(ledger):
    (first, second) = ledger.judged_records()
    ids = [{actor.name: actor.id for actor in record.actors} for record in (first, second)]
    assert ids[0]["Egypt"] == ids[1]["Egypt"]
    assert first.events[0].actors == (ids[0]["Egypt"],)
    assert first.positions[0].conditions[0].who == (ids[0]["Türkiye"],)
    assert first.actors[3].roles[0].org == ids[0]["Egypt"]
    assert [structs.replace(mention, actor="") for mention in first.mentions] == [
        structs.replace(mention, actor="") for mention in first_report().mentions
    ]


def test_a_merge_joins_two_actors_of_one_article(ledger):
    ledger.merge("Egypt", "Türkiye", author="me", reason="to see")
    (first, _) = ledger.judged_records()
    assert [actor.name for actor in first.actors] == ["Egypt", '"Army\\Council"', "Smith", "reporters"]
    assert first.actors[0].names == ("Egypt", "Türkiye")
    assert first.positions[0].toward == (first.positions[0].holder,)


def test_what_was_rejected_is_left_out_and_what_was_edited_is_changed(ledger):
    judge(ledger, "ev-2", "reject")
    undone = judge(ledger, "ev-3", "reject")
    ledger.undo(undone, author="me")
    judge(ledger, "po-1", "edit", act="opposes", strength="tentative")
    (first, second) = ledger.judged_records()
    assert [event.id for event in second.events] == ["ev-1", "ev-3"]
    assert (first.positions[0].act, first.positions[0].strength) == ("opposes", "tentative")


def test_a_stand_on_the_word_of_a_rejected_statement_goes_with_it(ledger):
    judge(ledger, "st-1", "reject")
    assert next(ledger.judged_records()).positions == ()
    judge(ledger, "po-1", "accept")
    (position,) = next(ledger.judged_records()).positions
    assert position.statement is None


def test_reviewed_records_hold_what_was_accepted_with_the_statement_that_it_rests_on(ledger):
    assert list(ledger.judged_records(reviewed=True)) == []
    judge(ledger, "po-1", "accept")
    (only,) = ledger.judged_records(reviewed=True)
    assert only.article == first_report().article
    assert (only.events, [one.id for one in only.statements], [one.id for one in only.positions]) == (
        (),
        ["st-1"],
        ["po-1"],
    )


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_from_a_ledger(ledger, tmp_path, name):
    write_export(name, ledger.judged_records(), tmp_path / "all")
    write_export(name, ledger.judged_records(reviewed=True), tmp_path / "reviewed")
    assert size(tmp_path / "all") > size(tmp_path / "reviewed")


def size(path):
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.iterdir()))


def run(*arguments):
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


def test_the_command_writes_only_what_was_reviewed(ledger, path, tmp_path):
    judge(ledger, "ev-2", "accept")
    assert run("plover", "--reviewed", "--ledger", path, "--out", tmp_path / "out").exit_code == 0
    assert [json.loads(line)["event"] for line in (tmp_path / "out").read_text().splitlines()] == ["CONSULT"]


def test_the_command_writes_records_without_a_ledger(tmp_path):
    records = tmp_path / "records.jsonl"
    records.write_bytes(b"".join(record_to_json(record) + b"\n" for record in reports()))
    assert run("jsonl", "--records", records, "--out", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out").read_bytes() == records.read_bytes()
    refused = run("jsonl", "--records", records, "--reviewed", "--out", tmp_path / "out2")
    assert "--reviewed goes with a ledger: files of records hold no judgements" in refused.stderr


def test_a_line_that_isnt_a_record_is_named_and_leaves_nothing(tmp_path):
    records = tmp_path / "records.jsonl"
    records.write_bytes(record_to_json(first_report()) + b"\n{}\n")
    done = run("csv", "--records", records, "--out", tmp_path / "out")
    assert str(done.exception) == (
        f"{records}:2: isn't a record: Object missing required field `article`; "
        "make the file with 'dragoman read --format jsonl'"
    )
    assert list(tmp_path.iterdir()) == [records]
