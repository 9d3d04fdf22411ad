"""The same report met again: saved twice, or carried by another outlet under another headline."""

from __future__ import annotations

from dataclasses import dataclass

from rensa import RMinHash, RMinHashLSH

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


class Copies:
    """Remembers articles by a signature of a few hundred bytes each, so that copies are found among many."""

    def __init__(self) -> None:
        self._index = RMinHashLSH(ALIKE, PERMUTATIONS, BANDS)
        self._seen: list[tuple[str, RMinHash]] = []

    def add(self, article: Article) -> list[Copy]:
        """The earlier articles that this one is a copy of, the most alike first; none is dropped."""
        signature = RMinHash(PERMUTATIONS, SEED)
        words = WORD.findall(article.body.casefold())
        signature.update(
            [" ".join(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1))]
        )
        found = []
        for key in self._index.query(signature):
            earlier, other = self._seen[key]
            share = signature.jaccard(other)
            if share >= ALIKE:
                found.append(Copy(article.id, earlier, round(share, 2)))
        self._index.insert(len(self._seen), signature)
        self._seen.append((article.id, signature))
        return sorted(found, key=lambda copy: (-copy.share, copy.earlier))
