"""`Doc` -> the places that an article names, on the map."""

from dragoman.places.find import find_places

__all__ = ["find_places"]
