"""How many examples a property is held against."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings


#: The examples of a property that asks for no number; of one that does, as many per cent.
PROFILES = {"usual": 40, "thorough": 500}


def register() -> None:
    """Tell Hypothesis of the profiles; `--hypothesis-profile` chooses another than the usual one."""
    for name, number in PROFILES.items():
        settings.register_profile(
            name,
            max_examples=number,
            # How long something takes says how busy the machine is.
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
            # Where nobody looks on, the same examples are drawn each time: red means a change.
            derandomize=bool(os.environ.get("CI")),
        )
    settings.load_profile("usual")


def examples(number: int) -> settings:
    """Ask for a number of examples, of which a profile takes so many per cent."""
    return settings(max_examples=max(1, number * settings().max_examples // 100))
