"""What holds for any form."""

import string

from contextlib import suppress
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from types import NoneType
from typing import Any, get_args, get_origin

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml.callbacks import Callback, InboundMessage, OpenEnum, parse
from plivoml.errors import InvalidCallbackError
from tests.support.callbacks import classes, plan_of
from tests.support.declarations import FrozenMapping
from tests.support.effort import examples


CLASSES = classes()
WIRE_NAMES = sorted({name for cls in CLASSES for name in plan_of(cls).readers})
NAMES = st.one_of(
    st.sampled_from(WIRE_NAMES),
    st.sampled_from(["X-PH-a", "x-ph-A", "Media0", "Media07", "Media" + "9" * 5000]),
    st.text(),
)
ODD_VALUES = st.sampled_from(
    [
        "",
        "-1",
        "9" * 5000,
        "NaN",
        "sNaN123",
        "-Infinity",
        "1e999999999999999999",
        "٣",
        "²",
        "1_0",
        "2026-02-03 04:05:06.7",
        "2026-02-30 04:05:06",
        "0001-01-01 00:00:00+23:59",
        "9999-12-31 23:59:59-23:59",
        "2026-02-03T04:05:06.123456789Z",
        "2026-W06-2",
        "2026-02-03 24:00:00",
        "2026-02-03\ud80004:05:06",
        "\ud800",
        "\x00",
        "true",
        "TRUE",
    ]
)
VALUES = st.one_of(
    ODD_VALUES,
    st.text(),
    st.integers().map(str),
    st.decimals().map(str),
    st.datetimes().map(str),
)
PAIRS = st.lists(st.tuples(NAMES, VALUES))
ANY_CLASS = st.sampled_from(CLASSES)
ZONES = st.sampled_from([None, UTC, timezone(timedelta(hours=5, minutes=30))])


@given(cls=ANY_CLASS, pairs=PAIRS, zone=ZONES)
def test_a_form_is_read_or_refused_and_given_back(
    cls: type[Callback], pairs: list[tuple[str, str]], zone: timezone | None
) -> None:
    try:
        read = cls.from_form(pairs, timezone=zone)
    except InvalidCallbackError:
        return
    assert read.to_form() == pairs
    assert cls.from_form(read.to_form(), timezone=zone) == read
    assert isinstance(hash(read), int)
    assert isinstance(repr(read), str)
    assert isinstance(read.as_log(), dict)
    assert isinstance(read.idempotency_key, str | NoneType)


@given(cls=ANY_CLASS, pairs=st.lists(st.tuples(st.text(), st.text())), data=st.data())
def test_unknown_names_and_unknown_words_never_raise(
    cls: type[Callback], pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    readers = plan_of(cls).readers
    words = {f.name for f in fields(cls) if _is_text(f.type)}
    wires = [wire for wire, (key, _, _) in readers.items() if key in words]
    known = data.draw(st.lists(st.tuples(st.sampled_from(wires), st.text())))
    unknown = [pair for pair in pairs if pair[0] not in readers]
    assert cls.from_form(known + unknown).to_form() == known + unknown


@given(
    form=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(NAMES | st.integers(), inner)
            | st.tuples(inner, inner)
        ),
    )
)
def test_whatever_is_given_nothing_else_is_raised(form: Any) -> None:
    for read in (InboundMessage.from_form, parse):
        with suppress(InvalidCallbackError):
            read(form)


@given(raw=st.binary() | st.text())
def test_any_raw_body_is_pairs(raw: str | bytes) -> None:
    read = InboundMessage.from_form(b"a=b&" + raw if isinstance(raw, bytes) else f"a=b&{raw}")
    assert InboundMessage.from_form(read.to_form()) == read


def _is_text(declared: Any) -> bool:
    kind = get_args(declared)
    return len(kind) == 2 and get_origin(kind[0]) is None and issubclass(kind[0], str)


def _strategy(cls: type[Callback], key: str, declared: Any) -> st.SearchStrategy[Any]:
    """Draw what a person would put into a field."""
    slot = plan_of(cls).slots[key]
    kept = st.text(min_size=0 if slot.param.empty else 1)
    if slot.param.group:
        beginnings = string.ascii_letters
        if isinstance(getattr(cls(), key), tuple):
            return st.lists(st.text()).map(tuple)
        return st.dictionaries(st.text(beginnings, min_size=1), st.text()).map(FrozenMapping)
    kind = get_args(declared)[0]
    if issubclass(kind, OpenEnum):
        return st.none() | st.sampled_from(list(kind)) | st.text(min_size=1).map(kind)
    zone = st.just(UTC) if slot.param.zone == "UTC" else st.just(UTC) | st.none()
    return (
        st.none()
        | {
            str: kept,
            int: st.integers(-(10**15), 10**15),
            bool: st.booleans(),
            Decimal: st.decimals(allow_nan=False, allow_infinity=False),
            datetime: st.datetimes(timezones=zone),
        }[kind]
    )


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
@examples(20)
@given(data=st.data())
def test_what_is_built_by_hand_comes_back(cls: type[Callback], data: st.DataObject) -> None:
    declared = [field for field in fields(cls) if field.name != "_pairs"]
    chosen = data.draw(st.lists(st.sampled_from(declared), max_size=6, unique_by=lambda f: f.name))
    built = cls(**{f.name: data.draw(_strategy(cls, f.name, f.type)) for f in chosen})
    taken = plan_of(cls).readers.keys() | {"Media"}
    if not built.extra.keys().isdisjoint(taken):
        return
    assert cls.from_form(built.to_form()) == built
