"""
Elements that stand in documents and are not Plivo's, with what to write for them.

They come from the XML of other platforms, from libraries of Plivo's that spell a name in a
way of their own, and from what Plivo's XML once was.  Each says where it is from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

import attrs

from .mapping import FrozenMapping


#: Where a name is from, and where that can be looked up.
SOURCES: Final = {
    "TwiML": "Twilio's library for Python, twilio.twiml of 9.13.0",
    "TeXML": (
        "https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs, and the "
        "attributes that Telnyx's own checker of migrations takes"
    ),
    "cXML": (
        "https://developer.signalwire.com/compatibility-api/cxml/voice/, and SignalWire's library "
        "@signalwire/compatibility-api, whose verbs are those of TwiML"
    ),
    "dotnet": "Plivo's library for .NET",
    "go": "Plivo's library for Go",
    "java": "Plivo's library for Java",
    "node": "Plivo's library for Node",
    "plivo": "another element of Plivo's, or an older page",
    "lineage": "the open server that Plivo's grew from, and a library of 2013",
}

NOTHING: Final = "Plivo has nothing like it"


@attrs.frozen
class ForeignElement:
    """An element that is not Plivo's."""

    hint: str
    """What to write for it."""

    sources: tuple[str, ...]

    counterpart: str | None = None
    """The element of Plivo's as which its attributes and what is in it can be judged."""

    attributes: Mapping[str, str] = FrozenMapping()
    """The attributes that the counterpart is written with."""

    is_wrapper: bool = False
    """Whether what is in it stands where it stands itself."""

    inside: str | None = None
    """The element in which alone the hint holds."""

    is_common: bool = False
    """Whether XML of all kinds has elements of that name, so that it tells of no platform."""

    hangup_code: int | None = None
    """What Plivo reports of a call whose document has it, where that is known."""

    is_exact: bool = False
    """Whether what the hint says does just what the element was for."""

    def beside(self, given: Collection[str]) -> ForeignElement:
        """Return what is known of one that has attributes of its own, which are kept."""
        hint, missing = self.hint, dict(self.attributes)
        for name in self.attributes.keys() & given:
            hint = hint.replace(f' {name}="{missing.pop(name)}"', "")
        return self if hint == self.hint else attrs.evolve(self, hint=hint, attributes=missing)


@attrs.frozen
class ForeignAttribute:
    """An attribute that an element of Plivo's, or what looks like one, does not have."""

    hint: str
    """What to write for it."""

    sources: tuple[str, ...]

    instead: str | None = None
    """The attribute of the same element that it is meant for."""

    same_value: bool = False
    """Whether that one takes the same values, so that the name alone has to change."""

    is_exact: bool = False
    """Whether that one does just what the attribute was for."""

    may_go: bool = False
    """Whether the call goes on without it, as nothing here does its work or something else does."""


@attrs.frozen
class ForeignValue:
    """A word that others have for a value."""

    instead: str
    """The word of Plivo's."""

    sources: tuple[str, ...]

    is_exact: bool = True
    """Whether it means just that."""


_TWIML: Final = ("TwiML",)
_TEXML: Final = ("TeXML",)
_CXML: Final = ("cXML",)
_ALL: Final = ("TwiML", "TeXML", "cXML")
_TWIML_TEXML: Final = ("TwiML", "TeXML")

_KEEP: Final = "leave the tag out, and keep what is in it"
_YOUR_SERVER: Final = "write <Stream>, and let your server speak"
_USER: Final = "write <User>"
_ROOM: Final = "write <MultiPartyCall> or <Conference>"


def _nothing(*names: str, of: tuple[str, ...]) -> Iterator[tuple[str, ForeignElement]]:
    for name in names:
        yield name, ForeignElement(NOTHING, of, is_common=True)


