"""A page as a reader leaves it: what was printed, without chrome, before it is judged to be an article or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from dragoman.offsets import content_id
from dragoman.readers.languages import language_of, name_of
from dragoman.readers.plain import paragraph_spans
from dragoman.records import Article, DateEvidence, NotPublished, Published, Removed, Skipped

FEWEST_LETTERS = 40
"""A body with fewer letters holds no sentence that could be read."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person who gives a file knows about it; each value stands over what the file says."""

    published: date | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    languages: frozenset[str] = frozenset({"en"})
    """ISO 639-1 codes that are read; an article in another language is skipped. Empty: every language."""
    fields: dict[str, str] = field(default_factory=dict)
    """Which field of a JSON Lines or CSV file holds what: ``{"text": "content", "date": "pub_day"}``."""
    html: bool | None = None
    """True: the data is HTML, False: plain text; ``None``: look at it."""
    largest: int = 64 * 2**20
    """Bytes of one document after unpacking; what is larger is skipped."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page, as printed: `paragraphs` are the body's, in order."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    """The language that the page itself declares."""
    published: Published | None = None
    not_published: tuple[NotPublished, ...] = ()
    removed: tuple[Removed, ...] = ()
    notes: tuple[str, ...] = ()
    entries: tuple[Page, ...] = ()
    """The reports of a live page, one by one; empty where the page is one report."""

    @property
    def body(self) -> str:
        """The paragraphs, parted by one blank line."""
        return "\n\n".join(self.paragraphs)


def with_options(page: Page, options: ReadOptions) -> Page:
    """The page with what the options say put over what it says itself."""
    page = replace(
        page, title=options.title or page.title, author=options.author or page.author,
        publisher=options.publisher or page.publisher, url=options.url or page.url,
    )  # fmt: skip
    if options.published is None:
        return page
    others = page.not_published
    if page.published is not None and page.published.date != options.published:
        others = (NotPublished(date=page.published.date, why="another day was given by option"), *others)
    return replace(page, published=_published(options.published, "option"), not_published=others)


def _published(day: date, source: DateEvidence) -> Published:
    return Published(date=day, source=source)


def articles_of(page: Page, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    """The article that the page holds, or those of a live page, one by one."""
    if not page.entries:
        yield article_of(page, source, options)
    for number, entry in enumerate(page.entries, start=1):
        yield article_of(entry, f"{source}#{number}", options)


def article_of(page: Page, source: str, options: ReadOptions) -> Article | Skipped:
    """The article that the page holds, or why it holds none that can be read."""
    page = with_options(page, options)
    body = page.body
    if sum(map(str.isalpha, body[: 20 * FEWEST_LETTERS])) < FEWEST_LETTERS:
        return Skipped(source=source, reason="no article found: hardly any running text is in it")
    language = language_of(body, declared=page.language)
    if options.languages and language not in options.languages:
        return Skipped(
            source=source, reason=f"the article is in {name_of(language)} ({language}); only English is read"
        )
    return Article(
        id=content_id("ar", page.title or "", body), title=page.title, author=page.author, publisher=page.publisher,
        url=page.url, language=language, body=body, paragraphs=paragraph_spans(page.paragraphs),
        published=page.published, not_published=page.not_published, removed=page.removed, notes=page.notes,
    )  # fmt: skip
