"""
Write what is made from the declarations: `python -m tools.generate`.

What is no longer made is taken away from the folders that hold nothing else.
"""

from __future__ import annotations

from tools.generate import CHECKOUT, files, stale


for path, text in files().items():
    file = CHECKOUT / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
for path in stale():
    (CHECKOUT / path).unlink()
