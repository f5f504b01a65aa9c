"""Sounds: the files that Plivo plays, and what stands where it asks for documents of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..._model.change import renamed, rewritten
from ..._model.closeness import closest, is_only
from ..._model.diagnostic import Diagnostic, alternatives, instead, shown, suggestion
from ..._model.rule_names import RuleName
from ..._model.types import Reaches
from .. import addresses
from ..rule import Family, Given, Rule


family: Final = Family()

_PLAY: Final = "<Response><Play>{}</Play></Response>"
_ROOM: Final = "<Response><Conference {}>room</Conference></Response>"
_FILES: Final = (".mp3", ".wav")
_OTHER_FILES: Final = (
    *(".aac", ".aif", ".aiff", ".amr", ".au", ".flac", ".gsm", ".m4a", ".mp4"),
    *(".oga", ".ogg", ".opus", ".webm", ".wma"),
)


@family.value_rule(
    Rule(
        name=RuleName.UNKNOWN_SOUND,
        severity="warning",
        says=(
            "In place of some URLs a word may stand, such as `beep:1` or `real`. Another word may be "
            "taken for a URL, and nothing is heard."
        ),
        wrong=_ROOM.format('enterSound="beep:3"'),
        right=_ROOM.format('enterSound="beep:2"'),
    ),
    addresses.is_of_the_web,
    find=addresses.NO_WEB,
)
def _unknown_sound(given: Given) -> Iterator[Diagnostic]:
    if addresses.fault(given) is RuleName.UNKNOWN_SOUND:
        words = addresses.words(given.attribute)
        expected = alternatives([*map(repr, words), "a URL that starts with https://"])
        message = f"expected {expected}; got {shown(given.value)}, which may not be heard"
        meant = closest(given.value, words)
        is_safe = is_only(given.value, words)
        change = rewritten(given.value, meant, is_safe=is_safe) if meant else None
        yield Diagnostic(message, suggestion(meant), change=change)


@family.value_rule(
    Rule(
        name=RuleName.WORDS_IN_PLAY,
        severity="error",
        says="Play plays the file at a URL, and says no words: Speak does.",
        wrong=_PLAY.format("Hello"),
        right="<Response><Speak>Hello</Speak></Response>",
    ),
    addresses.is_audio,
    find=addresses.NO_WEB,
)
def _words_in_play(given: Given) -> Iterator[Diagnostic]:
    if addresses.fault(given) is RuleName.WORDS_IN_PLAY:
        words = shown(given.value)
        message = f"expected the URL of a file; got {words}, which is not spoken"
        # Of an attribute there is no element to name otherwise.
        change = None if given.attribute.name else renamed("Play", "Speak", is_safe=False)
        hint = instead(f"<Speak>{given.value}</Speak>", "<Speak>")
        yield Diagnostic(message, hint, change=change)


@family.value_rule(
    Rule(
        name=RuleName.INSECURE_AUDIO,
        severity="warning",
        says="Audio files are served over HTTPS. Plivo may not play one that is not.",
        wrong=_PLAY.format("http://example.com/a.mp3"),
        right=_PLAY.format("https://example.com/a.mp3"),
    ),
    addresses.is_audio,
    find=addresses.PLAIN_WEB,
)
def _insecure_audio(given: Given) -> Iterator[Diagnostic]:
    return addresses.insecure(given.value, "which may not play")


@family.value_rule(
    Rule(
        name=RuleName.AUDIO_FORMAT,
        severity="warning",
        says="Plivo plays MP3 and WAV. A file of another format may not play.",
        wrong=_PLAY.format("https://example.com/a.ogg"),
        right=_PLAY.format("https://example.com/a.mp3"),
    ),
    addresses.is_audio,
)
def _audio_format(given: Given) -> Iterator[Diagnostic]:
    ending = addresses.ending(given.value)
    if ending in _OTHER_FILES:
        yield Diagnostic(f"expected an mp3 or wav file; got {shown(ending)}, which may not play")


@family.value_rule(
    Rule(
        name=RuleName.AUDIO_FILE_AS_DOCUMENT,
        severity="warning",
        says=(
            "Plivo asks this URL for a document of Play, Speak and Wait, so a file of sound there "
            "may not be heard. Of the sounds of a Conference some pages say that they are files; "
            "the newest guide says that they are documents."
        ),
        wrong=_ROOM.format('waitSound="https://example.com/wait.mp3"'),
        right=_ROOM.format('waitSound="https://example.com/wait/"'),
    ),
    lambda attribute: attribute.reaches is Reaches.DOCUMENT,
)
def _audio_file_as_document(given: Given) -> Iterator[Diagnostic]:
    ending = addresses.ending(given.value)
    if ending in _FILES:
        message = (
            f"expected a URL that answers with a document; got a file {ending!r}, which may be "
            "silence"
        )
        yield Diagnostic(message, "let it answer <Response><Play>URL</Play></Response>")
