"""Printed lines: as stages see them, what they read like, how they join and are claimed."""
