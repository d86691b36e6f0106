"""TEI as a projection of an edition: header, text, writing, validation."""
