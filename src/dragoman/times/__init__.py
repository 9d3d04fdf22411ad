"""Time expressions of news English, as days counted from the day of publication."""

from dragoman.times.find import find_times

__all__ = ["find_times"]
