"""What makes schema/ and docs/reference/ from the declarations."""
