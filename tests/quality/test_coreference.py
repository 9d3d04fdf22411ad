"""The chain metrics on worked examples, and the shape of the project's own annotations."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def chain_scores() -> ModuleType:
    spec = importlib.util.spec_from_file_location("chain_scores", ROOT / "scripts" / "chain_scores.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def scored(module: ModuleType, key: list[str], response: list[str]) -> tuple[dict[str, float], dict[str, float]]:
    scores = module.ChainScores()
    scores.add([frozenset(chain) for chain in key], [frozenset(chain) for chain in response])
    agreements = {metric: scores.agreement(metric) for metric in module.METRICS}
    precision = {metric: round(agreement.precision, 3) for metric, agreement in agreements.items()}
    return precision, {metric: round(agreement.recall, 3) for metric, agreement in agreements.items()}


def test_the_worked_example_of_the_conll_scorer(chain_scores: ModuleType) -> None:
    precision, recall = scored(chain_scores, ["abc", "defg"], ["ab", "cd", "fghi"])
    assert precision == {"muc": 0.4, "b3": 0.5, "ceafe": 0.433}
    assert recall == {"muc": 0.4, "b3": 0.417, "ceafe": 0.65}


def test_what_is_as_annotated_scores_one(chain_scores: ModuleType) -> None:
    precision, recall = scored(chain_scores, ["abc", "de"], ["de", "abc"])
    assert set(precision.values()) == set(recall.values()) == {1.0}


def test_all_in_one_chain_costs_precision_alone(chain_scores: ModuleType) -> None:
    precision, recall = scored(chain_scores, ["ab", "cd"], ["abcd"])
    assert recall["muc"] == recall["b3"] == 1.0
    assert precision["muc"] == pytest.approx(0.667)
    assert precision["b3"] == 0.5


def test_documents_are_added_up(chain_scores: ModuleType) -> None:
    scores = chain_scores.ChainScores()
    for _ in range(2):
        scores.add([frozenset("ab")], [frozenset("ab")])
    scores.add([frozenset("ab")], [])
    assert scores.agreement("muc").recall == pytest.approx(2 / 3)
    assert scores.agreement("muc").precision == 1.0


def test_annotations_hold_offsets_alone_and_each_mention_once() -> None:
    for line in (ROOT / "tests" / "quality" / "coreference.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = [tuple(span) for chain in row["actors"].values() for span in chain]
        assert row["part"] in {"dev", "test"}
        assert len(spans) == len(set(spans))
        assert all(0 <= start < end for start, end in spans)
