"""The command, as `python -m plivoml`."""

import sys

from ._cli import main


sys.exit(main())
