"""Editors with the settings of the page on them, driven without a window."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

from pathlib import Path
from typing import Any

import pytest

from tests.support.processes import PATIENCE
from tests.test_documentation import ROOT, blocks


pytestmark = [pytest.mark.long, pytest.mark.once]

DOCUMENT = """\
<Response>
  <Speak voice="Polly.Amy" language="en-GB">Hello</Speak>
  <Wait lenth="5"/>
  <Hangup/>
</Response>
"""
MENDED = DOCUMENT.replace("\n  <", "\n    <").replace("lenth", "length")

#: Where what is asked for stands, counted from 0.
IN_LANGUAGE = (1, 37)
IN_WAIT = (2, 4)

PROGRAM = (
    "def answer(name):\n    return f'<Response><Hangup lenth=\"5\">{name}</Hangup></Response>'\n"
)


def settings(title: str) -> str:
    (found,) = [one for one in blocks(ROOT / "docs" / "editor.md") if one.title == title]
    return found.text


def needs(*programs: str) -> None:
    """Leave a test out, and say which program is missing."""
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


def run(folder: Path, *command: str) -> dict[str, Any]:
    """Run an editor, for which the command is on the path, and return what it has written down."""
    here = str(Path(sys.executable).parent)
    homes = {
        name: str(folder / name.lower())
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    }
    path = f"{here}{os.pathsep}{os.environ['PATH']}"
    for home in homes.values():
        Path(home).mkdir(exist_ok=True)
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | homes | {"PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    written = folder / "found.json"
    assert written.exists(), done.stdout + done.stderr
    found: dict[str, Any] = json.loads(written.read_text("utf-8"))
    return found


IN_NEOVIM = """\
local found = {}
local function ask(method, line, character)
  local place = { line = line, character = character }
  local params = { textDocument = vim.lsp.util.make_text_document_params(), position = place }
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 60000)) do
    return answer.result
  end
end
local function told()
  local codes = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    table.insert(codes, { one.code or one.user_data.lsp.code, one.lnum, one.col })
  end
  return codes
end
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 50)
found.diagnostics = told()
found.completed = {}
for _, item in ipairs(ask("textDocument/completion", %d, %d).items) do
  table.insert(found.completed, item.label)
end
found.shown = ask("textDocument/hover", %d, %d).contents.value
vim.api.nvim_buf_set_lines(0, 2, 3, false, { '  <Wait length="5"/>' })
vim.wait(60000, function() return #vim.diagnostic.get(0) == 0 end, 50)
found.after = told()
vim.lsp.buf.formatting_sync(nil, 60000)
found.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n") .. "\\n"
vim.cmd("edit! app.py")
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 50)
found.program = told()
vim.fn.writefile({ vim.fn.json_encode(found) }, "found.json")
vim.cmd("qall!")
"""


def test_neovim_shows_what_is_wrong_and_what_fits(tmp_path: Path) -> None:
    needs("nvim")
    (tmp_path / "flow.xml").write_text(DOCUMENT)
    (tmp_path / "app.py").write_text(PROGRAM)
    (tmp_path / "init.lua").write_text(settings("init.lua"))
    (tmp_path / "drive.lua").write_text(IN_NEOVIM % (*IN_LANGUAGE, *IN_WAIT))
    found = run(tmp_path, "nvim", "--headless", "-u", "init.lua", "flow.xml", "-S", "drive.lua")
    assert found["diagnostics"] == [["unknown-attribute", 2, 8]]
    assert found["completed"] == ["en-GB"]
    assert found["shown"].startswith("**Wait**")
    assert found["after"] == []
    assert found["text"] == MENDED
    assert ["unknown-attribute", 1, 31] in found["program"]


IN_EMACS = """\
(require 'json)
(setq eglot-sync-connect 60 eglot-connect-timeout 60 eglot-autoshutdown nil)
(defun told ()
  (mapcar (lambda (one)
            (list (flymake-diagnostic-text one) (1- (line-number-at-pos (flymake-diagnostic-beg one)))))
          (flymake-diagnostics)))
(defun wait (fits)
  (let ((left 600))
    (while (and (> left 0) (not (funcall fits)))
      (setq left (1- left))
      (accept-process-output nil 0.1))))
(defun at (line column)
  (goto-char (point-min)) (forward-line line) (forward-char column))
(find-file "flow.xml")
(nxml-mode)
(apply #'eglot (eglot--guess-contact))
(wait (lambda () (flymake-start) (told)))
(let ((diagnostics (told)) completed shown)
  (at %d %d)
  (let* ((capf (eglot-completion-at-point)))
    (setq completed (all-completions "" (nth 2 capf))))
  (at %d %d)
  (setq shown (plist-get (plist-get (jsonrpc-request (eglot-current-server) :textDocument/hover
                                                     (eglot--TextDocumentPositionParams))
                                    :contents)
                         :value))
  (at 2 8) (delete-char 5) (insert "length")
  (eglot--signal-textDocument/didChange)
  (wait (lambda () (flymake-start) (not (told))))
  (let ((after (told)))
    (eglot-format-buffer)
    (let ((text (buffer-substring-no-properties (point-min) (point-max))))
      (with-temp-file "found.json"
        (insert (json-encode `((diagnostics . ,(vconcat (mapcar #'vconcat diagnostics)))
                               (completed . ,(vconcat (mapcar #'substring-no-properties completed)))
                               (shown . ,shown)
                               (after . ,(vconcat after))
                               (text . ,text))))))))
(kill-emacs 0)
"""


def test_emacs_shows_what_is_wrong_and_what_fits(tmp_path: Path) -> None:
    needs("emacs")
    (tmp_path / "flow.xml").write_text(DOCUMENT)
    (tmp_path / "init.el").write_text(settings("init.el"))
    (tmp_path / "drive.el").write_text(IN_EMACS % (*IN_LANGUAGE, *IN_WAIT))
    has_eglot = subprocess.run(
        ["emacs", "--batch", "--eval", "(require 'eglot)"],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if has_eglot.returncode:
        pytest.skip("elpa-eglot is not installed")
    found = run(tmp_path, "emacs", "--batch", "-l", "init.el", "-l", "drive.el")
    (told,) = found["diagnostics"]
    assert "unknown-attribute" in told[0]
    assert told[1] == 2
    assert found["completed"] == ["en-GB"]
    assert found["shown"].startswith("**Wait**")
    assert found["after"] == []
    assert found["text"] == MENDED
