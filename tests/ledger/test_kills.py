"""A writer that is killed at any moment loses no finished article and damages nothing."""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import time
from itertools import count

from tests.ledger.conftest import make_report

from dragoman.ledger import Ledger

KILLS = 50
NOT_STARTED, AT_WORK = -2, -1


def numbered_report(number):
    stand = {"holder": "Egypt", "act": "supports", "words": "the ceasefire"}
    return make_report(f"Egypt supports the ceasefire {number}.", "2020-06-07", positions=[stand])


def add_until_killed(path, first, done):
    done.value = AT_WORK
    with Ledger(path, create=True) as ledger:
        for number in count(first):
            ledger.add(numbered_report(number))
            done.value = number


def test_a_kill_at_fifty_random_moments_loses_no_finished_article(path):
    context = multiprocessing.get_context("fork")
    moments = random.Random(8)
    finished: set[str] = set()
    kills_between = 0
    for turn in range(2):  # the second time, with all codebooks loaded, as in the writers
        started = time.monotonic()
        with Ledger(path.with_name(f"other{turn}.db"), create=True) as ledger:
            for number in range(3):
                ledger.add(numbered_report(number))
        took = time.monotonic() - started
    for turn in range(KILLS):
        done = context.Value("i", NOT_STARTED, lock=False)
        writer = context.Process(target=add_until_killed, args=(path, 1000 * turn, done))
        writer.start()
        while done.value == NOT_STARTED:
            time.sleep(0.001)
        time.sleep(moments.uniform(0, 2 * took))
        writer.kill()
        writer.join()
        kills_between += done.value >= 0
        finished |= {f"Egypt supports the ceasefire {number}." for number in range(1000 * turn, done.value + 1)}
        if path.exists() and finished:
            check(path, finished)
    assert kills_between >= KILLS / 5
    with Ledger(path, create=True) as ledger:
        assert {record.article.body for record in ledger.records()} >= finished


def check(path, finished):
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    with Ledger(path) as ledger:
        assert {record.article.body for record in ledger.records()} >= finished
        articles = ledger.coverage().articles
        assert len(ledger.positions(limit=None)) == len(ledger.search("ceasefire", limit=articles + 1)) == articles
