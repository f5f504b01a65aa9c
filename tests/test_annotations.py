"""Annotations that can be read: by type readers at run time, and by editors."""

from __future__ import annotations

import importlib
import typing

from typing import Any

import pytest

from tests.support.faces import PUBLIC, annotated


pytestmark = pytest.mark.uncounted


# It has no types of its own.
jedi: Any = importlib.import_module("jedi")


@pytest.mark.parametrize("name", PUBLIC)
def test_every_annotation_can_be_read_at_run_time(name: str) -> None:
    for one in annotated(PUBLIC[name]):
        typing.get_type_hints(one, include_extras=True)


def test_there_is_much_to_read() -> None:
    assert {"plivoml.Dial", "plivoml.callbacks.DialAction", "plivoml.signatures.verify"} <= {
        *PUBLIC
    }


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("from plivoml import Di", "Dial"),
        ("from plivoml import che", "check"),
        ("from plivoml.callbacks import DialA", "DialAction"),
        ("from plivoml.signatures import ver", "verify"),
        ("from plivoml.testing import Ca", "Call"),
        ("from plivoml.ssml import Emph", "Emphasis"),
        ("from plivoml.wsgi import Sig", "SignatureMiddleware"),
        ("from plivoml.asgi import Sig", "SignatureMiddleware"),
        ("from plivoml.flask import rec", "received"),
        ("from plivoml.django import ans", "answered"),
        ("from plivoml.fastapi import rec", "received"),
        ("from plivoml.streams import PlayA", "PlayAudio"),
        ("from plivoml.testing import Acc", "Account"),
        ("import plivoml\nplivoml.Resp", "Response"),
        ("import plivoml\nplivoml.Dial(time", "timeout="),
        ("from plivoml.callbacks import DialAction\nDialAction.from_f", "from_form"),
        # What comes back is of the class that was asked, and not of the one that declares it.
        (
            "from plivoml.callbacks import DialAction\nDialAction.from_form('').dial_s",
            "dial_status",
        ),
        (
            "from plivoml.callbacks import DialAction\nDialAction.from_dict({}).dial_s",
            "dial_status",
        ),
        ("from plivoml.streams import Media\nMedia.from_dict({}).au", "audio"),
        ("from plivoml import Dial\nDial.from_dict({}).act", "action"),
        ("from plivoml.testing import Call\nwith Call({}, '') as call:\n    call.pre", "press"),
    ],
)
def test_jedi_completes_it(typed: str, name: str) -> None:
    assert name in [found.name for found in jedi.Script(typed).complete()]