#: Elements, by their names.
ELEMENTS: Final[dict[str, ForeignElement]] = {
    "Say": ForeignElement("write <Speak>", _ALL, "Speak", is_exact=True),
    "Gather": ForeignElement("write <GetInput>", _ALL, "GetInput"),
    "Pause": ForeignElement("write <Wait>", _ALL, "Wait", is_exact=True),
    "Reject": ForeignElement(
        'write <Hangup reason="rejected"/>',
        _ALL,
        "Hangup",
        {"reason": "rejected"},
        hangup_code=8011,
        is_exact=True,
    ),
    "Leave": ForeignElement("write <Hangup/>", _ALL, "Hangup"),
    "Sms": ForeignElement("write <Message>", ("TwiML", "cXML"), "Message", is_exact=True),
    "Sip": ForeignElement(_USER, (*_ALL, "plivo"), "User", is_exact=True),
    "Client": ForeignElement(_USER, _TWIML, "User"),
    "WhatsApp": ForeignElement('write <User>, in a <Dial callType="whatsapp">', _TWIML, "User"),
    "Uri": ForeignElement(_USER, _TWIML, "User", is_common=True),
    "Verto": ForeignElement("write <User> with a SIP address", _CXML),
    "Identity": ForeignElement(
        "write <User> with the SIP address of the endpoint", _TWIML, is_common=True
    ),
    "Connect": ForeignElement(_KEEP, _ALL, is_wrapper=True),
    "Start": ForeignElement(_KEEP, _ALL, is_wrapper=True, is_exact=True),
    "Recording": ForeignElement(
        'write <Record recordSession="true"/>',
        _TWIML_TEXML,
        "Record",
        {"recordSession": "true"},
        is_common=True,
    ),
    "Enqueue": ForeignElement(_ROOM, _ALL, "MultiPartyCall"),
    "Queue": ForeignElement(_ROOM, _ALL, "MultiPartyCall"),
    "Parameter": ForeignElement("write extraHeaders on <Stream>", _ALL),
    "Headers": ForeignElement("write sipHeaders on <User>", _TWIML, is_common=True),
    "Header": ForeignElement("write sipHeaders on <User>", _TWIML, is_common=True),
    "Body": ForeignElement(
        "write its text in <Message>",
        _TWIML,
        is_wrapper=True,
        inside="Message",
        is_common=True,
        is_exact=True,
    ),
    "ConversationRelay": ForeignElement(_YOUR_SERVER, _TWIML_TEXML),
    "ConversationRelaySession": ForeignElement(_YOUR_SERVER, _TWIML),
    "AiSession": ForeignElement(_YOUR_SERVER, _TWIML),
    "VirtualAgent": ForeignElement(_YOUR_SERVER, ("TwiML", "cXML")),
    "Autopilot": ForeignElement(_YOUR_SERVER, _TWIML),
    "AIAssistant": ForeignElement(_YOUR_SERVER, _TEXML),
    "AIGather": ForeignElement(_YOUR_SERVER, _TEXML),
    "Denoise": ForeignElement('write noiseCancellation="true" on <Stream>', _CXML),
    "Suppression": ForeignElement('write noiseCancellation="true" on <Stream>', _TEXML),
    "Transcription": ForeignElement(
        "write transcriptionType on <Record>", _TWIML_TEXML, is_common=True
    ),
    "Refer": ForeignElement("transfer the call by the API", _TWIML_TEXML, is_common=True),
    "Stop": ForeignElement("stop the stream by the API", _TWIML_TEXML, is_common=True),
    "cont": ForeignElement("write the words themselves, wherever they stand", ("plivo",)),
    "speak": ForeignElement(_KEEP, ("plivo",), is_wrapper=True, inside="Speak", is_exact=True),
    "AgentHoldMusic": ForeignElement("write agentHoldMusicUrl on <MultiPartyCall>", ("go",)),
    "CustomerHoldMusic": ForeignElement("write customerHoldMusicUrl on <MultiPartyCall>", ("go",)),
    "AudioStream": ForeignElement("write <Stream>", ("plivo",), "Stream", is_exact=True),
    "GetSpeech": ForeignElement(
        'write <GetInput inputType="speech">', ("lineage",), "GetInput", {"inputType": "speech"}
    ),
    "SIPTransfer": ForeignElement("transfer the call by the API", ("lineage",)),
    **dict(
        _nothing(
            *("Application", "ApplicationSid", "Config", "Conversation", "Echo", "Language"),
            *("Media", "Room", "Sim", "Siprec", "Task"),
            of=_TWIML,
        )
    ),
    **dict(_nothing("Pay", "Prompt", of=_TWIML_TEXML)),
    **dict(
        _nothing(
            *("Assistant", "Content", "Field", "Greeting", "HttpRequest", "InterruptionSettings"),
            *("Key", "MessageHistory", "Name", "Parameters", "Request", "StatusCode", "Tool"),
            *("Tools", "Type", "Value", "Voice"),
            of=_TEXML,
        )
    ),
    **dict(_nothing("Notify", of=("lineage",))),
}


