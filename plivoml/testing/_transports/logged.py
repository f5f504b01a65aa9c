"""
Exceptions that an app logs.

Most frameworks turn what a handler raises into a reply of 500, and log it; so that is where
it can be had, whatever the framework.
"""

from __future__ import annotations

import logging
import threading

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any


_lock = threading.Lock()
_listening: list[list[BaseException]] = []
_made_by = logging.getLogRecordFactory()


@contextmanager
def exceptions() -> Generator[list[BaseException]]:
    """Collect what is logged meanwhile, in whichever thread."""
    global _made_by  # noqa: PLW0603 - logging has one factory for the process
    caught: list[BaseException] = []
    with _lock:
        if not _listening:
            _made_by = logging.getLogRecordFactory()
            logging.setLogRecordFactory(_record)
        _listening.append(caught)
    try:
        yield caught
    finally:
        with _lock:
            _listening[:] = [other for other in _listening if other is not caught]
            if not _listening:
                logging.setLogRecordFactory(_made_by)


def _record(*arguments: Any, **named: Any) -> logging.LogRecord:
    record = _made_by(*arguments, **named)
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        for caught in _listening:
            caught.append(error)
    return record
