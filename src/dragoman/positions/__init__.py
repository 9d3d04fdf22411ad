"""Positions: where each actor stands, on what, towards whom, and under which condition."""

from dragoman.positions.find import find_positions
from dragoman.positions.issue_keys import issue_key_of

__all__ = ["find_positions", "issue_key_of"]
