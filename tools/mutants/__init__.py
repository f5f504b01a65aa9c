"""Small mistakes put into the package, to see whether its tests tell."""
