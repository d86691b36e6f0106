"""Forme work: running heads, folios and mastheads, and where pages begin."""
