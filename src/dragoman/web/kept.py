"""Answers kept until the ledger changes: pages that many read are asked for once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from starlette.requests import Request

from dragoman.web.pages import environment, ledger_of

MOST = 128
OFFERED = 150
"""Names, and matters, that the fields of a form offer."""


class Kept:
    """The latest answers, each with the state of the ledger from which it was made."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, state: Hashable, ask: Callable[[], Any]) -> Any:
        """The answer that is kept for a key, or a new one where there is none from this state."""
        with self._lock:
            known = self._answers.get(key)
            if known is not None and known[0] == state:
                self._answers.move_to_end(key)
                return known[1]
        answer = ask()
        with self._lock:
            self._answers[key] = (state, answer)
            self._answers.move_to_end(key)
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)
        return answer


def kept[Answer](request: Request, ask: Callable[[], Answer], *key: Hashable) -> Answer:
    """An answer of the ledger, asked for anew only where the ledger has changed since, or its state can't be told."""
    state = ledger_of(request).state()
    if state is None:
        return ask()
    answer: Answer = request.app.state.kept.get(key, state, ask)
    return answer


def known_names(request: Request) -> list[str]:
    """The names that fields for actors offer: of those who appear most."""
    ledger = ledger_of(request)
    return [one.name for one in kept(request, lambda: ledger.frequent(limit=OFFERED), "names")]


def known_matters(request: Request) -> list[str]:
    """The matters that fields for issues offer: those on which most is held."""
    ledger = ledger_of(request)
    return [one.issue for one in kept(request, lambda: ledger.matters(limit=OFFERED), "matters")]


environment.globals |= {"known_names": known_names, "known_matters": known_matters}
