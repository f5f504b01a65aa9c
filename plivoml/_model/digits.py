"""How large whole numbers may be, wherever they come from."""

from __future__ import annotations

from typing import Final


#: The most digits: engines of XML Schema differ on more, and nothing that Plivo counts gets near.
MOST_DIGITS: Final = 18

#: The largest whole number.
LARGEST: Final = 10**MOST_DIGITS - 1

#: What is expected where only that counts.
EXPECTED: Final = f"a whole number of at most {MOST_DIGITS} digits"
