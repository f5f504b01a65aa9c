"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings


# Where nobody looks on, the same examples are drawn each time: red means a change.
settings.register_profile("steady", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("steady")
