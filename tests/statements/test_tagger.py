from __future__ import annotations

import numpy as np
import pytest
from spacy.tokens import Doc

from dragoman.errors import ModelError
from dragoman.statements.network import Network
from dragoman.statements.raw import RawAttribution, innermost
from dragoman.statements.relations import BEFORE, PADDING, REACH, SELF, Tree, relations
from dragoman.statements.spans import CONTENT, CUE, NONE, SOURCE, runs_of, smooth
from dragoman.statements.tagger import Tagger, without_doubles
from dragoman.statements.windows import MOST_PIECES, cut_windows
from dragoman.statements.words import CLOSING, INSIDE, OPENING, OUTSIDE, Words, read_words


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


@pytest.fixture(scope="module")
def words_of(tagger, parse):
    network = tagger._network

    def words(text: str) -> tuple[Doc, Words]:
        _, doc = parse(text)
        return doc, read_words(doc, network.pieces, network.deps, network.tags)

    return words


def text_of(doc: Doc, runs) -> list[str]:
    return [doc[start:end].text for start, end in runs]


def found_in(tagger, parse, text: str) -> tuple[Doc, list[RawAttribution]]:
    _, doc = parse(text)
    return doc, tagger.attributions(doc)


def test_tagger_finds_indirect_speech(tagger, parse):
    doc, (raw,) = found_in(tagger, parse, "The foreign minister said that the border would stay closed until April.")
    assert text_of(doc, raw.source) == ["The foreign minister"]
    assert text_of(doc, raw.cue) == ["said"]
    assert text_of(doc, raw.content) == ["that the border would stay closed until April"]
    assert raw.rule == "tagger"
    assert raw.score is not None
    assert 0.5 < raw.score <= 1.0


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("''", "''")])
def test_tagger_takes_a_quotation_whole_whatever_its_marks(tagger, parse, opening, closing):
    quote = f"{opening}The convoy never arrived. We waited for two days,{closing}"
    doc, (raw,) = found_in(tagger, parse, f"{quote} the governor said.")
    assert text_of(doc, raw.content) == [quote]
    assert text_of(doc, raw.source) == ["the governor"]


def test_tagger_joins_a_quotation_that_the_cue_interrupts(tagger, parse):
    doc, found = found_in(
        tagger, parse, "“The talks failed,” the envoy said on Monday. “Nobody wanted them to succeed.”"
    )
    assert text_of(doc, found[0].content) == ["“The talks failed,”", "“Nobody wanted them to succeed.”"]


def test_tagger_nests_statements_in_statements(tagger, parse):
    doc, found = found_in(
        tagger, parse, "The newspaper quoted the minister as saying that the army had told him the bridge was safe."
    )
    army = next(raw for raw in found if text_of(doc, raw.source) == ["the army"])
    assert "the bridge was safe" in text_of(doc, army.content)[-1]
    assert army.inside is not None
    minister = found[army.inside]
    assert minister.inside is not None
    assert text_of(doc, found[minister.inside].source) == ["The newspaper"]


def test_tagger_reads_a_signed_quotation(tagger, parse):
    doc, found = found_in(tagger, parse, "“We were promised water. None came.” — Salma Idris, a teacher")
    signed = next(raw for raw in found if raw.rule == "tagger:signed")
    assert text_of(doc, signed.source) == ["Salma Idris, a teacher"]
    assert text_of(doc, signed.content) == ["“We were promised water. None came.”"]


def test_tagger_reads_many_documents_as_one_by_one(tagger, parse):
    texts = [
        "Officials denied the report.",
        "",
        "Rain fell.",
        "“We will not pay,” the premier said.\n\nHe left at noon.",
    ]
    docs = [parse(text)[1] for text in texts]
    together = list(tagger.attributions_many(docs))
    assert len(together) == len(docs)
    alone = [tagger.attributions(doc) for doc in docs]
    for many, one in zip(together, alone, strict=True):
        assert [(raw.source, raw.cue, raw.content) for raw in many] == [(r.source, r.cue, r.content) for r in one]


def test_tagger_is_the_same_object_on_a_second_load(tagger):
    assert Tagger.load() is tagger


