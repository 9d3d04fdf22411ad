"""How well chains of mentions agree: MUC, B³ and CEAF with φ4, and their mean, the CoNLL score.

A chain is a set of mentions; mentions are compared by equality. Counts of several documents are added up before the
ratios are taken, as the CoNLL scorer does.

Source: Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B³), Luo 2005 (CEAF), Pradhan et al. 2014 (their use together,
and the worked examples of the tests).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

type Chain = frozenset[Hashable]
type Ratio = tuple[float, float]
"""Numerator and denominator."""

METRICS = ("muc", "b3", "ceafe")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1 of one metric."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision else 0.0


class ChainScores:
    """Adds up documents, then gives the agreement of each metric."""

    def __init__(self) -> None:
        self._sums = {metric: np.zeros(4) for metric in METRICS}

    def add(self, key: Sequence[Chain], response: Sequence[Chain]) -> None:
        """Count one document: the chains that are right, and those that were found."""
        aligned = _aligned(key, response)
        self._sums["muc"] += (*_links(response, key), *_links(key, response))
        self._sums["b3"] += (*_overlaps(response, key), *_overlaps(key, response))
        self._sums["ceafe"] += (aligned, len(response), aligned, len(key))

    def agreement(self, metric: str) -> Agreement:
        """Precision and recall of a metric over all documents added."""
        right, found, hit, wanted = self._sums[metric]
        return Agreement(right / found if found else 0.0, hit / wanted if wanted else 0.0)

    @property
    def conll(self) -> float:
        """The mean F1 of the three metrics."""
        return sum(self.agreement(metric).f1 for metric in METRICS) / len(METRICS)


def _links(chains: Collection[Chain], others: Collection[Chain]) -> Ratio:
    """Links of the chains that the others have too, and all their links."""
    kept = total = 0
    for chain in chains:
        parts = sum(1 for other in others if chain & other)
        alone = len(chain - frozenset().union(*others))
        kept += len(chain) - parts - alone
        total += len(chain) - 1
    return kept, total


def _overlaps(chains: Collection[Chain], others: Collection[Chain]) -> Ratio:
    """For each mention of the chains, the share of its chain that the other side keeps with it; and the mentions."""
    shared = sum(len(chain & other) ** 2 / len(chain) for chain in chains for other in others)
    return shared, sum(map(len, chains))


def _aligned(key: Sequence[Chain], response: Sequence[Chain]) -> float:
    """The likeness of the chains in the best pairing of one with one."""
    if not key or not response:
        return 0.0
    likeness = np.array([[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key])
    return float(likeness[linear_sum_assignment(likeness, maximize=True)].sum())
