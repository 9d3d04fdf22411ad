"""The places that an article names: which country, which region, which entry of GeoNames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log10

from spacy.tokens import Doc, Span

from dragoman.actors.knowledge import Match, load_knowledge
from dragoman.actors.named import american_states
from dragoman.places.gazetteer import Spot, countries, regions, towns
from dragoman.records import Article, Place

LABELS = {"GPE", "LOC", "FAC"}
ARTICLES = {"the"}
COUNTRY_WORDS = {"state", "adjective", "people"}
"""Sorts of known names that say that an article is about a country; a capital may stand for its government anywhere."""
NAMED_COUNTRY = 2.0
"""What it adds that the article names the country, its people or something of it: as much as a hundredfold size."""
CAPITAL = 0.5
"""What it adds to be a capital."""
REGION = 5.5
"""What a region weighs beside a town of its name: as much as one of 300,000."""
ALONE = 5.0
"""Weight from which a town is taken whose country the article doesn't name: 100,000 people."""


def find_places(doc: Doc, article: Article) -> list[Place]:
    """The places of an article, in text order; a name that may mean several is left out where nothing decides.

    Args:
        doc: The parsed article.
        article: The article.
    """
    known = list(load_knowledge().names_in(doc))
    american = american_states(doc, known)
    states = {
        (match.start, match.end): match.fact.id
        for found in known
        for match in found
        if match.fact.sort == "state" and match.fact.id not in american
    }
    spans = [span for entity in doc.ents if entity.label_ in LABELS for span in (_name(entity),) if len(span)]
    named = Counter(match.fact.country for match in _about_countries(known) if match.fact.id not in american)
    named.update(spot.country for span in spans for spot in regions().get(span.text.lower(), [])[:1])
    capitals = {(m.start, m.end): m.fact.country for found in known for m in found if m.fact.sort == "capital"}
    chosen: dict[tuple[int, int], Spot] = {
        span: countries()[code] for span, code in states.items() if code in countries()
    }
    taken = {i for start, end in chosen for i in range(start, end)}
    for span in reversed(spans):  # what stands after "Tripoli, " tells where it is
        if taken & set(range(span.start, span.end)):
            continue
        spot = _best(span, named, capitals.get((span.start, span.end)), _place_after(span, chosen))
        if spot is not None:
            chosen[span.start, span.end] = spot
    return [_record(doc, article, span, spot) for span, spot in sorted(chosen.items())]


def _about_countries(known: Sequence[Sequence[Match]]) -> Iterator[Match]:
    return (match for found in known for match in found if match.fact.country and match.fact.sort in COUNTRY_WORDS)


def _name(entity: Span) -> Span:
    """The name without its article, possessive ending and dots."""
    start, end = entity.start, entity.end
    while start < end and entity.doc[start].lower_ in ARTICLES:
        start += 1
    while end > start and (entity.doc[end - 1].tag_ == "POS" or entity.doc[end - 1].is_punct):
        end -= 1
    return Span(entity.doc, start, end)


def _place_after(span: Span, chosen: dict[tuple[int, int], Spot]) -> Spot | None:
    """The country or region right after a comma: Lebanon in "Tripoli, Lebanon"."""
    doc, end = span.doc, span.end
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    after = next((spot for (start, _), spot in chosen.items() if start == end + 1), None)
    return after if after is not None and after.kind != "town" else None


def _best(span: Span, named: Counter[str | None], capital: str | None, after: Spot | None) -> Spot | None:
    """The gazetteer's place that a name means here."""
    name = span.text.lower()
    options = [*regions().get(name, ()), *towns().get(name, ())]
    if after is not None:
        inside = [spot for spot in options if spot.country == after.country and spot.kind == "town"]
        same = [spot for spot in inside if after.kind == "country" or spot.admin == _geonames_code(after)]
        return max(same, key=lambda spot: spot.population, default=None)

    def weight(spot: Spot) -> float:
        size = log10(spot.population + 1) if spot.kind == "town" else REGION
        capital_bonus = CAPITAL if spot.kind == "town" and spot.country == capital else 0.0
        return size + capital_bonus + NAMED_COUNTRY * (named[spot.country] > 0)

    ranked = sorted(options, key=weight, reverse=True)
    return ranked[0] if ranked and weight(ranked[0]) >= ALONE else None


def _geonames_code(region: Spot) -> str | None:
    """The code that GeoNames has for a region; only American ones are those of ISO."""
    return region.admin.replace("-", ".") if region.admin and region.country == "USA" else None


def _record(doc: Doc, article: Article, span: tuple[int, int], spot: Spot) -> Place:
    start, last = doc[span[0]].idx, doc[span[1] - 1]
    end = last.idx + len(last)
    return Place(
        start=start,
        end=end,
        text=article.body[start:end],
        name=spot.name,
        kind=spot.kind,
        country=spot.country,
        admin=spot.admin,
        geonames=spot.geonames,
        latitude=spot.latitude,
        longitude=spot.longitude,
    )