def _renamed(sources: tuple[str, ...], **names: str) -> Iterator[tuple[str, ForeignAttribute]]:
    """Yield attributes that have another name here, and the same values."""
    for name, instead in names.items():
        hint = f"write {instead!r}"
        yield name, ForeignAttribute(hint, sources, instead, same_value=True, is_exact=True)


def _akin(sources: tuple[str, ...], **names: str) -> Iterator[tuple[str, ForeignAttribute]]:
    """Yield attributes that have another name here, the same values, and not quite the same work."""
    for name, row in _renamed(sources, **names):
        yield name, attrs.evolve(row, is_exact=False)


def _rewritten(
    sources: tuple[str, ...], *, is_exact: bool = True, **hints: tuple[str, str]
) -> Iterator[tuple[str, ForeignAttribute]]:
    """Yield attributes for which another one stands here, with values of its own."""
    for name, (instead, hint) in hints.items():
        yield name, ForeignAttribute(hint, sources, instead, is_exact=is_exact)


def _elsewhere(sources: tuple[str, ...], **hints: str) -> Iterator[tuple[str, ForeignAttribute]]:
    """Yield attributes of which something else does the work."""
    for name, hint in hints.items():
        yield name, ForeignAttribute(hint, sources, may_go=hint.startswith(_LEAVE))


def _missing(sources: tuple[str, ...], *names: str) -> Iterator[tuple[str, ForeignAttribute]]:
    for name in names:
        yield name, ForeignAttribute(NOTHING, sources, may_go=True)


_ON_DIAL: Final = "write {} on the <Dial>"
_ON_RECORD: Final = "write {} on a <Record> before the <Dial>"
_LEAVE: Final = "leave it out: "
_ALL_EVENTS: Final = f"{_LEAVE}callbackUrl is told of every event"
_RECORD_THE_DIAL: Final = 'write <Record recordSession="true" startOnDialAnswer="true" maxLength="14400"/> before the <Dial>'
_AUDIO_TRACK: Final = ("audioTrack", "write audioTrack: inbound, outbound or both")
_CONTENT_TYPE: Final = ("contentType", "write contentType, such as audio/x-mulaw;rate=8000")
_TRANSCRIBED: Final = ("transcriptionType", 'write transcriptionType="auto"')
_MACHINE_DETECTION: Final = (
    "machineDetectionTimeout",
    "machineDetectionSpeechThreshold",
    "machineDetectionSpeechEndThreshold",
    "machineDetectionSilenceTimeout",
)
_OF_DESTINATIONS: Final = {
    **dict(
        _elsewhere(
            _ALL,
            url=_ON_DIAL.format("confirmSound"),
            method=f"{_LEAVE}confirmSound of the <Dial> is asked by POST",
            statusCallback=_ON_DIAL.format("callbackUrl"),
            statusCallbackMethod=_ON_DIAL.format("callbackMethod"),
            statusCallbackEvent=_ALL_EVENTS,
        )
    ),
    **dict(_missing(_TWIML_TEXML, "machineDetection", "amdStatusCallback", *_MACHINE_DETECTION)),
    **dict(_missing(_TWIML, "amdStatusCallbackMethod")),
    **dict(
        _missing(
            _TEXML,
            *("detectionMode", "machineDetectionBeepProfile", "machineDetectionPromptEndTimeout"),
            "sipRegion",
        )
    ),
    **dict(_renamed(("dotnet",), sendOnPreAnswer="sendOnPreanswer")),
}

