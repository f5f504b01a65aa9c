"""The same three documents, written with each library as its users would write them."""
