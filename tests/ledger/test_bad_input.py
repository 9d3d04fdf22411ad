"""What isn't a ledger, can't be written or has no room: a clear error, and nothing changed."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import pytest
from tests.ledger.conftest import make_report
from typer.testing import CliRunner

from dragoman.cli.main import app
from dragoman.errors import DragomanError, LedgerError, UsageError
from dragoman.ledger import Ledger

NOBODY = 65534


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())


def in_a_child(work: Callable[[], None]) -> int | None:
    """Do something in a process of its own, which may lose rights or room; its exit code."""
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(timeout=60)
    return process.exitcode


def counter() -> Synchronized[int]:
    """A number that a child counts up."""
    return multiprocessing.get_context("fork").Value("i", 0)


def make_foreign(path: Path, table: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE {table} (id, migration)")
        connection.execute(f"INSERT INTO {table} VALUES (1, 'mine')")


NO_LEDGERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda path: path.write_text("notes of mine"), "isn't a ledger, nor any SQLite file"),
    "another program's": (
        lambda path: make_foreign(path, "recipes"),
        "a SQLite file that isn't a ledger; it has the table 'recipes'",
    ),
    "one with migrations": (
        lambda path: make_foreign(path, "migrations"),
        "a SQLite file that isn't a ledger; it has the table 'migrations'",
    ),
    "a folder": (lambda path: path.mkdir(), "is a folder; name a file for the ledger"),
    "half a header": (lambda path: path.write_bytes(b"SQLite form"), "isn't a ledger, nor any SQLite file"),
    "a header alone": (lambda path: path.write_bytes(b"SQLite format 3\x00" + bytes(84)), ""),
}


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("kind", NO_LEDGERS)
def test_what_is_no_ledger_is_left_as_it_is(tmp_path, kind, create):
    make, reason = NO_LEDGERS[kind]
    path = tmp_path / "ledger.db"
    make(path)
    before = contents(tmp_path)
    with pytest.raises(LedgerError) as error:
        Ledger(path, create=create)
    assert str(error.value).startswith(f"{path}: {reason}")
    assert contents(tmp_path) == before


def test_a_ledger_cut_short_is_an_error(path, ledger):
    for number in range(20):
        ledger.add(make_report(f"Egypt supports the ceasefire {number}.", "2020-06-07"))
    ledger.close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=f"^{path}: "), Ledger(path) as opened:
        list(opened.records())
        opened.add(make_report("Egypt supports talks.", "2020-06-08"))
    assert path.read_bytes() == before


@pytest.mark.parametrize("create", [False, True])
def test_a_ledger_of_a_newer_version_is_left_as_it_is(path, ledger, create):
    ledger.close()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO migrations VALUES ('9999-flying-cars', '2030-01-01')")
    before = path.read_bytes()
    with pytest.raises(LedgerError) as error:
        Ledger(path, create=create)
    assert str(error.value).startswith(
        f"{path}: the ledger was written by a newer dragoman (it has the step '9999-flying-cars', this version knows "
    )
    assert path.read_bytes() == before


def test_the_command_says_it_in_one_line_and_exits_with_2(tmp_path):
    (tmp_path / "notes.txt").write_text("notes of mine")
    report = tmp_path / "report.txt"
    report.write_text("Egypt supports the ceasefire, the foreign minister said on Monday in the capital.")
    done = CliRunner().invoke(app, ["add", str(report), "--ledger", str(tmp_path / "notes.txt")])
    assert isinstance(done.exception, DragomanError)
    assert str(done.exception) == f"{tmp_path / 'notes.txt'}: isn't a ledger, nor any SQLite file"
    assert (tmp_path / "notes.txt").read_text() == "notes of mine"


# --- no room ------------------------------------------------------------------------------------------------------


def fill_up(path: Path, added: Synchronized[int]) -> None:
    """Add reports until there is no more room; exits with 3 where that is said as it should be."""
    try:
        with Ledger(path) as ledger:
            while True:
                ledger.add(
                    make_report(
                        f"Egypt supports the ceasefire of {added.value}. " + f"word{added.value} " * 500, "2020-06-07"
                    )
                )
                added.value += 1
    except LedgerError as error:
        said = str(error)
    is_clear = any(word in said for word in ("the disk is full;", "the disk is full or broken;"))
    os._exit(3 if said.startswith(f"{path}: ") and is_clear else 1)


def check_filled(path: Path, added: int) -> None:
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with Ledger(path) as ledger:
        assert ledger.coverage().articles == len(list(ledger.records())) == len(ledger.search("ceasefire", limit=9999))
        assert ledger.coverage().articles == added
        assert ledger.add(make_report("Egypt supports talks.", "2020-06-08"))


def test_files_that_may_not_grow_lose_only_the_report_that_had_no_room(path, ledger):
    ledger.close()
    added = counter()

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
        fill_up(path, added)

    assert in_a_child(work) == 3
    assert added.value > 5
    check_filled(path, added.value)


ON_A_SMALL_DISK = """
import sys
from pathlib import Path
from tests.ledger.test_bad_input import Ledger, check_filled, counter, fill_up, in_a_child
path = Path(sys.argv[1]) / "ledger.db"
Ledger(path, create=True).close()
room = path.with_name("room")
room.write_bytes(bytes(200_000))
added = counter()
assert in_a_child(lambda: fill_up(path, added)) == 3
room.unlink()
check_filled(path, added.value)
"""


def test_a_full_disk_loses_only_the_report_that_had_no_room(tmp_path):
    mount = ["unshare", "--mount", "sh", "-c", f'mount -t tmpfs -o size=2m tmpfs {tmp_path} && exec "$@"', "sh"]
    if shutil.which("unshare") is None or subprocess.run([*mount, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no disk of our own can be mounted here: that takes unshare and root")
    done = subprocess.run(
        [*mount, sys.executable, "-c", ON_A_SMALL_DISK, tmp_path], check=False, capture_output=True, text=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_a_ledger_that_finds_no_room_at_all_is_no_ledger(tmp_path):
    path = tmp_path / "ledger.db"

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
        try:
            Ledger(path, create=True)
        except LedgerError as error:
            os._exit(3 if "the disk is full" in str(error) else 1)

    assert in_a_child(work) == 3
    with Ledger(path, create=True) as ledger:
        assert ledger.coverage().articles == 0


# --- no rights ----------------------------------------------------------------------------------------------------


@pytest.fixture
def open_folder():
    """A folder that everybody may enter: pytest's own are ours alone."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("folder_rights", [0o555, 0o777])
