"""Who did what to whom: PLOVER events with their reality."""

from dragoman.events.find import find_events

__all__ = ["find_events"]
