"""The command, as `python -m plivoml`."""

import sys

from .cli import main


sys.exit(main())
