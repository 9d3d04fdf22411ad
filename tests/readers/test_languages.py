import pytest

from dragoman.readers import ReadOptions, read_bytes
from dragoman.readers.languages import language_of
from dragoman.records import Article, Skipped


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that the talks would go on in May, and that his government had agreed to it.", "en"),
        (
            "Der Minister sagte, die Gespräche würden im Mai fortgesetzt, und seine Regierung habe dem zugestimmt. "
            * 4,
            "de",
        ),
        (
            "Le ministre a déclaré que les pourparlers se poursuivraient en mai et que son gouvernement y consent. "
            * 4,
            "fr",
        ),
        ("Министр заявил, что переговоры продолжатся в мае и что его правительство с этим согласно. " * 4, "ru"),
        ("قال الوزير إن المحادثات ستستمر في شهر مايو وإن حكومته وافقت على ذلك بعد اجتماع طويل مع الوفد. " * 4, "ar"),
    ],
)
def test_the_language_is_found(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "RUSSIA DENIES ARMS DEAL: HAFTAR IN MOSCOW, MINISTRY REJECTS REPORTS",
        "Haftar, Serraj, Saleh, Maetig, Lavrov, Shoigu, Kobler, Salamé",
    ],
)
def test_a_short_text_is_not_thrown_out_on_a_whim(text):
    assert language_of(text) == "en"


def test_a_report_in_another_language_is_skipped_with_its_name():
    text = (
        "Der Minister sagte am Dienstag, die Gespräche würden im Mai fortgesetzt, die Regierung habe zugestimmt.\n\n"
        * 5
    )
    assert list(read_bytes(text.encode(), "bericht.txt")) == [
        Skipped(source="bericht.txt", reason="the article is in German (de); only English is read")
    ]
    (article,) = read_bytes(text.encode(), "bericht.txt", ReadOptions(languages=frozenset()))
    assert isinstance(article, Article)
    assert article.language == "de"
