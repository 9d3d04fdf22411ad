"""``dragoman serve``: what it refuses, and that it opens and closes."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from dragoman.ledger import Ledger

LETS_IN = "lets others in: give a password, best as DRAGOMAN_PASSWORD in the environment"
MAKE_IT = "make it with 'dragoman add FILES --ledger nope.db', or an empty one with --new"


def refused(*arguments: str, cwd: Path) -> str:
    """What is said instead of opening the room."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DRAGOMAN_")}
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", "serve", *arguments], capture_output=True, encoding="utf-8", check=False,
        cwd=cwd, env=environment, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    return done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--host", "0.0.0.0"), f"--host 0.0.0.0 {LETS_IN}"),
        (("--host", "::"), f"--host :: {LETS_IN}"),
        (("--password", "short"), "the password has 5 characters; give at least 8"),
        (("-l", "nope.db"), f"nope.db: there is no such ledger; {MAKE_IT}"),
        (("-l", "notes.txt", "--port", "0"), "notes.txt: isn't a ledger, nor any SQLite file"),
    ],
)  # fmt: skip
def test_serve_says_what_is_wrong(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    (tmp_path / "notes.txt").write_text("just notes\n" * 100)
    assert refused(*arguments, cwd=tmp_path) == f"dragoman: {message}\n"
    assert not (tmp_path / "nope.db").exists()


def test_serve_says_that_a_port_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = refused("--port", str(port), cwd=tmp_path)
    assert said == f"dragoman: port {port} is taken; choose another one with --port, or a free one with --port 0\n"


def test_serve_opens_a_new_ledger_and_closes_on_ctrl_c(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dragoman", "serve", "--new", "--ledger", "mine.db", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", cwd=tmp_path) as running:
        assert running.stdout is not None
        said = running.stdout.readline()
        found = re.search(r"The reading room of mine\.db is open at (http://127\.0\.0\.1:\d+/)", said)
        assert found is not None
        with urllib.request.urlopen(found.group(1), timeout=60) as answer:
            assert answer.status == 200
            assert answer.headers["Content-Security-Policy"]
            assert "server" not in answer.headers
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=60) == 0
    with Ledger(tmp_path / "mine.db") as book:
        assert book.judgements() == []
