"""Crawls: WARC, WET, JSON lines and Parquet."""
