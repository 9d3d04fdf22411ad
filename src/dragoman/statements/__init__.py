"""Statements: who said what, on whose authority."""

from dragoman.statements.find import find_statements
from dragoman.statements.texts import attributions_of_texts

__all__ = ["attributions_of_texts", "find_statements"]
