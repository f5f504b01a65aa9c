"""What comes from Plivo: callbacks to read and signatures to check."""

from __future__ import annotations

import functools

from collections.abc import Iterator
from urllib.parse import urlencode

from plivoml.callbacks import DialAction

from . import callbacks, signatures
from .figures import Figure
from .rounds import race, ratio


BAR_CALLBACK = 1.5


def figures() -> Iterator[Figure]:
    """Yield both figures."""
    form = callbacks.FORM
    times = race(
        {
            "plivoml": functools.partial(DialAction.from_form, form),
            "by hand": functools.partial(callbacks.by_hand, form),
        },
        count=21,
    )
    name = "read a callback: times the constructor, called by hand"
    yield Figure(name, ratio(times["plivoml"], times["by hand"]), BAR_CALLBACK)
    url, form = signatures.URL, signatures.FORM
    for method, asked, sent in (("POST", url, form), ("GET", f"{url}?{urlencode(form)}", {})):
        ours, theirs = signatures.checks(method, asked, sent)
        times = race({"plivoml": ours, "plivo-python": theirs}, count=21)
        name = f"check a signature of a {method}: times plivo-python"
        yield Figure(name, ratio(times["plivoml"], times["plivo-python"]), signatures.BAR_CHECK)
