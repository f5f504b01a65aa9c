"""The names of the rules of `check`, for the rooms that break one and those that explain it."""

from __future__ import annotations

import enum


class RuleName(enum.StrEnum):
    """A rule, by the name under which people select and ignore it."""

    NOT_WELL_FORMED = "not-well-formed"
    TEXT_BEFORE_DECLARATION = "text-before-declaration"
    REFUSED_XML = "refused-xml"
    TOO_LARGE = "too-large"

    UNKNOWN_ELEMENT = "unknown-element"
    TWILIO_ELEMENT = "twilio-element"
    UNKNOWN_ATTRIBUTE = "unknown-attribute"
    MISPLACED_ATTRIBUTE = "misplaced-attribute"
    MISSING_ATTRIBUTE = "missing-attribute"
    UNDOCUMENTED_ATTRIBUTE = "undocumented-attribute"

    MISPLACED_ELEMENT = "misplaced-element"
    MISSING_TEXT = "missing-text"
    STRAY_TEXT = "stray-text"
    DIAL_WITHOUT_TARGET = "dial-without-target"
    UNDOCUMENTED_NESTING = "undocumented-nesting"

    BAD_VALUE = "bad-value"
    FREE_TEXT_REASON = "free-text-reason"
    CONTESTED_VALUE = "contested-value"
    IGNORED_ATTRIBUTE = "ignored-attribute"
    DOUBLE_ESCAPED = "double-escaped"

    EMPTY_RESPONSE = "empty-response"
    HANGUP_ONLY = "hangup-only"
    WAIT_ONLY = "wait-only"
    UNREACHABLE = "unreachable"
    NO_FALLBACK = "no-fallback"
    NO_FALLBACK_AFTER_DIAL = "no-fallback-after-dial"
    ACTION_TAKES_OVER = "action-takes-over"
    PREANSWER_NOT_FIRST = "preanswer-not-first"
    ENDLESS_PREANSWER = "endless-preanswer"
    LONG_PREANSWER = "long-preanswer"
    RECORD_TOO_LATE = "record-too-late"
    SHORT_RECORDING = "short-recording"

    RELATIVE_URL = "relative-url"
    UNKNOWN_SCHEME = "unknown-scheme"
    UNREACHABLE_HOST = "unreachable-host"
    UNFILLED_PLACEHOLDER = "unfilled-placeholder"
    TUNNEL_HOST = "tunnel-host"
    INSECURE_CALLBACK = "insecure-callback"
    INSECURE_STREAM = "insecure-stream"
    BAD_CALLBACK_OPTIONS = "bad-callback-options"
    SELF_REDIRECT = "self-redirect"
    EXPOSED_SECRET = "exposed-secret"  # noqa: S105 - the name of a rule
    PLUS_IN_STREAM_QUERY = "plus-in-stream-query"

    UNKNOWN_SOUND = "unknown-sound"
    WORDS_IN_PLAY = "words-in-play"
    INSECURE_AUDIO = "insecure-audio"
    AUDIO_FORMAT = "audio-format"
    AUDIO_FILE_AS_DOCUMENT = "audio-file-as-document"

    PROSODY_WITHOUT_ATTRIBUTE = "prosody-without-attribute"
    SSML_NEEDS_POLLY = "ssml-needs-polly"
    SPEECH_TOO_LONG = "speech-too-long"
    UNKNOWN_VOICE = "unknown-voice"
    VOICE_LANGUAGE_MISMATCH = "voice-language-mismatch"
    MISSING_BASIC_VOICE = "missing-basic-voice"
    EMPTY_SPEECH = "empty-speech"

    HINTS_LIMIT = "hints-limit"
    INPUT_TYPE_MISSING = "input-type-missing"
    RECOGNITION_LANGUAGE = "recognition-language"
    LOGGED_SECRET = "logged-secret"  # noqa: S105 - no password

    SIP_AUTH_PAIR = "sip-auth-pair"
    SIP_URI_IN_NUMBER = "sip-uri-in-number"
    NUMBER_NOT_E164 = "number-not-e164"
    RESERVED_SIP_HEADER = "reserved-sip-header"
    SIP_HEADER_FORM = "sip-header-form"
    WHATSAPP_NUMBER = "whatsapp-number"

    COACH_MODE_ROLE = "coach-mode-role"
    AI_AGENT_ATTRIBUTES = "ai-agent-attributes"
    EVENTS_WITHOUT_URL = "events-without-url"
    ASKED_BY_GET = "asked-by-get"

    STREAM_TRACK_CONFLICT = "stream-track-conflict"
    STREAM_HEADERS_LIMIT = "stream-headers-limit"
    STREAM_HEADERS = "stream-headers"
    STREAM_URL_LIMIT = "stream-url-limit"
    STREAM_FORMAT_MISSING = "stream-format-missing"
    STREAM_STATUS_MISSING = "stream-status-missing"
    SHORT_STREAM_TIMEOUT = "short-stream-timeout"
    ONE_WAY_STREAM = "one-way-stream"
    STREAM_WITHOUT_KEEP_ALIVE = "stream-without-keep-alive"
    STREAM_BEFORE_ROOM = "stream-before-room"
    SECOND_STREAM = "second-stream"
    RECORD_BEFORE_STREAM = "record-before-stream"
    WAIT_AFTER_STREAM = "wait-after-stream"

    UNESCAPED_VALUE = "unescaped-value"
    NOT_JUDGED = "not-judged"
    REFUSED_BY_SDK = "refused-by-sdk"
    WRITTEN_BY_SDK = "written-by-sdk"
    TWILIO_BUILDER = "twilio-builder"
