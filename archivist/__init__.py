"""Turns scraped copies of reports back into the report, for archives."""

__version__ = "0.1.0"
