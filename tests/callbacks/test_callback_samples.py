"""Bodies of every callback, invented in the shape of real ones."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from plivoml import callbacks
from plivoml.callbacks import Callback
from plivoml.errors import InvalidCallbackError
from tests.support.faces import names_of


PAYLOADS = sorted((Path(__file__).parent / "payloads").glob("*.form"))
EITHER_START = "AnswerRequest or FallbackRequest"
ANY_BARE = (
    "ConferenceSoundRequest or ConfirmSoundRequest or DialMusicRequest or "
    "MultiPartyCallSoundRequest or RedirectRequest or TransferRequest"
)
AMBIGUOUS = {
    "AnswerRequest": EITHER_START,
    "FallbackRequest": EITHER_START,
    "ConfirmSoundRequest": ANY_BARE,
    "MultiPartyCallSoundRequest": ANY_BARE,
    "RedirectRequest": ANY_BARE,
    "TransferRequest": ANY_BARE,
}

each_payload = pytest.mark.parametrize("payload", PAYLOADS, ids=lambda path: path.stem)


def class_of(payload: Path) -> type[Callback]:
    found: object = getattr(callbacks, payload.name.split(".")[0])
    assert isinstance(found, type)
    assert issubclass(found, Callback)
    return found


def test_every_callback_has_a_sample() -> None:
    sampled = {payload.name.split(".")[0] for payload in PAYLOADS}
    assert sampled == {
        name
        for name in names_of(callbacks)
        if isinstance(cls := getattr(callbacks, name), type)
        and issubclass(cls, Callback)
        and cls is not Callback
    }


@each_payload
def test_no_parameter_of_a_sample_is_unknown(payload: Path) -> None:
    assert class_of(payload).from_form(payload.read_text()).extra == {}


@each_payload
def test_to_form_gives_the_pairs_of_a_sample_back(payload: Path) -> None:
    body = payload.read_text()
    read = class_of(payload).from_form(body)
    assert read.to_form() == parse_qsl(body, keep_blank_values=True)
    assert class_of(payload).from_form(read.to_form()) == read


@each_payload
def test_a_sample_built_by_hand_says_the_same(payload: Path) -> None:
    read = class_of(payload).from_form(payload.read_text())
    by_hand = replace(read)
    assert by_hand == read
    assert class_of(payload).from_form(by_hand.to_form()) == read


@pytest.mark.parametrize(
    "payload", [path for path in PAYLOADS if not path.name.startswith("RecordingApi")]
)
def test_a_sample_built_by_hand_is_spelled_as_plivo_spells_it(payload: Path) -> None:
    read = class_of(payload).from_form(payload.read_text())
    filled = [pair for pair in read.to_form() if pair[1]]
    assert [pair for pair in replace(read).to_form() if pair[1]] == sorted(filled)


@each_payload
def test_parse_picks_the_class_of_a_sample_or_says_that_it_cannot(payload: Path) -> None:
    name = class_of(payload).__name__
    body = payload.read_text()
    if name not in AMBIGUOUS:
        assert callbacks.parse(body) == class_of(payload).from_form(body)
        assert type(callbacks.parse(body)) is class_of(payload)
        return
    with pytest.raises(InvalidCallbackError) as caught:
        callbacks.parse(body)
    assert str(caught.value) == (
        f"Callback: expected parameters that tell {AMBIGUOUS[name]} apart; got none: "
        "use the class of the URL"
    )
