"""How long things take that no page gives a time for."""

from __future__ import annotations

from typing import Final


#: Guess: how long a word takes.  English is read aloud at some 150 words a minute.
SECONDS_PER_WORD: Final = 0.4

#: Guess: how long an audio file is.  None is fetched.
SECONDS_PER_SOUND: Final = 5.0

#: Guess: how long a tone of DTMF takes.
SECONDS_PER_TONE: Final = 0.1

#: Guess: the silence that `auto` takes for the end of an input.
AUTO_END: Final = 2.0

#: Ring time where Dial has no `timeout`: the page on hangup causes says 120 at code 6010;
#: a page on voice agents says 30.
RING_SECONDS: Final = 120.0

#: Guess: how long it takes until the file of a recording is stored.
SECONDS_TO_STORE: Final = 1.0

#: Guess: how long it takes until a recording is transcribed ("minutes later at times").
SECONDS_TO_TRANSCRIBE: Final = 60.0
