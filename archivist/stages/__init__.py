"""The stages: pure functions from a sheet and profiles to entries. None can delete."""
