"""Fixtures: the command as a user runs it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import dragoman

SAMPLES = Path(dragoman.__file__).parent / "samples"

type Run = Callable[..., subprocess.CompletedProcess[str]]


def run_dragoman(*arguments: str | Path, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """Run ``dragoman`` with UTF-8 output; further keywords are environment variables."""
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "DRAGOMAN_LEDGER")}
    return subprocess.run(
        [sys.executable, "-m", "dragoman", *map(str, arguments)],
        capture_output=True, encoding="utf-8", check=False, cwd=cwd, env=environment | env, timeout=600,
    )  # fmt: skip


@pytest.fixture(scope="session")
def run() -> Run:
    """``run("read", path)`` gives exit code, output and messages."""
    return run_dragoman


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Path]:
    """``sample("berlin")`` is the path of the sample report with that word in its name."""

    def found(word: str) -> Path:
        (path,) = SAMPLES.glob(f"*{word}*")
        return path

    return found


@pytest.fixture(scope="session")
def sample_ledger(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with all sample reports, each added by the command."""
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    files = [*sorted(SAMPLES.glob("*.txt")), *sorted(SAMPLES.glob("*.html"))]
    done = run("add", *files, "--ledger", path)
    assert done.returncode == 0, done.stderr
    return path
