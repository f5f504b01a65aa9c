"""The names of the rules of `check`, for the rooms that break one and those that explain it."""

from __future__ import annotations

from typing import Literal, TypeAlias


# A family begins on a line of its own; ruff would give one to each name.
# fmt: off
#: A rule, by the name under which people select and ignore it.
RuleName: TypeAlias = Literal[
    "not-well-formed", "text-before-declaration", "refused-xml", "too-large",
    "unknown-element", "twilio-element", "unknown-attribute", "misplaced-attribute",
    "missing-attribute", "undocumented-attribute",
    "misplaced-element", "missing-text", "stray-text", "dial-without-target",
    "undocumented-nesting",
    "bad-value", "free-text-reason", "contested-value", "ignored-attribute",
    "double-escaped",
    "empty-response", "hangup-only", "wait-only", "unreachable", "no-fallback",
    "no-fallback-after-dial", "action-takes-over", "preanswer-not-first",
    "endless-preanswer", "long-preanswer", "record-too-late", "short-recording",
    "relative-url", "unknown-scheme", "unreachable-host", "unfilled-placeholder",
    "tunnel-host", "insecure-callback", "insecure-stream", "bad-callback-options",
    "self-redirect", "exposed-secret", "plus-in-stream-query",
    "unknown-sound", "words-in-play", "insecure-audio", "audio-format",
    "audio-file-as-document",
    "prosody-without-attribute", "ssml-needs-polly", "speech-too-long", "unknown-voice",
    "voice-language-mismatch", "missing-basic-voice", "empty-speech",
    "hints-limit", "input-type-missing", "recognition-language", "logged-secret",
    "sip-auth-pair", "sip-uri-in-number", "number-not-e164", "reserved-sip-header",
    "sip-header-form", "whatsapp-number",
    "coach-mode-role", "ai-agent-attributes", "events-without-url", "asked-by-get",
    "stream-track-conflict", "stream-headers-limit", "stream-headers", "stream-url-limit",
    "stream-format-missing", "stream-status-missing", "short-stream-timeout",
    "one-way-stream", "stream-without-keep-alive", "stream-before-room", "second-stream",
    "record-before-stream", "wait-after-stream",
    "unescaped-value", "not-judged", "refused-by-sdk", "written-by-sdk", "twilio-builder",
]
# fmt: on
