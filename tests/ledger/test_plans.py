"""No question walks a whole table: what it costs must not grow with the ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from dragoman.ledger import Ledger

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
from generate_ledger import QUESTIONS, records

SMALL = {"judgements", "reviews", "assignments", "migrations"}
"""Tables that people fill, not reports."""


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    path = tmp_path_factory.mktemp("generated") / "ledger.db"
    with Ledger(path, create=True) as ledger:
        for record in records(0, 60, 1):
            ledger.add(record)
    with Ledger(path) as ledger:
        yield ledger, f"#{ledger.frequent(limit=1)[0].number}"


@pytest.fixture
def plans():
    """The steps of all that is asked of the database meanwhile."""
    asked: list[tuple[Any, str, Any]] = []

    def note(_connection, cursor, statement, parameters, _context, _many):
        if statement.lstrip().startswith(("SELECT", "WITH")):
            asked.append((cursor.connection, statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)

    def found() -> list[str]:
        event.remove(Engine, "before_cursor_execute", note)
        return [
            row[3]
            for connection, statement, parameters in asked
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]

    yield found
    if event.contains(Engine, "before_cursor_execute", note):
        event.remove(Engine, "before_cursor_execute", note)


def walks(step: str) -> str | None:
    """The table that a step of a plan walks from end to end without an index."""
    words = step.split()
    return words[1] if words[0] == "SCAN" and not {"INDEX", "VIRTUAL"} & set(words) else None


@pytest.mark.parametrize("title", QUESTIONS)
def test_question_walks_no_table(generated, plans, title):
    ledger, name = generated
    QUESTIONS[title](ledger, name)
    steps = plans()
    assert steps
    walked = {table for table in map(walks, steps) if table and not table.startswith(("anon_", "(", "CONSTANT"))}
    assert walked <= SMALL, [step for step in steps if walks(step) in walked]


def test_walk_over_a_table_is_noticed():
    assert walks("SCAN positions") == "positions"
    assert walks("SCAN positions USING INDEX positions_by_day") is None
    assert walks("SEARCH positions USING INTEGER PRIMARY KEY (rowid=?)") is None
