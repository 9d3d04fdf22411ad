"""Who did what to whom: PLOVER events with their reality.

Codebooks ``events``, ``event_nouns``, ``light_verbs``, ``reality``, ``cameo``, ``goldstein``.
"""

from dragoman.events.cameo import cameo_code, goldstein, quad_class
from dragoman.events.coded import code_texts
from dragoman.events.explain import explain_event
from dragoman.events.find import find_events
from dragoman.events.pairs import classify_pairs

__all__ = ["cameo_code", "classify_pairs", "code_texts", "explain_event", "find_events", "goldstein", "quad_class"]
