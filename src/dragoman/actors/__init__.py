"""`Doc` -> actors and the mentions that refer to them, from names, roles and descriptions."""

from dragoman.actors.find import find_actors
from dragoman.actors.index import ActorIndex
from dragoman.actors.speakers import resolve_speakers

__all__ = ["ActorIndex", "find_actors", "resolve_speakers"]
