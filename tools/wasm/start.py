"""Run inside as it stands; the last line is the exit status."""

import sys


sys.path[:0] = ["/project", "/packages"]

from tools.wasm import inside  # noqa: E402  # it is found by the line above


inside.run(given)  # type: ignore[name-defined]  # noqa: F821  # by run.mjs
