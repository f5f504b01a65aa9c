"""
Whole call flows, each a small module.

Each is functions from what Plivo tells to what Plivo does next, with a table of the paths at
which Plivo finds them.  `examples/frameworks/` has what puts such a table on the web.
"""
