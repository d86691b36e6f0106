"""Saved pages."""
