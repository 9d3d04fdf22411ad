from __future__ import annotations

import os
import sqlite3

import pytest

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger


def test_missing_ledger_is_named(tmp_path):
    with pytest.raises(LedgerError) as error:
        Ledger(tmp_path / "none.db")
    path = tmp_path / "none.db"
    assert str(error.value) == (
        f"{path}: there is no such ledger; make one with 'dragoman add REPORTS --ledger {path}'"
    )
    assert not path.exists()


def test_file_of_another_kind_is_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("some notes of mine")
    with pytest.raises(LedgerError, match="isn't a ledger, nor any SQLite file"):
        Ledger(path, create=True)
    assert path.read_text() == "some notes of mine"


def test_other_database_is_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="isn't a ledger; it has the table 'recipes'"):
        Ledger(path, create=True)
    assert path.read_bytes() == before


def test_damaged_file_is_said_to_be_damaged(path, ledger, report):
    ledger.add(report("Egypt supports the ceasefire.", "2020-06-07"))
    ledger.close()
    data = bytearray(path.read_bytes())
    data[100:3000] = os.urandom(2900)
    path.write_bytes(data)
    with pytest.raises(LedgerError, match=str(path)):
        Ledger(path)


def test_ledger_of_a_newer_version_is_left_alone(path, ledger):
    ledger.close()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO migrations VALUES ('9999-flying-cars', '2030-01-01')")
    with pytest.raises(LedgerError, match="written by a newer dragoman \\(it has the step '9999-flying-cars'"):
        Ledger(path)


def test_opening_for_questions_writes_nothing(path, ledger):
    ledger.close()
    before = path.read_bytes()
    with Ledger(path) as opened:
        opened.coverage()
    assert path.read_bytes() == before


def test_text_of_a_question_is_never_sql(ledger, report):
    ledger.add(report("Egypt supports the ceasefire.", "2020-06-07"))
    assert ledger.find("Egypt'; DROP TABLE actors; --") == []
    assert ledger.search('ceasefire" OR 1=1 --') == []
    assert ledger.search("ceasefire*)(") != []
    assert ledger.coverage().articles == 1
