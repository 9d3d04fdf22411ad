"""The codebooks: what the stages know about words, as data. One YAML file each, a list of entries (docs/codebooks.md)."""
