"""Checking programs in TypeScript, each with a document of its own, in a process that is warm."""

from __future__ import annotations

import tempfile
import time

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import plivoml

from .figures import Figure
from .rounds import rounds_of, spread


FILES: Final = 200
ROUNDS: Final = 7
#: In milliseconds.
BAR: Final = 5.0

_PROGRAM: Final = """\
import { Router, type Request, type Response } from "express";
import { callers, type Caller } from "./callers";

export const router = Router();

interface Settings {
  greeting: string;
  seconds: number;
  numbers: Map<string, string>;
}

async function settingsOf(caller: Caller): Promise<Settings> {
  const found = await callers.settings(caller.id, { limit: NUMBER });
  return { ...found, seconds: Math.max(found.seconds ?? 20, 5), numbers: new Map(found.numbers) };
}

router.post("/answer/NUMBER", async (request: Request, response: Response) => {
  const caller = await callers.find(request.body.From as string);
  if (!caller) {
    response.status(404).send("nobody");
    return;
  }
  const settings = await settingsOf(caller);
  response.type("text/xml").send(`<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Speak>Hello ${caller.name}, you are number NUMBER.</Speak>
  <Dial timeout="${settings.seconds}" callerId="${caller.id}">
    <Number>${settings.numbers.get("agent")}</Number>
  </Dial>
  <Speak>Nobody is here.</Speak>
</Response>`);
});

export function minutes(calls: ReadonlyArray<{ seconds: number }>): number {
  return calls.map((call) => Math.ceil(call.seconds / 60)).reduce((sum, one) => sum + one, 0);
}
"""


def figures() -> Iterator[Figure]:
    """Yield what one of many files takes of the processor's time."""
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / f"{number}.ts" for number in range(FILES)]
        for number, file in enumerate(files):
            file.write_text(_PROGRAM.replace("NUMBER", str(number)), "utf-8")
        _check(files)
        found = rounds_of({"check": lambda: _check(files)}, count=ROUNDS)
    yield Figure(
        f"check of {FILES} programs in TypeScript: ms of each", spread(found["check"]), BAR
    )


def _check(files: Sequence[Path]) -> float:
    begin = time.process_time()
    for file in files:
        assert plivoml.check(file) == []
    return (time.process_time() - begin) / len(files) * 1000
