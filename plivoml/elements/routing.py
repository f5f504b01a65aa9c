"""Where the call goes: other phones, other documents, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal, Self, TypeAlias, get_args

import attrs

from .._model.declare import Extensible, element
from .._model.nodes import Comment, UnknownElement
from .._model.rule_names import RuleName
from .._model.types import (
    ActionMethod,
    ActionUrl,
    AnyText,
    Default,
    DialDigits,
    DigitPatterns,
    Doubt,
    IfWrong,
    Key,
    Method,
    MillisecondsFrom1,
    Named,
    PhoneNumber,
    Reaches,
    Rule,
    SdkOnly,
    Seconds,
    SecondsFrom1,
    Secret,
    SipHeaders,
    SipUri,
    SoundUrl,
    Url,
    When,
    when_is,
    when_set,
)
from .._model.values import MappingOf, Text


__all__ = ["Dial", "Hangup", "Number", "Redirect", "User", "Wait"]


SipPassword: TypeAlias = Annotated[
    str, Text("SipPassword", "8 to 128 characters", shortest=8, longest=128)
]
CallerName: TypeAlias = Annotated[str, Text("CallerName", "1 to 50 characters", longest=50)]
DialMusic: TypeAlias = Annotated[Literal["real"] | Url, Named("DialMusic"), Reaches.DOCUMENT]
BeepParameter: TypeAlias = Literal["duration", "inter_silence", "intra_silence", "threshold"]
Beep: TypeAlias = Annotated[
    bool
    | Annotated[
        Mapping[BeepParameter, int] | str,
        MappingOf("BeepParameters", "parameters of a beep", names=get_args(BeepParameter)),
    ],
    Named("Beep"),
]


def _both_or_neither(username: str | None, password: str | None) -> bool:
    return (username is None) == (password is None)


@element
class Number(Extensible):
    """
    A phone number for `Dial` to ring.

    https://www.plivo.com/docs/voice/xml/routing
    """

    number: Annotated[PhoneNumber, IfWrong(code_if_empty=8011)] = attrs.field(kw_only=False)
    """The number in international form, such as +15550100123."""

    send_digits: Annotated[
        DialDigits | None,
        Doubt("An older page knows digits and w alone; examples of today end in #."),
    ] = None
    """Keys to press once the call is answered; each w waits half a second."""

    send_on_preanswer: Annotated[bool | None, Default(value=False)] = None
    """Whether to press them while the phone still rings, during early media. Default: `false`."""

    send_digits_mode: Annotated[
        Literal["rfc2833"] | None,
        Named("SendDigitsMode"),
        Doubt(
            "By one page tones are sent in the audio unless this says rfc2833; by an old "
            "library it is the other way round."
        ),
    ] = None
    """How the keys are sent: `rfc2833` sends telephone events."""

    sip_headers: SipHeaders | None = None
    """SIP headers for this destination, sent with `X-PH-` before their names."""

    caller_id: Annotated[PhoneNumber | None, SdkOnly(("node",))] = None
    """The number that this destination sees."""

    caller_name: Annotated[AnyText | None, SdkOnly(("node",))] = None
    """The name that this destination sees."""


@element
class User(Extensible):
    """
    A SIP endpoint for `Dial` to ring, or a WhatsApp number.

    https://www.plivo.com/docs/voice/xml/routing
    """

    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(
            RuleName.SIP_AUTH_PAIR,
            ("sip_auth_username", "sip_auth_password"),
            holds=_both_or_neither,
            expected="{0} and {1} together",
            got="one without the other",
        ),
    )

    uri: Annotated[SipUri, IfWrong(code_if_empty=8011)] = attrs.field(kw_only=False)
    """A SIP URI such as sip:alice@phone.plivo.com; for WhatsApp, the digits of a number."""

    send_digits: Annotated[
        DialDigits | None,
        Doubt("An older page and all libraries have it; the tables of today do not."),
    ] = None
    """Keys to press once the call is answered; each w waits half a second."""

    send_on_preanswer: Annotated[
        bool | None,
        Default(value=False),
        Doubt("An older page and the libraries have it; the tables of today do not."),
    ] = None
    """Whether to press them while the phone still rings, during early media. Default: `false`."""

    sip_headers: SipHeaders | None = None
    """SIP headers for this destination, sent with `X-PH-` before their names."""

    sip_auth_username: AnyText | None = None
    """The name to answer a challenge (401 or 407) of the far end with."""

    sip_auth_password: Annotated[SipPassword | None, Secret(), when_set("sipAuthUsername")] = None
    """The password that goes with it, 8 to 128 characters long."""

    caller_id: Annotated[PhoneNumber | None, SdkOnly(("node",))] = None
    """The number that this destination sees."""

    caller_name: Annotated[AnyText | None, SdkOnly(("node",))] = None
    """The name that this destination sees."""


@element
class Dial(Extensible):
    """
    Rings one or more others and connects the first who answers with the caller.

    Several destinations ring together.  To try them in turn, write several `Dial`, each
    with a `timeout`.

    https://www.plivo.com/docs/voice/xml/routing
    """

    children: Annotated[Sequence[Target], IfWrong(RuleName.DIAL_WITHOUT_TARGET)] = attrs.field(
        kw_only=False
    )
    """Whom to ring: at least one `Number` or `User`."""

    action: ActionUrl | None = None
    """Asked what comes next when the Dial is over, and told how it ended."""

    method: Annotated[ActionMethod | None, Default("POST")] = None
    """How `action` is asked. Default: `POST`."""

    hangup_on_star: Annotated[bool | None, Default(value=False)] = None
    """Whether the caller can end the dialled call with the star key. Default: `false`."""

    time_limit: Annotated[SecondsFrom1 | None, Default(14400)] = None
    """The longest the connected call may last, in seconds; 86,400 at most have an effect. Default:
    `14400`."""

    timeout: Annotated[
        SecondsFrom1 | None,
        Doubt(
            "The pages on Dial print no default; one on voice agents says 30, and a guide of today "
            "120, from the row of hangup code 6010."
        ),
    ] = None
    """How long to let it ring, in seconds."""

    caller_id: PhoneNumber | None = None
    """The number that the destination sees; without it, that of the caller."""

    caller_name: CallerName | None = None
    """The name that the destination sees, 50 characters at most; without it, the caller's."""

    confirm_sound: SoundUrl | None = None
    """Asked (by POST) for a document of Play, Speak and Wait that whoever answers hears."""

    confirm_key: Annotated[Key | None, when_set("confirmSound")] = None
    """The key that whoever answers must press to be connected."""

    confirm_timeout: Annotated[
        Seconds | None,
        Default(120),
        when_set("confirmSound"),
        Doubt("Only an older page prints the default."),
    ] = None
    """How long to wait for that key after the call is answered, in seconds. Default: `120`."""

    dial_music: DialMusic | None = None
    """What the caller hears meanwhile: a URL that answers with a document of Play, Speak
    and Wait, or `real` for the ringing of the carrier."""

    redirect: Annotated[
        bool | None,
        Default(value=True),
        Doubt(
            "True should keep the elements after the Dial from running once action answers, "
            "yet an example relies on them. False leaves no doubt."
        ),
    ] = None
    """Whether the document that `action` answers with takes the call over. Default: `true`."""

    callback_url: Url | None = None
    """Told of each event of each destination: answer, connected, digits, hangup."""

    callback_method: Annotated[Method | None, Doubt("No page of today prints a default.")] = None
    """How `callback_url` is asked."""

    digits_match: DigitPatterns | None = None
    """Keys of the caller to tell `callback_url` of."""

    digits_match_b_leg: DigitPatterns | None = None
    """Keys of the dialled party to tell `callback_url` of."""

    sip_headers: Annotated[
        SipHeaders | None,
        Doubt(
            "Several pages allow letters and digits in names and values. An article of the support "
            "allows % in values as well, and says that only names of at most 24 characters are sent, "
            "a capital first and small letters after it, with values of at most 120."
        ),
    ] = None
    """SIP headers for the destinations, sent with `X-PH-` before their names."""

    call_type: Annotated[
        Literal["voice", "whatsapp"] | None, Named("CallType"), Default("voice")
    ] = None
    """What is dialled: the phone network, or WhatsApp (the number goes into a `User`). Default:
    `voice`."""

    machine_detection: Annotated[
        AnyText | None, SdkOnly(("go",)), Doubt("No page on XML describes it.")
    ] = None
    """Whether to find out if a machine answers."""

    def then(self, *children: Target) -> Self:
        """Return the same Dial with more destinations."""
        return self._then(children)


