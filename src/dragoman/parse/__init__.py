"""Article -> spaCy `Doc`: one paragraph parsed at a time, one `Doc` per article, offsets into its body."""

from dragoman.parse.parser import DEFAULT_PIPELINE, Parser, load_parser

__all__ = ["DEFAULT_PIPELINE", "Parser", "load_parser"]
