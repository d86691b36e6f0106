"""BagIt 1.0: packages to and from other systems."""
