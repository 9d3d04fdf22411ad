from __future__ import annotations

import json
import re

import jsonschema
import pytest


@pytest.fixture(scope="module")
def text_view(run, sample):
    return run("read", sample("moscow-and-haftar"))


def test_terminal_view_sets_each_fact_beside_its_passage(text_view):
    assert text_view.returncode == 0, text_view.stderr
    assert text_view.stderr == ""
    out = text_view.stdout
    for part in ("WHO IS WHO", "WHO SAID WHAT", "WHAT HAPPENED, AND WHAT DID NOT", "WHO STANDS WHERE"):
        assert part in out
    assert "3 December 2016" in out.splitlines()[1]
    assert "Hifter inspects captured oil ports" not in out.split("WHO IS WHO")[1]


def test_piped_output_has_no_colour_no_boxes_and_no_trailing_spaces(text_view):
    assert "\x1b" not in text_view.stdout
    assert not re.search("[\u2500-\u257f]", text_view.stdout)
    lines = text_view.stdout.splitlines()
    assert [line for line in lines if line != line.rstrip()] == []
    assert max(map(len, lines)) <= 100


def test_narrow_screen_puts_the_passage_below_the_fact(run, sample):
    done = run("read", sample("moscow-and-haftar"), COLUMNS="60")
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 60
    assert any(line.startswith("      ") and "“" in line for line in lines)


def test_json_of_one_file_is_one_record_that_fits_the_schema(run, sample):
    done = run("read", sample("berlin"), "--format", "json")
    record = json.loads(done.stdout)
    schema = json.loads(run("schema").stdout)
    jsonschema.Draft202012Validator(schema).validate(record)
    body = record["article"]["body"]
    for mention in record["mentions"]:
        assert body[mention["start"] : mention["end"]] == mention["text"]


def test_json_lines_are_one_record_a_line_in_the_files_order(run, sample):
    files = [sample("palermo"), sample("oil-blockade")]
    done = run("read", *files, "--format", "jsonl")
    titles = [json.loads(line)["article"]["title"] for line in done.stdout.splitlines()]
    assert titles == ["Turkey walks out of Palermo conference on Libya", "Haftar lifts oil blockade for a month"]


def test_day_given_by_option_is_the_reports_day(run, sample):
    done = run("read", sample("berlin"), "--date", "2020-01-21", "--format", "json")
    published = json.loads(done.stdout)["article"]["published"]
    assert (published["date"], published["from"]) == ("2020-01-21", "option")


def test_files_that_cannot_be_read_are_named_and_the_others_go_on(run, sample, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "menu.html").write_text("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    files = [tmp_path / "empty.txt", tmp_path / "picture.bin", tmp_path / "menu.html", tmp_path / "nowhere.txt"]
    done = run("read", *files, sample("berlin"), "--format", "jsonl")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    lines = done.stderr.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"skipped {file}" for file in files]
    assert all(line.split(": ", 1)[1] for line in lines)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "Missing argument"),
        (["read", "x.txt", "--date", "yesterday"], "'yesterday' isn't a day; write it as YYYY-MM-DD"),
        (["read", "x.txt", "--format", "yaml"], "yaml"),
        (["reed"], "No such command"),
        (["who", "Haftar", "--ledger", "nowhere.db"], "nowhere.db: there is no such ledger"),
        (["add", "nowhere", "--ledger", "x.db"], "nowhere: no such file or folder"),
    ],
)
def test_wrong_usage_is_explained(run, tmp_path, arguments, said):
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_unknown_pipeline_is_named(run, sample):
    done = run("read", sample("berlin"), "--pipeline", "en_core_web_nowhere")
    assert done.returncode == 2
    assert "en_core_web_nowhere" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_explain_shows_how_an_event_of_a_record_file_was_found(run, tmp_path):
    report = tmp_path / "report.txt"
    report.write_text("Peru attacked Chile on Monday, the ministry said.", "utf-8")
    read = run("read", report, "--format", "json")
    (tmp_path / "record.json").write_text(read.stdout, "utf-8")
    (event,) = json.loads(read.stdout)["events"]
    shown = run("explain", event["id"], tmp_path / "record.json")
    assert shown.returncode == 0
    assert "assault-attack: attack" in shown.stdout
    unknown = run("explain", "ev-0", tmp_path / "record.json")
    assert unknown.returncode == 2
    assert "has no event 'ev-0'" in unknown.stderr
