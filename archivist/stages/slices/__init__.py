"""Which copies are slices of one document, and in what order."""
