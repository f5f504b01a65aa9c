"""`plivoml decode`: not here yet."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""


def run(options: argparse.Namespace) -> int:
    """Do the work."""
    raise NotImplementedError
