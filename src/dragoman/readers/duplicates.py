"""The same report met again: saved twice, or carried by another outlet under another headline."""

from __future__ import annotations

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rensa import RMinHash

from dragoman.readers.block_model import WORD
from dragoman.records import Article

SHINGLE = 4
"""Words in a row; two reports of one happening share names, but few runs of four words."""
PERMUTATIONS = 128
BANDS = 32
ALIKE = 0.5
"""Share of common runs of words from which on two bodies are one report: an outlet that carries an agency's report
cuts the end and changes words here and there, which leaves about half of the runs."""
SEED = 7


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that was met before."""

    article: str
    """Id of the article met now."""
    earlier: str
    """Id of the article met before."""
    share: float
    """About how much of both together is common, from 0 to 1."""


def signature_of(body: str) -> Sequence[int]:
    """A sample of a text's runs of words, by which texts are compared: `PERMUTATIONS` numbers of 32 bits."""
    signature = RMinHash(PERMUTATIONS, SEED)
    words = WORD.findall(body.casefold())
    signature.update([" ".join(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1))])
    return array("I", signature.digest())


def bands_of(signature: Sequence[int]) -> list[int]:
    """The keys under which a signature is looked up: two texts that are alike share one of them, almost surely.

    Source: Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 2020, section 3.4.
    """
    rows = PERMUTATIONS // BANDS
    bands = (array("I", [band, *signature[band * rows : (band + 1) * rows]]) for band in range(BANDS))
    return [int.from_bytes(hashlib.blake2b(band.tobytes(), digest_size=7).digest()) for band in bands]


def share_of(one: Sequence[int], other: Sequence[int]) -> float:
    """About how much of two texts together is common, by their signatures."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / PERMUTATIONS


class Copies:
    """Remembers articles by a signature of a few hundred bytes each, so that copies are found among many."""

    def __init__(self) -> None:
        self._seen: list[tuple[str, Sequence[int]]] = []
        self._by_band: dict[int, list[int]] = defaultdict(list)

    def add(self, article: Article) -> list[Copy]:
        """The earlier articles that this one is a copy of, the most alike first; none is dropped."""
        signature = signature_of(article.body)
        bands = bands_of(signature)
        found = []
        for number in {number for band in bands for number in self._by_band[band]}:
            earlier, other = self._seen[number]
            share = share_of(signature, other)
            if share >= ALIKE:
                found.append(Copy(article.id, earlier, round(share, 2)))
        for band in bands:
            self._by_band[band].append(len(self._seen))
        self._seen.append((article.id, signature))
        return sorted(found, key=lambda copy: (-copy.share, copy.earlier))
