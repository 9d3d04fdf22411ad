"""The errors that dragoman raises: a message names the thing, the place, and what is accepted."""

from __future__ import annotations


class DragomanError(Exception):
    """Base of all: ``str(error)`` is one line for the person who asked."""


class UsageError(DragomanError):
    """An option, argument or call that can't be carried out as given."""


class CodebookError(DragomanError):
    """A codebook or dictionary with an entry that doesn't follow its format; names file, line and field."""


class ModelError(DragomanError):
    """A language model or a file of weights that isn't installed or doesn't fit."""


class LedgerError(DragomanError):
    """A ledger that can't be opened, read or written."""