#: Attributes, by the element of Plivo's on which, or on whose counterpart, they stand.
ATTRIBUTES: Final[dict[str, dict[str, ForeignAttribute]]] = {
    "Speak": {
        **dict(
            _elsewhere(_TEXML, voiceSpeed="write <prosody rate=...> in it, with a voice of Polly's")
        ),
        **dict(_rewritten(_TEXML, gender=("voice", "write voice: WOMAN or MAN"))),
        **dict(
            _missing(
                _TEXML, "api_key_ref", "effect", "languageBoost", "pronunciationDictId", "region"
            )
        ),
    },
    "Play": {
        **dict(_elsewhere(_TWIML_TEXML, digits="write <DTMF>")),
        **dict(_missing(_TEXML, "continueOnError", "failoverUrl", "mediaStorage", "ringTone")),
    },
    "GetDigits": {
        **dict(_akin(("plivo",), executionTimeout="timeout")),
        **dict(_elsewhere(_ALL, input="write <GetInput inputType=...>")),
    },
    "GetInput": {
        **dict(
            _renamed(
                _ALL,
                input="inputType",
                speechTimeout="speechEndTimeout",
                partialResultCallback="interimSpeechResultsCallback",
                partialResultCallbackMethod="interimSpeechResultsCallbackMethod",
            )
        ),
        **dict(_akin(_ALL, timeout="executionTimeout")),
        **dict(_renamed(("plivo",), digitTimeout="digitEndTimeout")),
        **dict(_akin(_TEXML, keyterms="hints")),
        **dict(_renamed(_TEXML, maxDigits="numDigits")),
        **dict(
            _elsewhere(
                ("TwiML", "cXML"),
                actionOnEmptyResult=f"{_LEAVE}without input the next element runs",
                enhanced="write speechModel",
            )
        ),
        **dict(_elsewhere(_TEXML, useEnhanced="write speechModel")),
        **dict(_missing(_TWIML, "bargeIn", "debug", "maxSpeechTime")),
        **dict(
            _missing(
                _TEXML,
                *("apiKeyRef", "invalidDigitsAction", "minDigits", "model", "region"),
                *("smartFormat", "transcriptionEngine"),
            )
        ),
    },
    "Wait": {**dict(_renamed(("node",), min_silence="minSilence"))},
    "Dial": {
        **dict(_renamed(("node",), callerID="callerId")),
        **dict(_renamed(_TEXML, fromDisplayName="callerName")),
        **dict(
            _elsewhere(
                _ALL,
                record=_RECORD_THE_DIAL,
                recordingStatusCallback=_ON_RECORD.format("callbackUrl"),
                recordingStatusCallbackMethod=_ON_RECORD.format("callbackMethod"),
            )
        ),
        **dict(
            _elsewhere(
                _TEXML,
                recordingChannels=_ON_RECORD.format("recordChannelType"),
                recordMaxLength=_ON_RECORD.format("maxLength"),
            )
        ),
        **dict(_elsewhere(_TWIML_TEXML, sequential="write one <Dial> after the other")),
        **dict(_missing(_ALL, "answerOnBridge", "recordingStatusCallbackEvent", "ringTone")),
        **dict(
            _missing(
                _TWIML,
                *("events", "passports", "recordingConfigurationId", "recordingTrack"),
                *("referMethod", "referUrl", "trim"),
            )
        ),
        **dict(
            _missing(
                _TEXML, "audioUrl", "passDiversionHeader", "sendRecordingUrl", *_MACHINE_DETECTION
            )
        ),
    },
    "Number": {
        **_OF_DESTINATIONS,
        **dict(_missing(_TWIML, "byoc")),
        **dict(_missing(_TEXML, "deepfakeDetection", "deepfakeDetectionCallbackUrl")),
    },
    "User": {
        **_OF_DESTINATIONS,
        **dict(
            _renamed(
                _ALL,
                username="sipAuthUsername",
                password="sipAuthPassword",  # noqa: S106 - names
            )
        ),
        **dict(_missing(_TWIML, "priority", "weight")),
    },
    "Conference": {
        **dict(
            _akin(
                _ALL,
                waitUrl="waitSound",
                statusCallback="callbackUrl",
                statusCallbackMethod="callbackMethod",
                recordingStatusCallback="callbackUrl",
                recordingStatusCallbackMethod="callbackMethod",
            )
        ),
        **dict(_akin(_TWIML, eventCallbackUrl="callbackUrl")),
        **dict(_renamed(_ALL, maxParticipants="maxMembers")),
        **dict(_elsewhere(_ALL, statusCallbackEvent=_ALL_EVENTS)),
        **dict(_elsewhere(_TWIML, coach='write <MultiPartyCall role="supervisor">')),
        **dict(_missing(_ALL, "recordingStatusCallbackEvent", "trim", "waitMethod")),
        **dict(
            _missing(
                _TWIML, "jitterBufferSize", "participantLabel", "recordingConfigurationId", "region"
            )
        ),
        **dict(_missing(_TEXML, "recordBeep", "recordingTimeout", "sendRecordingUrl")),
    },
    "MultiPartyCall": {
        **dict(
            _akin(
                _ALL,
                waitUrl="waitMusicUrl",
                waitUrlMethod="waitMusicMethod",
                action="onExitActionUrl",
                method="onExitActionMethod",
            )
        ),
        **dict(_renamed(("go", "java"), relayDtmfInputs="relayDTMFInputs")),
        **dict(_renamed(("plivo",), relayDTMF="relayDTMFInputs", maxMembers="maxParticipants")),
        **dict(
            _renamed(
                ("go",),
                StartRecordingAudio="startRecordingAudio",
                StartRecordingAudioMethod="startRecordingAudioMethod",
                StopRecordingAudio="stopRecordingAudio",
                StopRecordingAudioMethod="stopRecordingAudioMethod",
            )
        ),
        **dict(
            _missing(
                _TWIML,
                "maxQueueSize",
                "postWorkActivitySid",
                "reservationSid",
                "url",
                "workflowSid",
            )
        ),
        **dict(_missing(_TEXML, "maxWaitTimeSecs")),
    },
    "Record": {
        **dict(
            _renamed(
                _ALL,
                recordingStatusCallback="callbackUrl",
                recordingStatusCallbackMethod="callbackMethod",
            )
        ),
        **dict(_renamed(("TwiML", "cXML"), transcribeCallback="transcriptionUrl")),
        **dict(_renamed(_TEXML, transcriptionCallback="transcriptionUrl", format="fileFormat")),
        **dict(_rewritten(("TwiML", "cXML"), transcribe=_TRANSCRIBED)),
        **dict(
            _rewritten(
                _TEXML,
                transcription=_TRANSCRIBED,
                channels=("recordChannelType", "write recordChannelType: mono or stereo"),
            )
        ),
        **dict(_missing(_ALL, "recordingStatusCallbackEvent", "trim")),
        **dict(_missing(_TWIML_TEXML, "track")),
        **dict(_missing(_TWIML, "recordingConfigurationId")),
        **dict(
            _missing(_TEXML, "transcriptionEngine", "transcriptionLanguage", "transcriptionModel")
        ),
    },
    "Stream": {
        **dict(_renamed(_ALL, statusCallback="statusCallbackUrl")),
        **dict(_rewritten(_ALL, track=_AUDIO_TRACK)),
        **dict(_rewritten(_TWIML, audioFormat=_CONTENT_TYPE, sampleRate=_CONTENT_TYPE)),
        **dict(_rewritten(("TeXML", "cXML"), codec=_CONTENT_TYPE)),
        **dict(
            _rewritten(
                _TEXML,
                bidirectionalMode=("bidirectional", 'write bidirectional="true"'),
                bidirectionalCodec=_CONTENT_TYPE,
                bidirectionalSamplingRate=_CONTENT_TYPE,
            )
        ),
        **dict(
            _rewritten(
                _CXML,
                is_exact=False,
                authBearerToken=("extraHeaders", "write extraHeaders, which are logged"),
            )
        ),
        **dict(_missing(_ALL, "name")),
        **dict(_missing(_TWIML, "connectorName")),
        **dict(_missing(_TEXML, "enableReconnect")),
        **dict(_missing(_CXML, "realtime")),
    },
    "Message": {
        **dict(_renamed(_TWIML, **{"from": "src"}, to="dst", statusCallback="callbackUrl")),
        **dict(_akin(_TWIML, action="callbackUrl", method="callbackMethod")),
    },
}

#: Words that others have for a value, by the name of its type.
VALUES: Final[dict[str, dict[str, ForeignValue]]] = {
    "Voice": {"alice": ForeignValue("WOMAN", ("TwiML", "cXML"))},
    "AudioTrack": {
        "inbound_track": ForeignValue("inbound", _ALL),
        "outbound_track": ForeignValue("outbound", _ALL),
        "both_tracks": ForeignValue("both", _ALL),
    },
    "StreamContentType": {
        **dict.fromkeys(
            ("PCMU", "mulaw", "audio/x-mulaw"), ForeignValue("audio/x-mulaw;rate=8000", _ALL)
        ),
        **dict.fromkeys(
            ("L16", "audio/l16"), ForeignValue("audio/x-l16;rate=16000", _TEXML, is_exact=False)
        ),
    },
    "Boolean": {
        "record-from-start": ForeignValue("true", _ALL),
        "do-not-record": ForeignValue("false", _ALL),
    },
}
