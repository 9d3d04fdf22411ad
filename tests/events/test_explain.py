"""How an event was found, in words."""

import pytest

from dragoman.errors import UsageError
from dragoman.events import explain_event
from dragoman.pipeline import Pipeline
from dragoman.readers.plain import plain_article


def explained(text):
    record = Pipeline().read(plain_article(text))
    return [explain_event(record, event.id) for event in record.events]


def test_an_explanation_shows_entry_places_cues_and_cameo_code():
    (found,) = explained("Norway said on Monday that its navy may attack the pirates of Somalia.")
    assert (found.rule, found.wording, found.trigger) == ("assault-attack", "attack", "attack")
    assert ("actor", "subject of 'attack'") in [(place.side, place.how) for place in found.places]
    assert [(cue.word, cue.says) for cue in found.cues] == [("may attack", "possible")]
    assert (found.cameo, found.cameo_row, found.quad) == ("190", "assault", "material conflict")
    assert found.vouched is not None
    assert found.example == "The militia attacked the Kurdish column at dawn."


def test_a_pattern_is_shown_with_the_words_that_it_asks_for():
    (found,) = explained("Peru imposed a curfew on the Chilean miners.")
    assert found.wording.startswith("impose > ")


def test_an_event_that_is_not_in_the_record_is_named():
    record = Pipeline().read(plain_article("Peru attacked Chile."))
    with pytest.raises(UsageError) as error:
        explain_event(record, "ev-0")
    (event,) = record.events
    assert str(error.value) == (f"the record of {record.article.id} has no event 'ev-0'; its events are: {event.id} …")
