"""
What plivoml costs, beside the least that could be paid and beside its peers.

`make bench` runs all of it in an environment of its own, on an installed wheel.
"""

import sys


# `python -m` puts the checkout first; what is measured is the wheel that is installed.
if sys.orig_argv[1:3] == ["-m", "benchmarks"]:
    del sys.path[0]
