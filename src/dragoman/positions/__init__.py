"""Positions: where each actor stands, on what, towards whom, and under which condition."""

from dragoman.positions.find import find_positions

__all__ = ["find_positions"]
