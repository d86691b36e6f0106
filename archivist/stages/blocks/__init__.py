"""The running text: rows, paragraphs, heads, items, floats, and how lines join."""
