"""Nothing heavy is loaded before a command needs it."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

HEAVY = "spacy thinc onnxruntime numpy pyarrow sqlalchemy trafilatura lxml rich.progress ray starlette psycopg".split()


def loaded_by(statement: str) -> list[str]:
    code = f"{statement}\nimport sys; print(*(name for name in {HEAVY} if name in sys.modules))"
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()


def processor_time(*command: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_importing_dragoman_loads_nothing_heavy():
    assert loaded_by("import dragoman") == []


def test_the_command_line_loads_nothing_heavy():
    assert loaded_by("import dragoman.cli.main") == []


@pytest.mark.parametrize(
    ("command", "most"), [(["-c", "import dragoman"], 0.3), (["-m", "dragoman", "--help"], 0.5)], ids=["import", "help"]
)
def test_start_is_quick(command, most):
    assert min(processor_time(*command) for _ in range(5)) < most
