import sys
from datetime import date

import pytest
from tests.corpus.fakes import record_of

from dragoman.corpus.frames import arrow_tables, pandas_frames, polars_frames
from dragoman.corpus.tables import SCHEMAS
from dragoman.errors import UsageError
from dragoman.readers.plain import plain_article
from dragoman.records import Skipped

ARTICLE = plain_article("Envoys met in Oslo.\nThey parted at noon.", published=date(2021, 3, 10), title="Oslo")
RECORD = record_of(ARTICLE)


@pytest.fixture
def tables():
    return arrow_tables([RECORD, Skipped(source="b.txt", reason="empty"), RECORD])


def test_every_table_is_there_with_its_columns(tables):
    assert {name: table.schema for name, table in tables.items()} == SCHEMAS


def test_a_record_inside_a_record_becomes_columns(tables):
    row = tables["articles"].to_pylist()[0]
    assert row["published_date"] == date(2021, 3, 10)
    assert row["published_from"] == "option"
    assert row["body"] == "Envoys met in Oslo.\n\nThey parted at noon."
    assert row["paragraphs"] == [{"start": 0, "end": 19}, {"start": 21, "end": 41}]


def test_passages_stand_beside_their_offsets(tables):
    row = tables["statements"].to_pylist()[0]
    assert (row["source_span_start"], row["source_span_end"], row["source_span_text"]) == (0, 10, "Envoys met")
    assert (row["cue_start"], row["cue_end"], row["cue_text"]) == (None, None, None)
    assert row["content"] == [{"start": 0, "end": 3, "text": "Env"}, {"start": 4, "end": 10, "text": "ys met"}]


def test_words_that_a_record_gives_itself_are_not_replaced_by_the_passage(tables):
    row = tables["positions"].to_pylist()[0]
    assert (row["issue_start"], row["issue_end"], row["issue_text"]) == (0, 3, "all of it")


def test_a_condition_names_its_position(tables):
    row = tables["conditions"].to_pylist()[0]
    assert (row["position"], row["kind"], row["span_text"]) == ("po", "until", "nvo")


def test_rows_are_numbered_by_article_and_skipped_ones_kept(tables):
    assert tables["events"].column("number").to_pylist() == [0, 2]
    assert tables["skipped"].to_pylist() == [{"number": 1, "source": "b.txt", "reason": "empty"}]


def test_no_records_give_empty_tables():
    assert {len(table) for table in arrow_tables([]).values()} == {0}


def test_pandas_frames_hold_the_same_rows(tables):
    pytest.importorskip("pandas")
    frames = pandas_frames([RECORD])
    assert list(frames["events"].columns) == SCHEMAS["events"].names
    assert frames["statements"].iloc[0]["source_span_text"] == "Envoys met"


def test_polars_frames_hold_the_same_rows(tables):
    pytest.importorskip("polars")
    frames = polars_frames([RECORD])
    assert frames["events"].columns == SCHEMAS["events"].names
    assert frames["statements"].row(0, named=True)["source_span_text"] == "Envoys met"


@pytest.mark.parametrize(("library", "make"), [("pandas", pandas_frames), ("polars", polars_frames)])
def test_a_missing_library_is_named_with_what_to_install(monkeypatch, library, make):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError) as error:
        make([RECORD])
    assert str(error.value) == f"{library} isn't installed; install it with: pip install 'dragoman[{library}]'"