@element
class Redirect(Extensible):
    """
    Hands the call over to the document at another URL; nothing after it runs.

    https://www.plivo.com/docs/voice/xml/routing
    """

    url: Annotated[Url, IfWrong(hangup_code=7024, code_if_empty=7024)] = attrs.field(kw_only=False)
    """Where the other document is."""

    method: Annotated[Method | None, Default("POST"), IfWrong(hangup_code=7034)] = None
    """How the URL is asked. Default: `POST`."""


@element
class Hangup(Extensible):
    """
    Ends the call, at once or after some time.

    With a `reason` at the very start of a document it turns the call away; elsewhere it is
    a normal end.  A document that comes to its end does the same.

    https://www.plivo.com/docs/voice/xml/routing
    """

    reason: Annotated[
        Literal["rejected", "busy"] | None,
        Named("HangupReason"),
        IfWrong(RuleName.FREE_TEXT_REASON, "tell the caller with <Speak>"),
        Doubt(
            "By an older page a Hangup without a reason, as the first element, rejects the call; "
            "today's guides never saw that: the call is answered, and ended normally (4000)."
        ),
    ] = None
    """What the caller hears: the tone of a rejected call or the busy signal."""

    schedule: Annotated[
        SecondsFrom1 | None,
        Doubt("By an older page the call ends at once if no element follows."),
    ] = None
    """After how many seconds; the elements after it go on until then."""


@element
class Wait(Extensible):
    """
    Waits; it does not pick up a call that comes in.

    As the first element it delays picking up.  A document of Waits alone never picks up, and
    after a minute without sound the call ends (6020).

    https://www.plivo.com/docs/voice/xml/routing
    """

    length: Annotated[SecondsFrom1 | None, Default(1)] = None
    """How long, in seconds. Default: `1`."""

    silence: Annotated[
        bool | None,
        Default(value=False),
        Doubt(
            "By an older page, and by an example of today, the wait ends on silence; a table "
            "of today says that silence replaces the music."
        ),
    ] = None
    """Whether the wait ends early once it has been quiet for `min_silence`. Default: `false`."""

    min_silence: Annotated[
        MillisecondsFrom1 | None,
        Default(2000),
        when_is("silence", "true"),
        Doubt("Only an older page prints the default."),
    ] = None
    """How long a silence is, in milliseconds; it must be shorter than `length`. Default: `2000`."""

    beep: Annotated[
        Beep | None,
        Default(value=False),
        When(
            "silence and minSilence are not set",
            ("silence", "minSilence"),
            "false",
            or_missing=True,
        ),
        Doubt("One page says that it plays a beep. Only an older page prints the default."),
    ] = None
    """Whether to listen for the beep of an answering machine: true, or its parameters (`duration`,
    `inter_silence` and `intra_silence` in milliseconds, and `threshold`). Default: `false`."""


Target: TypeAlias = Number | User | Comment | UnknownElement
