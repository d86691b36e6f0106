"""The catalogue: found again, never the only place of anything."""
