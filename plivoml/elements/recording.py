"""What is recorded and written down."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from .._model.declare import Extensible, element
from .._model.types import (
    ActionMethod,
    ActionUrl,
    AudioFormat,
    Default,
    Doubt,
    FinishKey,
    Method,
    Named,
    SecondsFrom1,
    TranscriptionType,
    Url,
    When,
    when_set,
)
from .._model.values import Integer


__all__ = ["Record"]


_NOT_IN_BACKGROUND = When(
    "recordSession and startOnDialAnswer are false",
    ("recordSession", "startOnDialAnswer"),
    "false",
    or_missing=True,
    severity="info",
)


@element
class Record(Extensible):
    """
    Records a message of the caller, or the call in the background.

    A recording of the call runs to its end, so it comes before what it is to record.
    Recordings are deleted after 30 days.

    https://www.plivo.com/docs/voice/xml/record
    """

    action: ActionUrl | None = None
    """Told where the recording is, and asked what comes next; for a recording of the call,
    told at its start, with durations of -1."""

    method: Annotated[ActionMethod | None, Default("POST")] = None
    """How `action` is asked. Default: `POST`."""

    file_format: Annotated[AudioFormat | None, Default("mp3")] = None
    """The format of the file. Default: `mp3`."""

    redirect: Annotated[bool | None, Default(value=True)] = None
    """Whether the document that `action` answers with takes the call over. Default: `true`."""

    timeout: Annotated[SecondsFrom1 | None, Default(15), _NOT_IN_BACKGROUND] = None
    """How long a silence ends the recording, in seconds. Default: `15`."""

    max_length: Annotated[
        RecordingSeconds | None, Default(60), Doubt("Only an older page prints the minimum.")
    ] = None
    """The longest recording, in seconds; say it for voicemail. Default: `60`."""

    play_beep: Annotated[bool | None, Default(value=True), _NOT_IN_BACKGROUND] = None
    """Whether a beep tells the caller to speak. Default: `true`."""

    finish_on_key: Annotated[
        FinishKey | None,
        Default("#"),
        _NOT_IN_BACKGROUND,
        Doubt("By an earlier page any key ends it."),
    ] = None
    """The key that ends the recording; `none` for no such key. Default: `#`."""

    record_session: Annotated[bool | None, Default(value=False)] = None
    """Whether the whole call is recorded in the background, from now on. Default: `false`."""

    start_on_dial_answer: Annotated[bool | None, Default(value=False)] = None
    """Whether the call is recorded in the background once a dialled party answers. Default:
    `false`."""

    record_channel_type: Annotated[
        Literal["mono", "stereo"] | None, Named("RecordChannelType"), Default("stereo")
    ] = None
    """Whether each party has a channel of its own. Default: `stereo`."""

    transcription_type: Annotated[
        TranscriptionType | None,
        Doubt("One page says auto; another lists auto, hybrid and manual; an older one has two."),
    ] = None
    """Whether the recording is written down, in English: `auto` for by machine."""

    transcription_url: Annotated[Url | None, when_set("transcriptionType")] = None
    """Told the transcription."""

    transcription_method: Annotated[
        Method | None,
        Default("POST"),
        when_set("transcriptionType"),
        Doubt("A copy of an old page says GET."),
    ] = None
    """How `transcription_url` is asked. Default: `POST`."""

    transcription_report_type: Annotated[
        Literal["full", "compact"] | None,
        Named("TranscriptionReportType"),
        Default("compact"),
        when_set("transcriptionType"),
    ] = None
    """How much the transcription tells. Default: `compact`."""

    callback_url: Url | None = None
    """Told where the recording is once the file is ready."""

    callback_method: Annotated[Method | None, Default("POST")] = None
    """How `callback_url` is asked. Default: `POST`."""


RecordingSeconds: TypeAlias = Annotated[int, Integer("seconds", 2)]
