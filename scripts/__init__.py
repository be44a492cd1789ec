"""Tools of the workshop: they write files that are committed, and are not part of the package."""
