from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.conftest import make_report
from typer.testing import CliRunner

from dragoman.cli.main import app
from dragoman.ledger import Ledger

type Run = Callable[..., subprocess.CompletedProcess[str]]


def asked(run: Run, ledger: Path, *arguments: str) -> Any:
    done = run(*arguments, "--ledger", ledger, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_adding_twice_adds_nothing(run, sample, sample_ledger):
    done = run("add", sample("berlin"), "--ledger", sample_ledger)
    assert done.returncode == 0
    assert done.stdout.strip() == f"{sample_ledger}: 0 added, 1 there already, 0 skipped"


@pytest.mark.parametrize("name", ["Haftar", "Hafter", "Hifter", "Khalifa Hifter"])
def test_name_is_found_in_any_spelling(run, sample_ledger, name):
    (profile,) = asked(run, sample_ledger, "who", name)
    assert profile["kind"] == "person"
    assert {"Khalifa Haftar", "Khalifa Hafter", "Khalifa Hifter"} <= set(profile["names"])


def test_russias_recognition_hangs_on_the_house_and_another_governments_vote_does_not_meet_it(run, sample_ledger):
    waiting = asked(run, sample_ledger, "conditions", "--open", "--on", "House of Representatives")
    (recognition,) = [one for one in waiting if one["stand"]["holder"] == "Russia"]
    assert recognition["stand"]["act"] == "does_not_recognise"
    assert recognition["condition"]["text"] == "until the House of Representatives has approved it"
    assert any("National Unity" in deed["why"] for deed in recognition["near_misses"])


def test_condition_is_met_by_the_vote_that_it_waits_for(run, sample_ledger):
    met = asked(run, sample_ledger, "conditions", "--status", "met", "--on", "House of Representatives")
    (handover,) = [one for one in met if "hand over power" in one["stand"]["passage"]["text"]]
    assert handover["by"]["passage"]["published"] == "2021-03-11"
    assert "Government of National Unity" in handover["by"]["passage"]["text"]


def test_russia_on_arms_towards_haftar(run, sample_ledger):
    stands = asked(run, sample_ledger, "positions", "--holder", "Russia", "--toward", "Hifter", "--issue", "arms")
    assert [(stand["act"], stand["day"]) for stand in stands][:1] == [("refuses", "2016-12-03")]


def test_answers_come_as_csv(run, sample_ledger):
    done = run("statements", "--by", "Lavrov", "--ledger", sample_ledger, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows
    assert {"day", "source", "authority", "passage.text", "passage.article"} <= set(rows[0])


def test_search_finds_words_in_the_texts(run, sample_ledger):
    hits = asked(run, sample_ledger, "search", '"force majeure" mercenaries')
    assert [hit["published"] for hit in hits] == ["2020-09-19"]


def test_judgement_is_kept_and_undone(run, sample_ledger, tmp_path):
    copy = tmp_path / "copy.db"
    copy.write_bytes(sample_ledger.read_bytes())
    with Ledger(copy) as ledger:
        fact = ledger.positions(holder="Russia", issue="arms")[0].fact
    assert run("reject", fact, "--reason", "a test", "--author", "tester", "--ledger", copy).stdout == "judgement 1\n"
    assert fact not in [stand["fact"] for stand in asked(run, copy, "positions", "--holder", "Russia")]
    assert run("undo", "1", "--ledger", copy).returncode == 0
    assert fact in [stand["fact"] for stand in asked(run, copy, "positions", "--holder", "Russia")]


ASKING_BACK = [
    ["who", "{}"], ["positions", "--holder", "{}"], ["positions", "--toward", "{}"], ["history", "--holder", "{}"],
    ["shifts", "--holder", "{}"], ["contradictions", "--actor", "{}"], ["conditions", "--on", "{}"],
    ["timeline", "--actor", "{}"], ["happenings", "--actor", "{}"], ["statements", "--by", "{}"],
    ["statements", "--about", "{}"], ["events", "--recipient", "{}"],
]  # fmt: skip


def test_ambiguous_name_asks_back_in_every_question_and_in_the_form_of_the_answer(tmp_path):
    with Ledger(tmp_path / "two.db", create=True) as ledger:
        for name in ("Aguila Saleh", "Ali Abdullah Saleh"):
            ledger.add(make_report(f"{name} spoke.", "2020-01-01", people={name: {}}))
    for arguments in ASKING_BACK:
        asked = [part.format("Saleh") for part in arguments]
        done = CliRunner().invoke(app, [*asked, "--ledger", str(tmp_path / "two.db"), "--format", "json"])
        assert done.exit_code == 2, arguments
        error = json.loads(done.stdout)["error"]
        assert error["kind"] == "ambiguous_name"
        assert [choice["name"] for choice in error["choices"]] == ["Aguila Saleh", "Ali Abdullah Saleh"]


def test_unknown_name_is_said_so(run, sample_ledger):
    done = run("who", "Nobody Whatsoever", "--ledger", sample_ledger)
    assert done.returncode == 2
    assert "nobody in the ledger is called 'Nobody Whatsoever'" in done.stderr


def test_demo_shows_who_is_who_positions_with_conditions_and_changes(run):
    done = run("demo")
    assert done.returncode == 0, done.stderr
    for part in ("WHO IS WHO", "WHO STANDS WHERE, UNDER WHICH CONDITION", "WHAT CHANGED", "Russia", "Khalifa"):
        assert part in done.stdout
