"""Rules of grammar on parses written by hand: who did it to whom, whether it happened, who stands where, until when."""

from dragoman.events import find_events
from dragoman.offsets import content_id, overlap, paragraphs, sentences, span_of, tokens_in
from dragoman.positions import find_positions
from tests.grammar.built import built

ACTIVE = """
Ruritania PROPN nsubj 2
condemned VERB ROOT 2 condemn
Lusitania PROPN dobj 2
. PUNCT punct 2
"""
PASSIVE = """
Lusitania PROPN nsubjpass 3
was AUX auxpass 3 be
attacked VERB ROOT 3 attack VBN
by ADP agent 3
Ruritania PROPN pobj 4
. PUNCT punct 3
"""
PLANNED = """
Ruritania PROPN nsubj 3
will AUX aux 3 will MD
attack VERB ROOT 3 attack VB
Lusitania PROPN dobj 3
. PUNCT punct 3
"""
TOGETHER = """
Ruritania PROPN nsubj 4
and CCONJ cc 1
Borduria PROPN conj 1
attacked VERB ROOT 4 attack
Lusitania PROPN dobj 4
. PUNCT punct 4
"""
UNTIL = """
Ruritania PROPN nsubj 4
will AUX aux 4 will MD
not PART neg 4
recognise VERB ROOT 4 recognise VB
Lusitania PROPN dobj 4
until SCONJ mark 8
Borduria PROPN nsubj 8
agrees VERB advcl 4 agree VBZ
. PUNCT punct 4
"""


def events_of(parse):
    article, doc, index = built(parse)
    events, _, _ = find_events(doc, article, index, [], [])
    return [(event.type, event.actors, event.recipients, event.reality) for event in events]


def test_subject_does_it_to_the_object():
    assert events_of(ACTIVE) == [("ACCUSE", ("ruritania",), ("lusitania",), "happened")]


def test_agent_of_a_passive_does_it_to_the_subject():
    assert events_of(PASSIVE) == [("ASSAULT", ("ruritania",), ("lusitania",), "happened")]


def test_what_will_happen_has_not_happened():
    ((_, actors, recipients, reality),) = events_of(PLANNED)
    assert (actors, recipients) == (("ruritania",), ("lusitania",))
    assert reality == "planned"


def test_compound_actors_are_kept_apart():
    assert events_of(TOGETHER) == [("ASSAULT", ("ruritania", "borduria"), ("lusitania",), "happened")]


def test_a_refusal_keeps_its_condition_and_who_can_meet_it():
    article, doc, index = built(UNTIL)
    (position,) = find_positions(doc, article, index, [], [], [])
    assert (position.holder, position.act, position.toward) == ("ruritania", "does_not_recognise", ("lusitania",))
    (condition,) = position.conditions
    assert article.body[condition.span[0] : condition.span[1]] == "until Borduria agrees"
    assert (condition.kind, condition.who) == ("until", ("borduria",))


def test_an_index_gives_the_actors_of_a_coordination():
    _, doc, index = built(TOGETHER)
    assert index.of_phrase(doc[0]) == ("ruritania", "borduria")
    assert index.of(doc[3]) is None
    assert [mention.text for mention in index.within((0, 22))] == ["Ruritania", "Borduria"]


def test_offsets_and_tokens_name_the_same_places():
    article, doc, _ = built(ACTIVE)
    assert span_of(doc[1]) == (10, 19)
    assert span_of(doc[0:2]) == (0, 19)
    assert tokens_in(doc, (12, 22)).text == "condemned Lusitania"
    assert len(tokens_in(doc, (0, 0))) == 0
    assert [part.text for part in paragraphs(doc)] == [part.text for part in sentences(doc)] == [article.body]
    assert overlap((0, 5), (3, 9)) == 2
    assert overlap((0, 3), (3, 9)) == 0


def test_an_id_depends_on_its_parts_and_on_nothing_else():
    assert content_id("ev", "a", 1) == content_id("ev", "a", "1")
    assert content_id("ev", "a", 1) != content_id("ev", "a1")
