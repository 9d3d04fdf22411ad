from dragoman.readers.duplicates import Copies
from dragoman.records import Article

from .pages import PARAGRAPHS


def article(name: str, *paragraphs: str) -> Article:
    return Article(id=name, body="\n\n".join(paragraphs), paragraphs=())


def test_a_report_carried_shortened_by_another_outlet_is_linked():
    copies = Copies()
    assert copies.add(article("agency", *PARAGRAPHS)) == []
    (copy,) = copies.add(article("outlet", *PARAGRAPHS[:4]))
    assert (copy.article, copy.earlier) == ("outlet", "agency")
    assert 0.5 <= copy.share < 1


def test_the_same_report_saved_twice_is_linked():
    copies = Copies()
    copies.add(article("first", *PARAGRAPHS))
    assert copies.add(article("second", *PARAGRAPHS))[0].share == 1


def test_another_report_on_the_same_matter_is_not_linked():
    copies = Copies()
    copies.add(article("one", *PARAGRAPHS[:3]))
    assert (
        copies.add(article("two", "The envoy said in Tripoli that the talks on the oil ports would go on in May."))
        == []
    )
