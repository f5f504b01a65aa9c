"""What GetDigits and GetInput report."""

from dataclasses import dataclass
from decimal import Decimal

from ._enums import OpenEnum
from ._params import Signs, param
from ._standard import CallRequest, LegCallback


__all__ = ["GetDigitsAction", "GetInputAction", "InputType", "InterimSpeechResult"]


class InputType(OpenEnum):
    """How the caller answered."""

    DTMF = "dtmf"
    SPEECH = "speech"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class GetDigitsAction(CallRequest):
    """
    Delivers the keys that a caller pressed and asks what comes next.

    Sent to the `action` URL of GetDigits when enough keys are in, the finish key is pressed,
    or the time is up after at least one key; if nothing was pressed there is no request, and
    the document goes on. The reply is the next document, unless `redirect` is false. The keys
    may be a card number or a PIN: `log="false"` keeps them out of Plivo's logs, not yours.

    https://plivo.com/docs/voice/xml/input
    """

    SENT_TO = "the action URL of GetDigits"
    EXPECTS_XML = True
    _SIGNS = Signs(frozenset({"Digits"}), none_of=frozenset({"InputType", "Speech", "RecordingID"}))

    digits: str | None = param(private=True, empty="the finish key came first (unconfirmed)")
    """The keys without the finish key, as text: zeros in front stay, and * and # may occur."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class GetInputAction(CallRequest):
    """
    Delivers keys or recognised speech and asks what comes next.

    Sent to the `action` URL of GetInput when input of either kind is complete. The reply is
    the next document, unless `redirect` is false. Both `digits` and `speech` are sent, and the
    one that was not used is empty: look at `input_type`.

    https://plivo.com/docs/voice/xml/input
    """

    SENT_TO = "the action URL of GetInput"
    EXPECTS_XML = True
    _SIGNS = Signs(frozenset({"InputType", "Speech"}))

    input_type: InputType | None = None
    """How the caller answered."""

    digits: str | None = param(private=True, empty="the caller spoke")
    """The keys without the finish key, as text."""

    speech: str | None = param(private=True, empty="the caller used keys")
    """The recognised words, in the language asked for."""

    speech_confidence_score: Decimal | None = param(empty="the caller used keys")
    """How sure the recogniser is, from 0.0 to 1.0."""

    billed_amount: Decimal | None = None
    """The price of the recognition in USD; each 15 seconds are charged."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class InterimSpeechResult(LegCallback):
    """
    Streams what was recognised so far while the caller is still speaking.

    Sent to the `interimSpeechResultsCallback` URL of GetInput each time the recogniser changes
    its mind. The reply is not read. Several requests can be under way at once: order them by
    `sequence_number`. Whether the standard parameters come along is not documented.

    https://plivo.com/docs/voice/xml/input
    """

    SENT_TO = "the interimSpeechResultsCallback URL of GetInput"
    EXPECTS_XML = False
    _SIGNS = Signs(frozenset({"StableSpeech", "UnstableSpeech"}))
    _IDENTITY = ("call_uuid", "sequence_number")

    stable_speech: str | None = param(private=True, empty="nothing is settled yet")
    """The words that will no longer change."""

    unstable_speech: str | None = param(private=True, empty="all that was heard is settled")
    """The latest guess for the rest."""

    stability: Decimal | None = None
    """How likely the guess is to stand, from 0.0 to 1.0."""

    sequence_number: int | None = None
    """The place of this result within its GetInput; the next GetInput of the call may count
    anew."""
