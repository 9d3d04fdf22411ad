import pytest

from dragoman.errors import ModelError
from dragoman.offsets import is_border, paragraphs, sentences
from dragoman.parse import load_parser
from dragoman.readers.plain import plain_article


def test_tokens_carry_offsets_into_the_body(parse):
    article, doc = parse("The envoy left\u00a0Tripoli.\n\nPrime Minister\u200e Salim Qasim didn’t follow.")
    for token in doc:
        if not token.is_space:
            assert article.body[token.idx : token.idx + len(token)] == token.text
    assert len(doc.text) == len(article.body)


def test_each_paragraph_is_parsed_alone(parse):
    _, doc = parse("Talks in Geneva\nThe envoy said they would go on.")
    assert [part.text for part in paragraphs(doc)] == ["Talks in Geneva", "The envoy said they would go on."]
    assert [part.text for part in sentences(doc)] == ["Talks in Geneva", "The envoy said they would go on."]
    assert sum(is_border(token) for token in doc) == 1


def test_direction_marks_do_not_hide_a_name(parse):
    _, doc = parse("Prime Minister\u200e Haidar Salim met the envoy.")
    assert "Minister" in [token.text for token in doc]


def test_an_overlong_paragraph_is_cut_and_loses_nothing():
    article = plain_article("The council met again in the capital. " * 2_000)
    doc = load_parser().parse(article)
    assert len(doc.text) == len(article.body)


def test_an_empty_body_gives_an_empty_doc(parse):
    _, doc = parse("")
    assert len(doc) == 0


def test_many_articles_come_out_in_order_and_as_one_by_one():
    articles = [plain_article(f"Minister number {n} met the envoy.\n\nHe left.") for n in range(40)]
    parser = load_parser()
    texts = [[(t.text, t.dep_, t.idx) for t in doc] for doc in parser.parse_many(articles)]
    assert texts == [[(t.text, t.dep_, t.idx) for t in parser.parse(article)] for article in articles]


def test_a_pipeline_that_is_not_installed_is_named():
    with pytest.raises(ModelError) as error:
        load_parser("en_no_such_pipeline")
    assert str(error.value) == (
        "spaCy pipeline 'en_no_such_pipeline' isn't installed; install it as a package, or name another with --pipeline"
    )


@pytest.mark.parametrize(
    "dateline",
    [
        "GENEVA – ",
        "GENEVA, 4 March (Agency) – ",
        "NEW TOWN, Ruritania (Agency) -- ",
        "TRIPOLI, 4 Mar. 2016 — ",
        "ST. PORT: ",
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(parse, dateline):
    article, doc = parse(f"{dateline}The envoy left the talks.")
    assert [part.text.strip() for part in sentences(doc)][-1] == "The envoy left the talks."
    assert doc.text == article.body


@pytest.mark.parametrize(
    "text", ["UN – the body that decides – met.", "The NATO - Ruritania council met.", "Geneva: a city."]
)
def test_what_only_looks_like_a_dateline_stays_in_its_sentence(parse, text):
    _, doc = parse(text)
    assert next(sentences(doc)).text.startswith(text[:12])


def test_a_horizontal_bar_is_a_token_of_its_own(parse):
    article, doc = parse("“We stay.”― Salim Qasim")
    bar = next(token for token in doc if token.text == "—")
    assert article.body[bar.idx] == "―"
