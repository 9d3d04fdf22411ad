"""The same ledger in a real PostgreSQL, which the tests start."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from datetime import date
from itertools import count

import pytest
from msgspec import structs
from sqlalchemy import create_engine, text
from tests.ledger.conftest import make_report
from tests.ledger.server import running_server, server_programs
from typer.testing import CliRunner

from dragoman.cli.main import app
from dragoman.errors import LedgerError, UsageError
from dragoman.ledger import Ledger
from dragoman.records import Skipped, record_to_json

PROGRAMS = server_programs()
REPORTS = [
    make_report(
        "Russia will not arm Egypt until the House of Representatives has approved it.\n\nEgypt was surprised.",
        "2020-06-05",
        positions=[{
            "words": "Russia will not arm Egypt", "holder": "Russia", "act": "refuses", "toward": ["Egypt"],
            "issue": "arms for Egypt",
            "conditions": [(
                "until", "until the House of Representatives has approved it", ["House of Representatives"],
            )],
        }],
        statements=[{"words": "Egypt was surprised", "source": "Egypt", "authority": "unnamed"}],
    ),
    make_report(
        "The House of Representatives approved it on Friday. Türkiye's naïve envoy, Émile Zola, attacked Egypt.",
        "2020-06-12",
        events=[{
            "words": "The House of Representatives approved it", "type": "SUPPORT",
            "actors": ["House of Representatives"],
        }, {"words": "attacked Egypt", "type": "ASSAULT", "actors": ["Émile Zola"], "recipients": ["Egypt"]}],
        people={"Émile Zola": {"country": "FRA", "roles": [("envoy", None)]}},
        publisher="The Sample Herald",
    ),
    make_report(
        "Russia offers Egypt rifles. U.S. envoys who attended said that the council of state had met.",
        "2020-07-01",
        positions=[{"words": "Russia offers Egypt rifles", "holder": "Russia", "act": "offers", "toward": ["Egypt"],
            "issue": "arms for Egypt",
        }],
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def server():
    if PROGRAMS is None:
        pytest.skip("PostgreSQL's server isn't installed: there is no initdb in PATH or /usr/lib/postgresql")
    with running_server(PROGRAMS) as address:
        yield address


def make_database(server: str, numbers: Iterator[int] = count(1)) -> str:  # noqa: B008 - one count for all is meant
    """The address of a new database."""
    name = f"ledger_{next(numbers)}"
    engine = create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.format(name)


@pytest.fixture
def address(server):
    return make_database(server)


@pytest.fixture(scope="module")
def both(server, tmp_path_factory):
    """The same reports on the server and in a file, to be asked."""
    with (
        Ledger(make_database(server), create=True) as shared,
        Ledger(tmp_path_factory.mktemp("both") / "ledger.db", create=True) as ledger,
    ):
        for each in (shared, ledger):
            fill(each)
        yield shared, ledger


@pytest.fixture
def shared(address):
    with Ledger(address, create=True) as opened:
        yield opened


def fill(ledger: Ledger) -> None:
    for number, report in enumerate(REPORTS):
        ledger.add(report, f"report-{number}.txt")
    ledger.note_skipped(Skipped(source="broken.pdf", reason="isn't a PDF"))


def answers(ledger: Ledger) -> dict[str, object]:
    """What every question gives; days of adding aside, it is the same in both kinds of ledger."""
    return {
        "who": ledger.who("house of representatives"),
        "actors": ledger.actors(),
        "positions": ledger.positions(holder="russia", toward="Egypt", at=date(2020, 7, 2)),
        "by words": ledger.positions(issue="ARM"),
        "history": ledger.history(),
        "shifts": ledger.shifts(),
        "contradictions": ledger.contradictions(),
        "conditions": ledger.conditions(on="House of Representatives"),
        "statements": ledger.statements(by="Egypt", authority="unnamed"),
        "events": ledger.events(party="Egypt", first=date(2020, 6, 1), last=date(2020, 6, 30)),
        "sources": ledger.sources(),
        "coverage": ledger.coverage(),
        "reviewed": ledger.positions(reviewed=True),
        "records": [record_to_json(record) for record in ledger.judged_records()],
    }


def test_every_answer_is_that_of_a_file(both):
    shared, ledger = both
    assert answers(shared) == answers(ledger)
    for question in ("positions", "shifts", "conditions", "statements", "events"):
        assert answers(shared)[question], question


def test_the_command_line_takes_the_address(address, shared, tmp_path):
    fill(shared)
    asked = CliRunner().invoke(app, ["positions", "--holder", "Russia", "--format", "csv", "--ledger", address])
    assert asked.exit_code == 0
    assert "Russia will not arm Egypt" in asked.stdout
    written = CliRunner().invoke(app, ["export", "jsonl", "--out", str(tmp_path / "out"), "--ledger", address])
    assert written.exit_code == 0
    assert len((tmp_path / "out").read_bytes().splitlines()) == len(REPORTS)


def test_a_report_that_is_there_is_not_added_again(shared):
    fill(shared)
    before = answers(shared)
    assert not shared.add(REPORTS[0])
    assert answers(shared) == before


@pytest.mark.parametrize(
    "words",
    ["turkiye", "NAÏVE envoy", "zola emile", '"council of state"', '"state council"', "envoys", "envoy", "u.s.",
     "absent", "attended had", "x' OR 1=1 --", "friday's"],
)  # fmt: skip
def test_words_are_found_as_in_a_file(both, words):
    shared, ledger = both
    assert shared.search(words) == ledger.search(words)


def test_what_holds_no_word_is_refused(both):
    for each in both:
        with pytest.raises(UsageError, match="nothing to search for in"):
            each.search("& | ! :* <->")


def test_judgements_survive_reading_again_and_are_undone(shared):
    fill(shared)
    (refusal,) = shared.positions(toward="Egypt", at=date(2020, 6, 6))
    judgement = shared.review(refusal.fact, "edit", changes={"act": "opposes"}, author="me", reason="read it")
    shared.merge("Russia", "Egypt", author="me", reason="to see")
    assert shared.add(structs.replace(REPORTS[0], dragoman="9.9"))
    assert [stand.act for stand in shared.positions(at=date(2020, 6, 6))] == ["opposes"]
    shared.undo(judgement, author="me")
    assert [stand.act for stand in shared.positions(at=date(2020, 6, 6))] == ["refuses"]
    assert [one.undone is not None for one in shared.judgements()] == [True, False]


def add_numbered(address: str, first: int) -> None:
    with Ledger(address) as ledger:
        for number in range(first, first + 15):
            ledger.add(make_report(f"Envoy number {number} of Egypt met Russia's envoy.", "2020-06-05"))


def test_two_writers_at_once_lose_nothing_and_write_nobody_twice(address, shared):
    writers = [multiprocessing.get_context("fork").Process(target=add_numbered, args=(address, n)) for n in (0, 100)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert shared.coverage().articles == 30
    assert [(known.name, known.articles) for known in shared.actors()] == [("Russia", 30), ("Egypt", 30)]


def test_a_transaction_that_fails_changes_nothing(shared):
    fill(shared)
    before = answers(shared)
    broken = structs.replace(make_report("Egypt supports Russia.", "2020-06-09"), dragoman="1\x00")
    with pytest.raises(LedgerError):
        shared.add(broken)
    assert answers(shared) == before


def test_another_program_s_database_is_left_alone(address):
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE migrations (id integer, migration text)"))
    with pytest.raises(LedgerError, match=r"a database that isn't a ledger; it has the table 'migrations'$"):
        Ledger(address, create=True)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) == 1
    engine.dispose()


def test_a_ledger_of_a_newer_version_is_left_alone(address, shared):
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO migrations VALUES ('9999-flying-cars', '2030-01-01')"))
    engine.dispose()
    with pytest.raises(LedgerError, match="written by a newer dragoman \\(it has the step '9999-flying-cars'"):
        Ledger(address, create=True)


def test_a_reader_without_rights_is_told_so_and_may_ask(server, address, shared):
    fill(shared)
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("CREATE ROLE guest LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest"))
    engine.dispose()
    with Ledger(address.replace("dragoman@", "guest@")) as ledger:
        assert ledger.coverage().articles == 3
        with pytest.raises(LedgerError, match="this user may not do that; nothing was changed"):
            ledger.add(make_report("Egypt supports Russia.", "2020-06-09"))


def test_an_empty_database_is_no_ledger_to_ask(address):
    with pytest.raises(LedgerError) as error:
        Ledger(address)
    assert str(error.value).endswith(": no ledger is here")


def test_a_server_that_isnt_there_is_said_in_one_line_without_the_password(tmp_path):
    with pytest.raises(LedgerError) as error:
        Ledger(f"postgresql+psycopg://me:secret@/ledger?host={tmp_path}")
    assert str(error.value).startswith(
        f"postgresql+psycopg://me:***@/ledger?host={str(tmp_path).replace('/', '%2F')}: "
    )
    assert "secret" not in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "address", ["mysql://localhost/ledger", "postgresql://localhost/ledger", "sqlite:///ledger.db"]
)
def test_another_kind_of_address_is_refused(address):
    with pytest.raises(LedgerError) as error:
        Ledger(address, create=True)
    assert str(error.value) == (
        f"{address}: no ledger can be there; give a file, or an address that begins with postgresql+psycopg://"
    )


def test_an_address_that_cant_be_read_is_refused():
    with pytest.raises(
        LedgerError, match="an address of a ledger is postgresql\\+psycopg://USER@HOST/DATABASE; this one"
    ):
        Ledger("postgresql+psycopg://host:port/ledger")
