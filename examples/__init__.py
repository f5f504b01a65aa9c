"""Programs that use plivoml, a folder each."""
