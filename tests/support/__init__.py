"""
What the tests share, and the one place that reaches into private rooms of the package.

A test speaks to what users see.  Where it must look behind that, what it needs has a name
in here, so that a room may move without any test being touched.
"""
