"""What a call with a stream leaves behind: nothing."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref

from collections.abc import Callable

import pytest

from plivoml.streams import MULAW_8000, PlayAudio
from plivoml.testing import Call
from tests.support.simulator import Worker

from .sockets import ANSWER, Socket, agent, greeter, mute
from .test_stream_stacks import by_websockets, running


@pytest.fixture(autouse=True, scope="module")
def what_was_there_before() -> None:
    """Let the collector not look at all that other tests have left behind, time and again."""
    gc.freeze()


def sockets_open() -> int:
    """Count the sockets of this process that are not closed."""
    import socket

    gc.collect()
    found = [one for one in gc.get_objects() if issubclass(type(one), socket.socket)]
    return sum(one.fileno() >= 0 for one in found)


TASKS: weakref.WeakSet[asyncio.Task[object]] = weakref.WeakSet()


def noted(endpoint: Callable[[Socket], object]) -> Callable[[Socket], object]:
    """Keep track of the tasks of an endpoint, which begins one beside itself."""

    async def noting(socket: Socket) -> None:
        async def beside() -> None:
            for _ in range(10**6):
                await asyncio.sleep(0.02)

        TASKS.add(asyncio.get_running_loop().create_task(beside()))
        task = asyncio.current_task()
        assert task is not None
        TASKS.add(task)
        answer = endpoint(socket)
        assert asyncio.iscoroutine(answer)
        await answer

    return noting


def hung_up(call: Call) -> None:
    call.answer()
    call.wait(1)
    call.hang_up()


def closed(call: Call) -> None:
    call.answer()
    call.press("9")


def abandoned(call: Call) -> None:
    call.answer()
    call.wait(1)


@pytest.mark.uncounted
@pytest.mark.parametrize("talk", [hung_up, closed, abandoned])
@pytest.mark.parametrize("block", [True, False])
def test_no_thread_task_or_port_is_left(talk: Callable[[Call], None], *, block: bool) -> None:
    gc.collect()
    with Call(agent(mute), ANSWER) as first:
        first.answer()  # which starts the one thread of the process
        first.hang_up()
    threads, ports = threading.active_count(), sockets_open()
    for _ in range(3):
        call = Call(agent(noted(greeter)), ANSWER)  # type: ignore[arg-type]
        if block:
            with call:
                talk(call)
        else:
            talk(call)
        del call
    gc.collect()
    # The loop of a call that nobody knows any more ends in its thread, before the next job there.
    with Call(agent(mute), ANSWER) as last:
        last.answer()
        last.hang_up()
    assert threading.active_count() == threads
    assert sockets_open() == ports
    assert [task for task in TASKS if not task.done()] == []


def test_a_thread_of_the_application_ends_with_the_call() -> None:
    async def thinking(socket: Socket) -> None:
        await asyncio.to_thread(threading.get_ident)
        await mute(socket)

    gc.collect()
    with Call(agent(mute), ANSWER) as first:
        first.answer()
        first.hang_up()
    threads = threading.active_count()
    with Call(agent(thinking), ANSWER) as call:
        call.answer()
        assert threading.active_count() == threads + 1
        call.hang_up()
    assert threading.active_count() == threads


def test_the_thread_of_loops_can_be_stopped() -> None:
    threads = threading.active_count()
    worker = Worker()
    with pytest.raises(ZeroDivisionError):
        worker.run(lambda: 1 // 0)
    assert worker.run(threading.get_ident) != threading.get_ident()
    worker.stop()
    assert threading.active_count() == threads


def test_no_port_is_left_over_a_real_socket() -> None:
    async def websockets_talk(connection: object) -> None:
        async for _ in connection:  # type: ignore[attr-defined]
            await connection.send(PlayAudio(b"", format=MULAW_8000).to_json())  # type: ignore[attr-defined]

    def server() -> object:
        from websockets.asyncio.server import serve

        return serve(websockets_talk, "127.0.0.1", 0)

    gc.collect()
    with Call(agent(mute), ANSWER) as first:
        first.answer()
        first.hang_up()
    threads, ports = threading.active_count(), sockets_open()
    with running(by_websockets, {"websockets_server": server}) as base:
        for ends in ("hangup", "close"):
            call = Call(agent(mute), ANSWER, sockets={"wss://voice.example.com": base})
            with call:
                call.answer()
                call.stream.wait_for(PlayAudio)
                call.hang_up() if ends == "hangup" else call.stream.close()
                call.hang_up()
    assert (threading.active_count(), sockets_open()) == (threads, ports)
