"""How long it takes to resolve mentions across reports: who of the ledger each actor of each article is.

    resolve_clock.py [MENTIONS] [--names N] [--seed N]

Names are drawn by chance: two of three are persons, each in several spellings (letters that romanisations write for one
another, particles, initials, the family name alone), the others bodies. Each article names ten; few names are frequent,
most are rare, as in reports. Prints articles, the ledger's actors, processor seconds, wall seconds and peak memory.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select

from dragoman.ledger.identities import find_identities
from dragoman.ledger.store import open_store
from dragoman.ledger.tables import actors
from dragoman.records import Actor

SYLLABLES = "ba ce do fu ga hi jo ka le mi na or pe qa ra so ta ul va xi yo ze khal shem ghar dhin tchou".split()
SPELLINGS = (("kh", "h"), ("gh", "g"), ("q", "k"), ("dh", "d"), ("sh", "ch"), ("ou", "u"), ("e", "i"), ("o", "u"))
GIVEN, FAMILY = 800, 12_000
"""Different given names and family names: more bear a common one than in a telephone book of one town."""
ARTICLE = 10
AT_ONCE = 200
"""Articles to a transaction."""


class Cast:
    """Names, and one of their forms by chance."""

    def __init__(self, names: int, seed: int) -> None:
        self.chance = random.Random(seed)
        given = [self._word(2) for _ in range(GIVEN)]
        family = [self._word(3) for _ in range(FAMILY)]
        self.people = [f"{self.chance.choice(given)} {self.chance.choice(family)}" for _ in range(names * 2 // 3)]
        self.bodies = [f"{self._word(3)} {self._word(2)} Council" for _ in range(names - len(self.people))]
        self.numbers = range(names)
        self.weights = [1 / (rank + 5) for rank in self.chance.sample(self.numbers, names)]

    def _word(self, syllables: int) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=syllables)).capitalize()

    def articles(self, count: int) -> Iterator[list[Actor]]:
        """The actors of so many articles."""
        for _ in range(count):
            chosen = dict.fromkeys(self.chance.choices(self.numbers, self.weights, k=ARTICLE))
            yield [self._actor(number) for number in chosen]

    def _actor(self, number: int) -> Actor:
        if number >= len(self.people):
            name = self.bodies[number - len(self.people)]
            return Actor(id=f"a{number}", name=name, kind="government_body", names=(name,))
        name = self._spelling(self.people[number])
        forms = (name, name.split()[-1]) if self.chance.random() < 0.5 else (name,)
        return Actor(id=f"a{number}", name=name, kind="person", names=forms)

    def _spelling(self, name: str) -> str:
        if self.chance.random() < 0.2:
            old, new = self.chance.choice(SPELLINGS)
            name = name.lower().replace(old, new, 1).title()
        return name


def main() -> None:
    """Draw the articles, resolve them, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mentions", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--names", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    drawn = list(Cast(options.names, options.seed).articles(options.mentions // ARTICLE))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cpu, wall = time.process_time(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "clock.db", create=True)
        for first in range(0, len(drawn), AT_ONCE):
            with store.writing() as connection:
                for article in drawn[first : first + AT_ONCE]:
                    find_identities(connection, article, {})
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        with store.reading() as connection:
            known = connection.scalar(select(func.count()).select_from(actors))
        store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{sum(map(len, drawn)):,} mentions in {len(drawn):,} articles, {known:,} actors")
    print(f"{cpu:.1f} s of processor, {wall:.1f} s by the clock, {peak:.2f} GiB at most ({before / 2**20:.2f} before)")


if __name__ == "__main__":
    main()
