"""
A conference that waits for its moderator and ends with them.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python conference.py

serves it on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import logging
import os

from collections.abc import Callable, Iterable
from typing import Any, get_type_hints
from wsgiref.simple_server import make_server

from plivoml import Conference, GetDigits, Play, Response, Speak
from plivoml.callbacks import (
    AnswerRequest,
    ConferenceAction,
    ConferenceCallback,
    ConferenceSoundRequest,
    GetDigitsAction,
)
from plivoml.wsgi import received


LOG = logging.getLogger(__name__)

#: Where Plivo reaches the pages: it follows whole addresses only.
URL = os.environ.get("PUBLIC_URL", "https://voice.example.com").rstrip("/")

ROOM = "monday-meeting"
MEMBERS = "1234"
MODERATOR = "9876"
MUSIC = "https://media.example.com/waiting.mp3"


def answer(_: AnswerRequest) -> Response:
    """Ask for the PIN, which is kept out of Plivo's logs."""
    return Response([pin("Welcome. Please enter your PIN."), Speak("No PIN was entered. Goodbye.")])


def entered(told: GetDigitsAction) -> Response:
    """Let members in, and the moderator with more rights."""
    if told.digits == MODERATOR:
        return Response([Speak("You are the moderator."), room(moderator=True)])
    if told.digits == MEMBERS:
        return Response([Speak("The conference starts with the moderator."), room(moderator=False)])
    return Response([pin("That PIN is wrong. Please try again."), Speak("Goodbye.")])


def music(_: ConferenceSoundRequest) -> Response:
    """Play to members until the moderator is there; it is asked for again when it ends."""
    return Response([Play(MUSIC)])


def event(told: ConferenceCallback) -> None:
    """Note who comes and goes."""
    LOG.info("%s", told.as_log())


def left(_: ConferenceAction) -> Response:
    """Say goodbye to those who are still on the line."""
    return Response([Speak("The conference is over for you. Goodbye.")])


def pin(prompt: str) -> GetDigits:
    """Ask for four keys."""
    return GetDigits(
        [Speak(prompt)], action=f"{URL}/entered", num_digits=4, timeout=10, retries=2, log=False
    )


def room(*, moderator: bool) -> Conference:
    """Enter the room; the first who enters decides how many can."""
    return Conference(
        ROOM,
        start_conference_on_enter=moderator,
        end_conference_on_exit=moderator,
        max_members=10,
        enter_sound="beep:1",
        exit_sound="beep:2",
        wait_sound=f"{URL}/music",
        hangup_on_star=True,
        action=f"{URL}/left",
        callback_url=f"{URL}/events",
        redirect=True,
    )


PAGES: dict[str, Callable[..., Response | None]] = {
    "/answer": answer,
    "/entered": entered,
    "/music": music,
    "/events": event,
    "/left": left,
}


def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Serve the pages by WSGI; what each is told is in its annotation."""
    page = PAGES.get(environ["PATH_INFO"])
    if page is None:
        start_response("404 Not Found", [])
        return []
    kind, _ = get_type_hints(page).values()
    return received(kind)(page)(environ, start_response)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    make_server("127.0.0.1", int(os.environ.get("PORT", "8000")), app).serve_forever()
