"""What an archival object says of itself: PREMIS, DataCite, Dublin Core, and in words."""
