"""
Inputs that nobody would write: each target takes bytes, and holds what is promised of them.

`python -m tests.fuzz --minutes 10` lets libFuzzer look for inputs that a target fails on, led by
what they reach in the package.  It begins with `seeds/TARGET`; what it fails on is put into
`found/TARGET` by whoever mends it, and stays a test.
"""
