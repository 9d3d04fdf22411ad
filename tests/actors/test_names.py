"""Whether two name forms are one person's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from dragoman.actors.names import SAME, GivenName, name_parts, same_name, skeleton
from dragoman.codebooks.load import load_codebook

PAIRS = yaml.safe_load((Path(__file__).parent / "name_pairs.yaml").read_text("utf-8"))


def f1(score: Callable[[str, str], float], threshold: float) -> float:
    """F1 of telling the pairs apart with a score."""
    right = sum(score(*pair) >= threshold for pair in PAIRS["same"])
    wrong = sum(score(*pair) >= threshold for pair in PAIRS["different"])
    return 2 * right / (right + wrong + len(PAIRS["same"]))


def test_pairs_are_told_apart_better_than_by_edit_distance_alone() -> None:
    assert len(PAIRS["same"]) + len(PAIRS["different"]) >= 300
    ours = f1(same_name, SAME)
    others = max(f1(score, t) for score in (fuzz.token_sort_ratio, fuzz.WRatio, fuzz.ratio) for t in range(50, 100))
    assert ours >= 0.95
    assert ours > others + 0.1


@pytest.mark.parametrize("entry", load_codebook("given_names", GivenName), ids=lambda entry: entry.id)
def test_given_name(entry: GivenName) -> None:
    surname = entry.example.split()[-1]
    own = f"{entry.forms[0]} {surname}"
    assert same_name(entry.example, own) >= SAME
    assert same_name(entry.counter, own) < SAME


def test_given_name_spelling_is_given_once_for_one_name() -> None:
    owners: dict[str, list[str]] = {}
    for entry in load_codebook("given_names", GivenName):
        for form in entry.forms:
            owners.setdefault(form, []).append(entry.id)
    twice = {form for form, ids in owners.items() if len(ids) > 1}
    assert twice == set()


def test_surname_alone_is_not_enough() -> None:
    assert 0 < same_name("Said", "Omar Said") < SAME


def test_titles_and_particles_do_not_count() -> None:
    assert name_parts("Dr. Karim al-Said") == ("karim", "said")
    assert same_name("General Karim el Said", "Karim al-Said") == 1


def test_initial_fits_its_name_only() -> None:
    assert same_name("K. Said", "Karim Said") >= SAME
    assert same_name("O. Said", "Karim Said") < SAME


def test_spellings_of_one_sound_share_a_skeleton() -> None:
    assert len({skeleton(form) for form in ("qaddafi", "gadhafi", "kadafi", "gaddafi", "khadafy")}) == 1


@pytest.mark.parametrize("name", ["", "  ", "—", "the"])
def test_no_name_is_nobody(name: str) -> None:
    assert same_name(name, "Omar Said") < SAME


@given(st.text(max_size=30), st.text(max_size=30))
def test_score_is_symmetric_and_between_0_and_1(first: str, second: str) -> None:
    score = same_name(first, second)
    assert 0 <= score <= 1
    assert score == same_name(second, first)
