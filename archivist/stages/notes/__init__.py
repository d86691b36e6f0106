"""Notes and their calls."""