def test_a_read_only_ledger_is_asked_but_not_changed(open_folder, folder_rights):
    path = open_folder / "ledger.db"
    with Ledger(path, create=True) as ledger:
        ledger.add(make_report("Egypt supports the ceasefire.", "2020-06-07", positions=[{
            "words": "supports the ceasefire", "holder": "Egypt", "act": "supports",
        }]))  # fmt: skip
    path.chmod(0o444)
    open_folder.chmod(folder_rights)
    before = rows(path)

    def work() -> None:
        if os.geteuid() == 0:  # whom no rights stop
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        for create in (False, True):
            with Ledger(path, create=create) as ledger:
                (stand,) = ledger.positions(holder="egypt")
                for change in (
                    lambda: ledger.add(make_report("Egypt supports talks.", "2020-06-08")),
                    lambda: ledger.review(stand.fact, "reject", author="me", reason="no"),  # noqa: B023 - called at once
                ):
                    try:
                        change()
                    except LedgerError as error:
                        assert str(error) == f"{path}: the ledger is read-only; nothing was changed"
                    else:
                        os._exit(1)
                assert len(ledger.positions()) == 1
        os._exit(3)

    assert in_a_child(work) == 3
    assert rows(path) == before


# --- SQL ----------------------------------------------------------------------------------------------------------

ATTACKS = [
    "Robert'); DROP TABLE articles; --", "x' OR '1'='1", '" OR ""="', "%", "_", "\\", ";", "#1; DELETE FROM actors",
    "NULL", "{}", ":n", "%s", "' UNION SELECT record FROM articles --", "MATCH *", "a\nb", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_sql_in_a_name_is_a_name(path, ledger, name):
    ledger.add(make_report("Egypt supports the ceasefire.", "2020-06-07", positions=[{
        "words": "supports the ceasefire", "holder": "Egypt", "act": "supports",
    }]))  # fmt: skip
    before = rows(path)
    for ask in (
        lambda: ledger.who(name),
        lambda: ledger.positions(holder=name),
        lambda: ledger.statements(by=name),
        lambda: ledger.conditions(on=name),
        lambda: ledger.merge(name, "Egypt", author=name, reason=name),
        lambda: ledger.review(name, "accept", author=name, reason=name),
    ):
        with pytest.raises(UsageError):
            ask()
    if name != "\ud800":
        assert ledger.find(name) == ledger.positions(issue=name) == ledger.events(type_=name, reality=name) == []
    assert rows(path) == before


@pytest.mark.parametrize("name", [name for name in ATTACKS if name != "\ud800"])
def test_an_actor_called_like_sql_is_kept_and_found(ledger, name):
    ledger.add(make_report(f"{name} met Egypt on Monday.", "2020-06-07", people={name: {"kind": "other"}}))
    assert name in {known.name for known in ledger.actors()}
    assert ledger.coverage().articles == 1
    number = next(known.number for known in ledger.actors() if known.name == name)
    assert ledger.who(f"#{number}")[0].name == name


@pytest.mark.parametrize(
    "name", ["a b.db", "a?mode=memory.db", "a#b.db", "a%20b.db", "é🗺.db", "'; DROP TABLE x; --.db"]
)
def test_an_odd_name_of_a_file_is_that_file(tmp_path, name):
    with Ledger(tmp_path / name, create=True) as ledger:
        ledger.add(make_report("Egypt supports the ceasefire.", "2020-06-07"))
    assert [path.name for path in tmp_path.iterdir()] == [name]
