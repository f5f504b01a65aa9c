"""What is simulated, by the page that says so; and the guesses, each named as one."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias


Level: TypeAlias = Literal["simulated", "approximated", "guess", "not simulated"]
"""`simulated`: as a page says.  `approximated`: simpler than that.  `guess`: no page says."""


class Behaviour(NamedTuple):
    """One thing that the platform does, and what of it happens here."""

    subject: str
    what: str
    level: Level
    source: str


_OVERVIEW: Final = "https://www.plivo.com/docs/voice/xml/overview"
_AUDIO: Final = "https://www.plivo.com/docs/voice/xml/audio-output"
_SSML: Final = "https://www.plivo.com/docs/voice/concepts/ssml"
_INPUT: Final = "https://www.plivo.com/docs/voice/xml/input"
_ROUTING: Final = "https://www.plivo.com/docs/voice/xml/routing"
_RECORD: Final = "https://www.plivo.com/docs/voice/xml/record"
_CONFERENCE: Final = "https://www.plivo.com/docs/voice/xml/conference"
_MULTIPARTY: Final = "https://www.plivo.com/docs/voice/xml/multiparty-call"
_STREAMING: Final = "https://www.plivo.com/docs/voice/xml/audio-streaming"
_MESSAGE: Final = "https://www.plivo.com/docs/messaging/xml/message"
_MESSAGES: Final = "https://plivo.com/docs/messaging/api/messages"
_CALLS: Final = "https://plivo.com/docs/voice/api/calls"
_SETTINGS: Final = "https://plivo.com/docs/voice/concepts/callback-configurations"
_SIGNATURES: Final = "https://www.plivo.com/docs/voice/concepts/signature-validation"
_CAUSES: Final = "https://plivo.com/docs/voice/troubleshooting/hangup-causes"
_MACHINES: Final = "https://plivo.com/docs/voice/concepts/machine-detection"
_API: Final = "https://plivo.com/docs/voice/api/overview"
_RECORDINGS: Final = "https://plivo.com/docs/voice/api/recordings"
_ROOMS: Final = "https://plivo.com/docs/voice/api/conferences"
_PARTIES: Final = "https://plivo.com/docs/voice/api/multiparty-calls"
_STREAMS: Final = "https://plivo.com/docs/voice/api/audio-streams"
_SDK: Final = "plivo/plivo-python"
_OLDER: Final = f"{_ROUTING} (an older edition)"
_PROTOCOL: Final = (
    "https://www.plivo.com/docs/voice-agents/audio-streaming/concepts/audio-streaming-reference"
)
_AGENTS: Final = "example agents of Plivo's"
_LIVE: Final = "plivo/python-agents-examples, live tests"
_SKILLS: Final = "plivo/plivo-cli, audio-streaming-skill and voice-xml-skill"
_LINEAGE: Final = "a compatible platform, and the open-source server that Plivo grew from"
_SEEN: Final = "requests that were seen"
_INTEGRATIONS: Final = "integrations"


_ROWS: Final[dict[str, tuple[tuple[str, Level, str], ...]]] = {
    "Requests": (
        (
            "A POST has the parameters in the body, a GET in the query beside your own.",
            "simulated",
            _OVERVIEW,
        ),
        ("V3 signatures, with a nonce of its own for each try.", "simulated", _SIGNATURES),
        ("Messages that come in and delivery reports are signed with V2.", "simulated", _MESSAGES),
        (
            "`#ct=`, `rt`, `tt`, `rc` and `rp` settle timeouts and retries; they are not sent.",
            "simulated",
            _SETTINGS,
        ),
        (
            "By default 2 s to connect and 40 s to read, and one more try after either; other pages give an answer 15 or 60 s, and more tries.",
            "simulated",
            _SETTINGS,
        ),
        ("`er`, the edge region, changes nothing here.", "not simulated", _SETTINGS),
        (
            "Up to ten HTTP redirects are followed; 301, 302 and 303 turn a POST into a GET without parameters.",
            "guess",
            "",
        ),
        (
            'The answer URL of an inbound call is asked while it is `ringing`; the table of a guide has `answer_status="in-progress"`.',
            "simulated",
            _SEEN,
        ),
        (
            'GetDigits, GetInput and Dial tell `action` that the event is `Redirect`; no page says so (`action_event="none"`).',
            "approximated",
            _LINEAGE,
        ),
        ("Numbers are written without a plus, except for `DialBLegFrom`.", "simulated", _SEEN),
        (
            "A relative URL counts from the document that has it; Plivo's table of causes calls it invalid (7022, 7024), its examples use it.",
            "approximated",
            _CAUSES,
        ),
        (
            "`ParentAuthID` and `BillRate` are told of each call, and of the rest what `parameters` gives.",
            "simulated",
            _SEEN,
        ),
        ("Times of the account's zone are in whole seconds.", "simulated", _SEEN),
        (
            "Prices are 0; ids (UUIDs drawn at random), times and the host of recordings are invented.",
            "approximated",
            "",
        ),
    ),
    "Documents": (
        (
            "Elements run from first to last; a document that runs out ends the call with 4010.",
            "simulated",
            _OVERVIEW,
        ),
        (
            "No usable answer is 7011 to 7014; no usable document 8011 to 8014; another scheme 7022 to 7024; another method 7032 and 7034.",
            "simulated",
            _CAUSES,
        ),
        ("100 KB or more is an invalid document.", "simulated", _OVERVIEW),
        (
            'A language that the voice does not speak makes an invalid document, as was seen; another guide calls it untested (`ignore=["voice-language-mismatch"]`).',
            "simulated",
            _SKILLS,
        ),
        (
            "Elements and attributes that plivoml does not know end the call, but for those of `ignore` and `allow`; what Plivo does with them is not documented.",
            "guess",
            _OVERVIEW,
        ),
        (
            'Of unknown elements at the top, Say was seen to be skipped, and Reject to end the call: `unknown="skip"` has both.',
            "simulated",
            _SKILLS,
        ),
        (
            'An empty body is an invalid document (8011), by two guides; another page says 7011 (`empty_reply="unreachable"`).',
            "simulated",
            _SKILLS,
        ),
        (
            'A content type other than XML is noted, and fails with `strict="warnings"` alone.',
            "guess",
            _OVERVIEW,
        ),
        (
            'The fallback URL is asked where the answer URL gives no reply to use; a guide reads as if for an invalid document too (`fallback="unusable"`).',
            "simulated",
            _CALLS,
        ),
    ),
    "The call": (
        (
            "An inbound call rings until an element other than PreAnswer, Wait and a Hangup with a reason is reached.",
            "simulated",
            _OLDER,
        ),
        (
            'Wait alone never answers an inbound call, which ends after a minute (6020); an older page has it answered late (`lone_wait="answer"`).',
            "simulated",
            _LIVE,
        ),
        ("Redirect and Message do not pick the call up.", "guess", ""),
        (
            "The answer URL is told of the end where there is no hangup URL.",
            "simulated",
            _INTEGRATIONS,
        ),
        ("A call ends after 14400 seconds (6000).", "simulated", _CAUSES),
        (
            "An outbound call rings, is answered, or is refused (3000, 3010, 3020).",
            "simulated",
            _CALLS,
        ),
        ("A call is transferred; failures are 7013, 7023 and 8013.", "simulated", _CALLS),
        (
            "A verb from inside the app takes effect once that has replied: `hang_up` and `transfer`.",
            "guess",
            "",
        ),
        (
            "`CallStatus` is `failed` for a call that is rejected, and `no-answer` for one that nothing answers.",
            "guess",
            "",
        ),
    ),
    "Speak, Play, DTMF": (
        (
            "Words are heard without their tags, `sub` by its alias; `loop` repeats, and 0 until the call ends.",
            "simulated",
            _AUDIO,
        ),
        ("A word takes 0.4 s, a file 5 s, a tone 0.1 s; breaks take their `time`.", "guess", _SSML),
        ("Voices, languages and prosody make no difference.", "not simulated", _SSML),
        (
            '`w` waits half a second and `W` one; `async="false"` waits for the tones.',
            "simulated",
            _AUDIO,
        ),
    ),
    "GetDigits": (
        (
            "The prompt stops at the first key; `numDigits`, `finishOnKey`, `timeout`, `digitTimeout`; more digits are ignored.",
            "simulated",
            _INPUT,
        ),
        (
            "Without a key, after `retries` attempts, the next element runs and nothing is posted.",
            "simulated",
            _INPUT,
        ),
        (
            '`redirect="false"` posts the digits and goes on with the next element.',
            "simulated",
            _INPUT,
        ),
        ("Each attempt plays the prompts again.", "guess", ""),
        (
            "A key outside `validDigits` spoils the attempt; `invalidDigitsSound` is heard.",
            "guess",
            "the open-source server that Plivo grew from",
        ),
        ("The finish key alone posts empty digits.", "guess", ""),
    ),
    "GetInput": (
        (
            "Keys or speech, whichever comes first; `executionTimeout` from the end of the prompts; no input falls through.",
            "simulated",
            _INPUT,
        ),
        ("Interim results are posted one by one.", "simulated", _INPUT),
        (
            "Without `inputType` both kinds are taken; `auto` is 2 s; `startInputTimeout` bounds the first input; speech cuts the prompt.",
            "guess",
            "",
        ),
        (
            "What is said is recognised as you write it: hints, models, languages and filters make no difference.",
            "not simulated",
            _INPUT,
        ),
    ),
    "Dial": (
        (
            "All destinations ring; the first that answers, or presses `confirmKey`, is connected, and the others end with 9000.",
            "simulated",
            _ROUTING,
        ),
        (
            '`action` is told of every outcome, with `redirect="false"` too; plain text is then no error.',
            "simulated",
            _ROUTING,
        ),
        (
            "`callbackUrl` is told of answer, connected, digits and hangup, per destination.",
            "simulated",
            _ROUTING,
        ),
        ("`hangupOnStar`, `timeLimit` and `timeout` end it.", "simulated", _ROUTING),
        (
            "Without `timeout` it rings for 120 s; a page on voice agents says 30 (`ring_seconds=30`).",
            "approximated",
            _CAUSES,
        ),
        (
            "Ring time that is up is `no-answer`; of several failures the last decides; without `action` the next element runs.",
            "guess",
            "",
        ),
        (
            "`confirmTimeout` is 120 s; who does not press the key ends with 9110.",
            "simulated",
            _OLDER,
        ),
        ("A wrong confirm key is ignored.", "guess", ""),
        (
            "`dialMusic` and `confirmSound` are fetched, once; anything but Play and Speak in them is ignored.",
            "approximated",
            _ROUTING,
        ),
        (
            "A call that ends after its last Dial was busy has `HangupCause` `USER_BUSY`, and 4010.",
            "simulated",
            _SKILLS,
        ),
        (
            'SIP credentials: `dial_ends("failed", cause="sip_auth_failed")` gives 4240.',
            "simulated",
            _CAUSES,
        ),
        (
            "`sendDigits`, `sipHeaders`, `callerName` and WhatsApp make no difference; 2060 (a loop) does not happen.",
            "not simulated",
            _ROUTING,
        ),
    ),
    "Redirect, Hangup, Wait, PreAnswer": (
        ("Nothing after Redirect runs.", "simulated", _OLDER),
        (
            "Hangup is 4000, `rejected` 3020, `busy` 3010; as the first element these two refuse the call.",
            "simulated",
            _SKILLS,
        ),
        (
            'A first Hangup without a reason answers the call and ends it (4000), as was seen; an older page has it rejected (`lone_hangup="reject"`).',
            "simulated",
            _SKILLS,
        ),
        (
            "`schedule` lets the elements after it run, and ends the call at once where there are none.",
            "simulated",
            _OLDER,
        ),
        (
            "Wait ends early with `silence` after `minSilence`; the caller is quiet.",
            "simulated",
            _OLDER,
        ),
        ("`beep`: no machine beeps.", "not simulated", _ROUTING),
        ("PreAnswer plays while the call rings.", "simulated", _ROUTING),
    ),
    "Record": (
        (
            "A message ends with `finishOnKey`, `maxLength`, silence of `timeout`, or a hangup, and `action` is told.",
            "simulated",
            _RECORD,
        ),
        (
            "With `recordSession` or `startOnDialAnswer`, `action` is told at once with -1, and `callbackUrl` of the figures.",
            "simulated",
            _RECORD,
        ),
        (
            "The file is stored after 1 s and transcribed after 60 s; less than half a second cannot be transcribed.",
            "approximated",
            _RECORD,
        ),
        (
            "`maxLength` holds for a recording of the session too; `startOnDialAnswer` tells `action` when the element is reached.",
            "guess",
            "",
        ),
    ),
    "Conference": (
        (
            "Enter and exit, digits, floor and recording are told of; `action` is told when a member leaves.",
            "simulated",
            _CONFERENCE,
        ),
        (
            "`startConferenceOnEnter`, `endConferenceOnExit`, `stayAlone`, `maxMembers` (20), `hangupOnStar`, `waitSound`, `enterSound`, `exitSound`.",
            "simulated",
            _CONFERENCE,
        ),
        (
            "Who finds a room full goes on with the next element; `timeLimit` is the stay of the member; whoever speaks has the floor.",
            "guess",
            "",
        ),
        ("`relayDTMF` and transcription.", "not simulated", _CONFERENCE),
    ),
    "MultiPartyCall": (
        (
            "Join, exit, digits and speech of participants, start and end of the call, and its recording are told of by group.",
            "simulated",
            _MULTIPARTY,
        ),
        (
            "`startMpcOnEnter`, `endMpcOnExit`, `stayAlone`, `waitForAgent`, `maxParticipants` (10), `maxDuration` (4020), wait and hold music, `onExitActionUrl`.",
            "simulated",
            _MULTIPARTY,
        ),
        (
            "The first participant's URLs follow the call; a full call leads to the next element; a hangup is not told to `onExitActionUrl`.",
            "guess",
            "",
        ),
        (
            "Streams of AI agents.",
            "not simulated",
            _MULTIPARTY,
        ),
    ),
    "Message, Stream": (
        (
            "A message is queued, sent and delivered (or what `delivery` says), each told to `callbackUrl`.",
            "simulated",
            _MESSAGES,
        ),
        ("A second lies between those reports.", "guess", ""),
        ("Several destinations are joined with `<`.", "simulated", _MESSAGE),
        (
            "A message that comes in is told to the message URL; an empty reply will do, and Message in it is sent.",
            "simulated",
            _MESSAGES,
        ),
        (
            "Of a reply that has anything but Message, nothing is sent.",
            "guess",
            "",
        ),
        (
            "Without a 200, messages that come in and delivery reports are sent again, for up to 24 hours.",
            "not simulated",
            _MESSAGES,
        ),
        (
            "StartStream, StopStream and DroppedStream; `keepCallAlive` holds back what follows; `streamTimeout` ends the stream alone.",
            "simulated",
            _STREAMING,
        ),
        (
            "StopStream tells of `Stream timeout` and `Call hangup`, as the console calls these ends; the words of a request are not documented.",
            "approximated",
            _SKILLS,
        ),
        (
            'A document that ends in a Stream without `keepCallAlive` ends the call at once (4010), as was seen; a guide has the stream end it (`last_stream="hold"`).',
            "simulated",
            _SKILLS,
        ),
    ),
    "The REST API": (
        (
            "Requests without the right Auth ID and Auth Token are answered 401, as text.",
            "simulated",
            _SEEN,
        ),
        (
            "A field that is missing or wrong is a 400, what there is not a 404, with a sentence in `error`; fields that are not known pass.",
            "simulated",
            _API,
        ),
        ("Bodies are JSON or forms; a form was not seen to be taken.", "approximated", _API),
        (
            "Whatever else is asked is answered 501, with a sentence that says so.",
            "not simulated",
            _API,
        ),
        (
            "Make Call rings; its request_uuid is the CallUUID. It answers 201, where a page says 200.",
            "simulated",
            _CALLS,
        ),
        (
            "A phone that rings for `ring_timeout` (120 s) is no-answer (6010); `hangup_on_ring` ends it with 6000.",
            "simulated",
            _CALLS,
        ),
        (
            "A call is ended with 4000, one that rings with 1000, by API Request; other pages say 1000 for both.",
            "simulated",
            _CAUSES,
        ),
        (
            "All calls of an account can be ended at once, with code 0.",
            "simulated",
            _CALLS,
        ),
        (
            "Live calls are those that ring or go on; records are of those that are over, at once. No call is queued.",
            "approximated",
            _CALLS,
        ),
        (
            "A transfer is asked for once the app has replied, and after a stream that keeps the call alive; a call that rings cannot be moved (404).",
            "approximated",
            _CALLS,
        ),
        (
            "The B leg of a Dial that is transferred becomes a call of its own; for its Dial it has hung up.",
            "guess",
            "",
        ),
        ("After 70 transfers the call ends with 2060.", "simulated", _CALLS),
        (
            "A request from inside a handler is answered at once, and takes effect once the reply of the handler is in.",
            "guess",
            "",
        ),
        (
            "With callback_url the answer says `async api spawned` and has no id, as was seen; nothing is posted but news of a recording.",
            "approximated",
            _API,
        ),
        (
            "A recording that the API starts ends after `time_limit` (60 s), when it is stopped or with the call, and `callback_url` is told; transcription is not simulated.",
            "simulated",
            _RECORDINGS,
        ),
        (
            "A request to record is answered with the id of the recording, but not with callback_url, unless `tells_recording_ids`: so it was seen, and the pages say otherwise.",
            "approximated",
            _SEEN,
        ),
        (
            "Play, Speak and DTMF are heard by the legs that are named, at once and beside the document; how long it takes, and stopping it, make no difference.",
            "approximated",
            _CALLS,
        ),
        (
            "A stream that the API starts runs beside the document; a second one is refused (400).",
            "simulated",
            _STREAMS,
        ),
        (
            "The document goes on behind a Stream that the API stops; `StatusReason` is API request.",
            "simulated",
            _STREAMS,
        ),
        (
            "Rooms and their members are listed, with the seconds since they began.",
            "simulated",
            _ROOMS,
        ),
        (
            "Members are muted, deafened, kicked and hung up, and hear what is played or said to them; who is muted does not take the floor.",
            "simulated",
            _ROOMS,
        ),
        (
            "Who is kicked goes on behind the Conference, and its `action` is asked.",
            "guess",
            "",
        ),
        (
            "A room is recorded until that is stopped or nobody is left; `callback_url` is told, with the name of the room in `conference_name`.",
            "approximated",
            _ROOMS,
        ),
        (
            "Multiparty calls that go on, and their participants, are listed.",
            "simulated",
            _PARTIES,
        ),
        (
            "Participants are muted, held, coached and kicked, and hear what is played to them; a multiparty call is ended; who leaves goes on by `onExitActionUrl`.",
            "simulated",
            _PARTIES,
        ),
        (
            "A multiparty call is recorded, paused, resumed and stopped, and `recording_callback_url` is told.",
            "simulated",
            _PARTIES,
        ),
        (
            "Of the recording of one participant nothing is told: no page has what would be.",
            "approximated",
            _PARTIES,
        ),
        (
            "Participants are not added and multiparty calls not started by the API (501).",
            "not simulated",
            _PARTIES,
        ),
        (
            "A message is queued, sent and delivered (or what `delivery` says), each told to `url`.",
            "simulated",
            _MESSAGES,
        ),
        (
            "Detection of a machine runs beside the document, is over after `machine_detection_time`, and tells `machine_detection_url`; `hangup` ends the call with 9100.",
            "simulated",
            _MACHINES,
        ),
    ),
    "The socket of a Stream": (
        (
            "The socket is opened once what stands before the Stream has run; then come StartStream, the start message, and sound.",
            "simulated",
            _PROTOCOL,
        ),
        (
            'The handshake is a signed GET; what is signed is `http://`, the host and the path; a guide has the query too (`handshake="query"`).',
            "approximated",
            _AGENTS,
        ),
        (
            "A Stream to localhost, or to a host of any network of its own, is dropped, unless the answer URL leads there too or `sockets` has it.",
            "simulated",
            _SKILLS,
        ),
        (
            "A handshake that is not accepted is made twice more, and then DroppedStream is told.",
            "simulated",
            _STREAMING,
        ),
        ("The attempts follow each other at once.", "guess", ""),
        (
            "Each 20 ms of a track are a message, silence too; the time in it counts from 1970.",
            "simulated",
            _PROTOCOL,
        ),
        (
            "Playback runs at the pace of speech, and answers a checkpoint there.",
            "simulated",
            _PROTOCOL,
        ),
        (
            "clearAudio empties the queue; checkpoints in it are never answered.",
            "simulated",
            _PROTOCOL,
        ),
        (
            "A key is a dtmf message, and GetDigits beside the stream has it too.",
            "simulated",
            _PROTOCOL,
        ),
        (
            "A checkpoint with nothing before it is answered at once; one integration saw no answer to the first message of a call.",
            "guess",
            "",
        ),
        (
            "DegradedStream as messages of 12, 24 and 36 seconds have not been read, in this process; nothing is dropped.",
            "approximated",
            _STREAMING,
        ),
        (
            "The server's close ends the stream, with another code than 1000 and 1001 as DroppedStream; the platform closes with 1000, and sends no stop.",
            "guess",
            "",
        ),
        (
            "A transfer waits for the end of a stream that keeps the call alive.",
            "simulated",
            _SEEN,
        ),
        (
            "A call has one stream at a time; a second one is not opened.",
            "approximated",
            _STREAMING,
        ),
    ),
}

#: What is simulated, in the order of the page on testing.
BEHAVIOURS: Final = tuple(
    Behaviour(subject, *row) for subject, rows in _ROWS.items() for row in rows
)


def table() -> str:
    """Write the table in Markdown."""
    lines = ["| Subject | What happens | Here | Source |", "|---|---|---|---|"]
    before = ""
    for subject, what, level, source in BEHAVIOURS:
        shown = "" if subject == before else subject
        lines.append(f"| {shown} | {what} | {level} | {source or 'nobody says'} |")
        before = subject
    return "\n".join(lines)
