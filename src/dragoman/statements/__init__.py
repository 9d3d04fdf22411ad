"""Statements: who said what, on whose authority."""

from dragoman.statements.texts import attributions_of_texts

__all__ = ["attributions_of_texts"]
