"""The figures of every evaluator, held against tests/quality/floors.json. Slow: a few minutes."""

import subprocess
import sys

from tests.conftest import ROOT


def test_no_figure_is_under_its_floor(shared):
    result = subprocess.run([sys.executable, ROOT / "scripts" / "quality.py"], capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
