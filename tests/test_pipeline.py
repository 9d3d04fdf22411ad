"""The whole path: what holds for every record, and that reading again gives the same."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.pipeline import Pipeline
from dragoman.readers.plain import plain_article
from dragoman.records import record_from_json, record_to_json
from tests.invariants import assert_sound

SENTENCES = [
    "Foreign minister Salim Qasim said on Monday that his country would send no troops unless the council asked.",
    "“We will not sign,” he told the Harbour Gazette, adding that “nothing has changed”.",
    "The Council of Elders (CoE) rejected the plan last week.",
    "A senior Ruritanian official, who asked not to be named, denied that arms had been delivered.",
    "Talks between Ruritania and Lusitania were said to have failed.",
    "According to the ministry, the ceasefire will hold as long as the rebels stay out of the port.",
    "It demanded that he resign.",
    "“[The] army must leave the city,” the spokeswoman of the opposition said in Geneva.",
    "In 2014",
    "— *** —",
    "Она сказала: «Нет».",
    "\u200fThe\u00a0envoy\u200e met them\u2009twice; they agreed.",
    "“An open quotation that nobody closes, said the",
    "Why?",
]

articles = st.lists(st.sampled_from(SENTENCES), max_size=8).flatmap(
    lambda chosen: st.lists(st.sampled_from([" ", "\n\n", "\n"]), min_size=len(chosen), max_size=len(chosen)).map(
        lambda gaps: plain_article(
            "".join(s + g for s, g in zip(chosen, gaps, strict=True)), published=date(2016, 12, 3)
        )
    )
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles)
def test_records_are_sound_and_come_back_from_json(article):
    record = Pipeline().read(article)
    assert_sound(record)
    assert record_from_json(record_to_json(record)) == record


def test_reading_twice_gives_the_same_record():
    article = plain_article("\n".join(SENTENCES))
    assert record_to_json(Pipeline().read(article)) == record_to_json(Pipeline().read(article))


def test_many_articles_give_the_same_records_as_one_by_one():
    texts = [plain_article("\n".join(SENTENCES[n:] + SENTENCES[:n])) for n in range(len(SENTENCES))]
    pipeline = Pipeline()
    assert list(pipeline.read_many(texts)) == [pipeline.read(article) for article in texts]
