"""What an address asks for: its GET parameters, checked."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request

from dragoman.errors import UsageError

LONGEST = 400
"""Code points of one parameter: longer ones are no question."""


def text(request: Request, name: str) -> str | None:
    """A parameter's words; ``None`` where it is missing or empty."""
    value = " ".join(request.query_params.get(name, "").split())
    if len(value) > LONGEST:
        raise UsageError(f"{name} is {len(value)} characters long; at most {LONGEST} are taken")
    return value or None


def one_of(request: Request, name: str, accepted: tuple[str, ...]) -> str | None:
    """A parameter that must be one of some values."""
    value = text(request, name)
    if value is not None and value not in accepted:
        raise UsageError(f"{name} can't be {value!r}; use one of: {', '.join(accepted)}")
    return value


def day(request: Request, name: str) -> date | None:
    """A day, written ``2016-12-03``."""
    value = text(request, name)
    if value is None:
        return None
    try:
        return date.fromisoformat(value if len(value) == len("YYYY-MM-DD") else "")
    except ValueError:
        raise UsageError(f"{name}: {value!r} isn't a day; write it as YYYY-MM-DD") from None


def whole(request: Request, name: str, default: int, *, most: int) -> int:
    """A whole number from 1 to ``most``."""
    value = text(request, name)
    if value is None:
        return default
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= most:
        raise UsageError(f"{name}: {value!r} isn't a number from 1 to {most}")
    return int(value)
