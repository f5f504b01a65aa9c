"""Documents read: from bytes to elements, or to every problem with its place."""
