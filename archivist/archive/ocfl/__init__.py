"""The OCFL 1.1 storage root: objects, versions, and writing them so that nothing is lost."""
