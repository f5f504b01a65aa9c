"""What the site has beyond the pages themselves: extensions of Sphinx, each on its own."""
