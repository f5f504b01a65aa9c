"""
A support room: customers wait for an agent, and a supervisor coaches the agent unheard.

Each role has a phone number of its own, with an answer URL of its own.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python support_room.py

serves it on port 8000; point Plivo to PUBLIC_URL/customer, PUBLIC_URL/agent and
PUBLIC_URL/supervisor.
"""

from __future__ import annotations

import logging
import os

from collections.abc import Callable, Iterable
from typing import Any, Literal, get_type_hints
from wsgiref.simple_server import make_server

from plivoml import Hangup, MultiPartyCall, Play, Response, Speak
from plivoml.callbacks import (
    AnswerRequest,
    MultiPartyCallExit,
    MultiPartyCallRecording,
    MultiPartyCallRecordingEvent,
    MultiPartyCallSoundRequest,
    MultiPartyCallStatus,
    ParticipantRole,
)
from plivoml.wsgi import received


LOG = logging.getLogger(__name__)

#: Where Plivo reaches the pages: it follows whole addresses only.
URL = os.environ.get("PUBLIC_URL", "https://voice.example.com").rstrip("/")

ROOM = "support"
MUSIC = "https://media.example.com/waiting.mp3"


def customer(_: AnswerRequest) -> Response:
    """Wait with music until there is an agent."""
    notice = Speak("Welcome to support. This call is recorded. An agent will be with you soon.")
    return Response([notice, room("customer")])


def agent(_: AnswerRequest) -> Response:
    """Start the call; it ends with the agent."""
    return Response([Speak("You are joining as an agent."), room("agent")])


def supervisor(_: AnswerRequest) -> Response:
    """Whisper to the agent; the customer hears neither the words nor a beep."""
    return Response([Speak("You are coaching."), room("supervisor")])


def room(role: Literal["customer", "agent", "supervisor"]) -> MultiPartyCall:
    """
    Enter the room in a role.

    Whoever comes first brings the room about, so everybody says alike what it is like.
    """
    sound: Literal["none", "beep:1"] = "none" if role == "supervisor" else "beep:1"
    return MultiPartyCall(
        ROOM,
        role=role,
        start_mpc_on_enter=role == "agent",
        end_mpc_on_exit=role == "agent",
        coach_mode=True if role == "supervisor" else None,
        enter_sound=sound,
        exit_sound=sound,
        wait_music_url=f"{URL}/music",
        wait_music_method="GET",
        record=True,
        record_min_member_count=2,
        recording_callback_url=f"{URL}/recording",
        recording_callback_method="POST",
        status_callback_url=f"{URL}/status",
        status_callback_method="POST",
        status_callback_events=["mpc-state-changes", "participant-state-changes"],
        on_exit_action_url=f"{URL}/left",
        on_exit_action_method="POST",
    )


def music(_: MultiPartyCallSoundRequest) -> Response:
    """Play to customers who wait; it is asked for again when it ends."""
    return Response([Play(MUSIC), Speak("All agents are busy. Please stay on the line.")])


def left(done: MultiPartyCallExit) -> Response:
    """Thank customers; nobody else is left with words."""
    if done.participant_role == ParticipantRole.CUSTOMER:
        return Response([Speak("Thank you for calling. Goodbye.")])
    return Response([Hangup()])


def status(event: MultiPartyCallStatus) -> None:
    """Note who comes and goes."""
    LOG.info("%s", event.as_log())


def recording(event: MultiPartyCallRecording) -> None:
    """Note where the recording can be fetched, once it is there."""
    if event.event_name == MultiPartyCallRecordingEvent.COMPLETED:
        LOG.info("recording %s is stored: %s", event.recording_uuid, event.as_log())


PAGES: dict[str, Callable[..., Response | None]] = {
    "/customer": customer,
    "/agent": agent,
    "/supervisor": supervisor,
    "/music": music,
    "/left": left,
    "/status": status,
    "/recording": recording,
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
