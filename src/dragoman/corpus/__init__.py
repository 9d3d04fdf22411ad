"""Corpora of any size: files in, Parquet tables out, by worker processes (`dragoman code`)."""