def test_network_names_the_folder_without_a_model(tmp_path):
    with pytest.raises(ModelError, match="the statement model isn't complete") as error:
        Network.load(tmp_path)
    assert str(tmp_path) in str(error.value)


def test_words_know_their_place_in_a_quotation(words_of):
    doc, words = words_of('He said "no way" twice.')
    assert [doc[int(i)].text for i in words.token] == ["He", "said", '"', "no", "way", '"', "twice", "."]
    assert words.quote.tolist() == [OUTSIDE, OUTSIDE, OPENING, INSIDE, INSIDE, CLOSING, OUTSIDE, OUTSIDE]
    assert words.segment.tolist() == [0, 0, 1, 1, 1, 1, 0, 0]


def test_words_take_a_closing_mark_before_a_word_for_an_opening_one(words_of):
    _, words = words_of("”No more talks,” he said.")
    assert words.quote.tolist()[:6] == [OPENING, INSIDE, INSIDE, INSIDE, INSIDE, CLOSING]


def test_words_see_single_marks_as_double_ones(words_of):
    _, words = words_of("‘The army didn’t fire on the crowd,’ he said. He left the ‘safe zone’ later.")
    assert words.quote.tolist()[0] == OPENING
    assert words.segment.tolist().count(1) == words.quote.tolist().index(CLOSING) + 1
    assert not words.segment[words.quote.tolist().index(CLOSING) + 1 :].any()


def test_words_end_an_unclosed_quotation_with_the_paragraph(words_of):
    _, words = words_of("“The first half.\n\nThe minister left.")
    border = words.border.tolist().index(True)
    assert words.segment[border - 1] == 1
    assert not words.segment[border:].any()


def test_windows_cover_each_word_once(words_of):
    sentence = "The committee of the lower house met again on the question of the river dam, and rose without a vote. "
    _, words = words_of(sentence * 40 + "\n\n" + sentence * 2 + "\n\n" + "word " * 900)
    windows = list(cut_windows(words))
    covered = [i for w in windows for i in range(w.core_start, w.core_end)]
    assert covered == list(range(len(words)))
    assert all(sum(map(len, words.pieces[w.start : w.end])) <= MOST_PIECES for w in windows)
    assert all(w.start <= w.core_start < w.core_end <= w.end for w in windows)


def test_relations_stop_at_the_window(words_of):
    _, words = words_of("Rain fell. The minister said it would stop.")
    cue = 5
    row, quotes = relations(words, Tree(words), cue, 0, len(words))
    assert row[REACH] == SELF
    assert (row[REACH - cue : REACH - cue + 3] == BEFORE).all()
    assert (row[: REACH - cue] == PADDING).all()
    assert not quotes.any()


def test_smooth_fills_a_gap_that_costs_less_than_two_changes():
    roles = np.zeros((1, 9, 4), np.float32)
    for place, kind in enumerate([SOURCE, CUE, CONTENT, CONTENT, NONE, CONTENT, CONTENT, NONE, NONE]):
        roles[0, place, kind] = 3.0
    roles[0, 4, NONE] = 0.5
    assert smooth(roles)[0].tolist() == [SOURCE, CUE, *[CONTENT] * 5, NONE, NONE]


def test_runs_of_joins_neighbours():
    assert runs_of([2, 3, 4, 7]) == [(2, 5), (7, 8)]


def raw(cue: int, *content: tuple[int, int], score: float = 0.9) -> RawAttribution:
    return RawAttribution(source=(), cue=((cue, cue + 1),), content=content, rule="tagger", score=score)


def test_without_doubles_keeps_the_likelier_of_two_cues_for_a_content():
    assert without_doubles([raw(1, (5, 9), score=0.6), raw(2, (5, 9), score=0.8)]) == [raw(2, (5, 9), score=0.8)]


def test_around_is_the_smallest_that_holds_cue_and_content():
    found = [raw(1, (2, 30)), raw(5, (6, 20)), raw(8, (9, 12)), raw(31, (9, 12))]
    assert [innermost(number, found) for number in range(4)] == [None, 0, 1, None]
