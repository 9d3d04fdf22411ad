"""The codebooks: what the stages know about words, as data (docs/codebooks.md)."""
