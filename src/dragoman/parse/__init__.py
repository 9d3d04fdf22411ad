"""Article -> spaCy `Doc`: one paragraph parsed at a time, one `Doc` per article, offsets into its body."""

from dragoman.parse.parser import Parser, load_parser

__all__ = ["Parser", "load_parser"]
