"""Issue keys on pairs of issues in our own words: the same matter, or another one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.tokens import Doc

from dragoman.positions import issue_key_of
from dragoman.records import Article

PAIRS = Path(__file__).parents[1] / "quality" / "positions" / "issue_pairs.txt"


def test_keys_tell_one_matter_from_another(parse: Callable[[str], tuple[Article, Doc]]) -> None:
    lines = [line for line in PAIRS.read_text("utf-8").splitlines() if "|" in line]
    right = wrong = missed = 0
    for line in lines:
        one, other = (issue_key_of(list(parse(issue.strip())[1])) for issue in line[1:].split("|"))
        same = one is not None and one == other
        right += same and line[0] == "="
        wrong += same and line[0] == "#"
        missed += not same and line[0] == "="
    assert len(lines) >= 60
    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.85
