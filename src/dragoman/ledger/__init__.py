"""The ledger: the records of many articles in one file, with actors joined across them, to be asked and judged."""

from dragoman.ledger.book import Ledger
from dragoman.ledger.lookup import AmbiguousNameError, UnknownNameError

__all__ = ["AmbiguousNameError", "Ledger", "UnknownNameError"]
