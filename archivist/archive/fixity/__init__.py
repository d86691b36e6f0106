"""Whether everything is still there: audit, register, repair."""
