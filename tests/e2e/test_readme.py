"""``DRAGOMAN_UPDATE_GOLDEN=1 pytest tests/e2e/test_readme.py`` writes what comes out into the README."""

from __future__ import annotations

import os
import re
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def fenced(marker):
    text = README.read_text("utf-8")
    (block,) = re.findall(rf"<!-- example: {marker} -->\n```text\n(.*?)```", text, re.DOTALL)
    return block


def test_what_the_readme_shows_is_what_comes_out(run, tmp_path):
    report = tmp_path / "report.txt"
    report.write_text(fenced("in"), "utf-8")
    done = run("read", report)
    assert done.returncode == 0, done.stderr
    if os.environ.get("DRAGOMAN_UPDATE_GOLDEN"):
        text = README.read_text("utf-8")
        README.write_text(text.replace(f"```text\n{fenced('out')}```", f"```text\n{done.stdout}```"), "utf-8")
    shown = [line for line in fenced("out").splitlines() if line.strip() not in ("", "…")]
    assert len(shown) > 10
    printed = iter(done.stdout.splitlines())
    missing = [line for line in shown if line not in printed]  # each is looked for after the one before it
    assert missing == []
