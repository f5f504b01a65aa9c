"""`plivoml check`: what is wrong, or may go wrong, in documents."""

from __future__ import annotations

import argparse
import contextlib
import sys

from typing import Final

from ..._lint.document import ANSWERS, SEVERITIES
from ..._lint.project import SettingsError
from .. import CLEAN, FAILED, count
from ..documents import STANDARD_INPUT, put_out, tell
from ..files import Report, find
from ..formats import FORMATS, is_colourful
from ..processes import examined
from ..progress import Progress
from ..settings import settings
from ..tally import Tally


_EPILOG: Final = """\
The exit status is 0 if nothing is reported, 1 if something is, and 2 if a file cannot be read
or written, if there is no document in what is named, or if the call is wrong. With --fix it is
that of what is left, with --diff 1 if something would change. `plivoml rules` lists the rules,
`plivoml explain RULE` explains one. A project sets `select`, `ignore`, `fixable`, `unfixable`,
`unsafe-fixes`, `severity`, `answers`, `allow`, `exclude`, `extend-exclude`, `per-file-ignores`
and `templates` under [tool.plivoml] in its pyproject.toml; an option here takes the place of the
setting of its name.
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a document, a template, a program, a folder of these, or - for the input",
    )
    for name, does in (
        ("select", "report only these rules; all for every one"),
        ("ignore", "leave these rules out"),
        ("fixable", "fix the problems of these rules; all for every one (default: all)"),
        ("unfixable", "do not fix the problems of these"),
    ):
        parser.add_argument(
            f"--{name}",
            action="extend",
            type=lambda names: names.split(","),
            metavar="RULE[,RULE]",
            help=does,
        )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="fix what can be fixed, in the files; what becomes of the input is printed",
    )
    parser.add_argument("--diff", action="store_true", help="show what --fix would change, alone")
    parser.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="also fix what may change what a call does",
    )
    parser.add_argument(
        "--templates",
        action="store_true",
        help="take {{ x }}, ${x}, %%s and the like for values, in every document",
    )
    parser.add_argument(
        "--severity", choices=SEVERITIES, help="the least severity to report (default: info)"
    )
    parser.add_argument(
        "--answers", choices=ANSWERS, help="what the documents answer, where a rule asks for it"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="how to report (default: text)"
    )
    parser.add_argument(
        "--jobs", type=count, default=1, metavar="N", help="how many processes to use (default: 1)"
    )
    parser.add_argument(
        "--statistics", action="store_true", help="count the problems of each rule at the end"
    )
    parser.add_argument(
        "--quiet", action="store_true", help="do not say at the end what was looked at"
    )
    parser.add_argument(
        "--as-found",
        action="store_true",
        help="take named files as those that are found in a folder: leave out what a project "
        "excludes, and what is no document (for hooks)",
    )


def run(options: argparse.Namespace) -> int:
    """Check the files."""
    try:
        chosen = settings(options)
    except SettingsError as error:
        print(f"plivoml: {error}", file=sys.stderr)
        return FAILED
    found = find(options.paths, chosen, as_found=options.as_found)
    progress = Progress(len(found.files), sys.stderr)
    tally = Tally(is_fix=chosen.fix, is_diff=chosen.diff)

    def counted(report: Report) -> Report:
        progress.step()
        if report.failure is not None:
            progress.clear()
            tell(report.name, report.failure)
        tally.count(report)
        if report.output:
            progress.clear()
            put_out(report.output)
        return report

    # Of a difference nothing is said but itself, and in no form but its own.
    form = "text" if chosen.diff else options.format
    # Where the document is printed, what there is to say of it is not.
    is_filter = chosen.fix and STANDARD_INPUT in options.paths
    out = sys.stderr if is_filter else sys.stdout
    with contextlib.closing(examined(found.files, chosen, options.jobs)) as reports:
        for piece in FORMATS[form](map(counted, reports), is_colourful(out)):
            progress.clear()
            out.write(piece)
    progress.clear()
    for line in tally.statistics() if options.statistics else ():
        print(line, file=sys.stderr)
    if not options.quiet:
        sys.stdout.flush()  # it is the last line where both go to one place
        for line in tally.summary(found.others):
            print(line, file=sys.stderr)
    if tally.status == CLEAN and tally.is_for_nothing(found.files):
        return FAILED
    return tally.status
