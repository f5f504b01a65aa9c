"""The server: what an editor tells of its files, and what it is told and answered."""

from __future__ import annotations

import asyncio
import functools
import threading

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import attrs

from lsprotocol import types

from .. import __version__
from .._cli.settings import Settings, settings_of
from .._lint.project import SettingsError, file_of
from .._model.outdated import unless
from . import actions, features, outline
from .diagnostics import diagnostics
from .documents import Document
from .frames import Answers, Frames
from .protocol import Protocol, Server
from .text import Text


#: In seconds: how long nothing is typed before a file is checked.
DELAY: Final = 0.15

_SETTINGS_FILE: Final = "pyproject.toml"


def serve(stdin: BinaryIO, stdout: BinaryIO, delay: float = DELAY) -> bool:
    """
    Answer an editor until it has no more to ask.

    Args:
        stdin: What the editor says.
        stdout: What it hears.
        delay: How long nothing is typed before a file is checked, in seconds.

    Returns:
        Whether the editor said that it was about to go.
    """
    session = Session(delay)
    try:
        session.server.start_io(cast("BinaryIO", Frames(stdin)), cast("BinaryIO", Answers(stdout)))
    finally:
        session.close()
    return session.was_shut_down


@attrs.frozen
class _Check:
    """A check that is waited for, or has been made."""

    task: asyncio.Task[None]
    is_outdated: threading.Event
    """Whether nobody waits any more."""

    def drop(self) -> None:
        """Wait no more."""
        self.is_outdated.set()
        self.task.cancel()


class Session:
    """
    The files that an editor has open, and the server that answers for them.

    Attributes:
        server: What speaks the protocol.
        was_shut_down: Whether the editor said that it was about to go.
    """

    def __init__(self, delay: float) -> None:
        self.server = Server(
            "plivoml",
            __version__,
            protocol_cls=Protocol,
            # A position in a text that both sides have is found alike by both.
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
        )
        self.was_shut_down = False
        self._delay = delay
        self._documents: dict[str, Document] = {}
        self._checks: dict[str, _Check] = {}
        # One at a time: one that nobody waits for any more has not begun, or is soon at its end.
        self._worker = ThreadPoolExecutor(1, "check")
        self._told: set[str] = set()
        self._register()

    def close(self) -> None:
        """Let nothing run on."""
        for check in self._checks.values():
            check.is_outdated.set()
        self._worker.shutdown(cancel_futures=True)

    def _register(self) -> None:
        of_actions = types.CodeActionOptions(list(actions.KINDS))
        of_completion = types.CompletionOptions(trigger_characters=list(features.TRIGGERS))
        self._on(types.INITIALIZED, self._initialized)
        self._on(types.SHUTDOWN, self._shutdown)
        self._on(types.TEXT_DOCUMENT_DID_OPEN, self._opened)
        self._on(types.TEXT_DOCUMENT_DID_CHANGE, self._changed)
        self._on(types.TEXT_DOCUMENT_DID_SAVE, self._saved)
        self._on(types.TEXT_DOCUMENT_DID_CLOSE, self._closed)
        self._on(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._settings_changed)
        self._ask(types.TEXT_DOCUMENT_COMPLETION, self._completion, of_completion)
        self._ask(types.TEXT_DOCUMENT_HOVER, features.hover)
        self._ask(types.TEXT_DOCUMENT_DEFINITION, features.definition)
        self._ask(types.TEXT_DOCUMENT_FORMATTING, self._formatting)
        self._ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, outline.symbols)
        self._ask(types.TEXT_DOCUMENT_FOLDING_RANGE, outline.folds)
        self._ask(types.TEXT_DOCUMENT_DOCUMENT_LINK, outline.links, types.DocumentLinkOptions())
        answer = functools.partial(self._actions)
        self.server.feature(types.TEXT_DOCUMENT_CODE_ACTION, of_actions)(answer)
        self.server.command(actions.EXPLAIN)(functools.partial(self._explain))

    def _on(self, method: str, told: Callable[[Any], None]) -> None:
        # It is marked as what is told, which a method cannot be.
        self.server.feature(method)(functools.partial(told))

    def _ask(
        self, method: str, answer: Callable[[Document, Any], object], options: object = None
    ) -> None:
        """Let `answer` answer questions about files that are open; of others nothing is known."""

        def answered(params: Any) -> object:
            document = self._documents.get(params.text_document.uri)
            return None if document is None else answer(document, params)

        self.server.feature(method, options)(answered)

    # Files

    def _initialized(self, _: types.InitializedParams) -> None:
        workspace = self.server.client_capabilities.workspace
        watched = workspace and workspace.did_change_watched_files
        if watched and watched.dynamic_registration:
            pattern = types.FileSystemWatcher(f"**/{_SETTINGS_FILE}")
            options = types.DidChangeWatchedFilesRegistrationOptions([pattern])
            name = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registration = types.Registration("settings", name, options)
            self.server.client_register_capability(types.RegistrationParams([registration]))

    def _shutdown(self, _: None) -> None:
        self.was_shut_down = True

    def _opened(self, params: types.DidOpenTextDocumentParams) -> None:
        given = params.text_document
        self._keep(given.uri, given.version, given.language_id, given.text)
        self._check(given.uri, 0)

    def _changed(self, params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        # Each is the whole of the text, so that the last one counts.
        for change in params.content_changes[-1:]:
            before = self._documents[uri]
            self._keep(uri, params.text_document.version, before.language, change.text)
            self._check(uri, self._delay)

    def _saved(self, params: types.DidSaveTextDocumentParams) -> None:
        if params.text_document.uri.endswith(f"/{_SETTINGS_FILE}"):
            self._check_all()
        elif params.text_document.uri in self._documents:
            self._check(params.text_document.uri, 0)

    def _closed(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        if self._documents.pop(uri, None) is not None:
            self._checks.pop(uri).drop()
            self._publish(uri, None, [])

    def _settings_changed(self, _: types.DidChangeWatchedFilesParams) -> None:
        self._check_all()

    def _keep(self, uri: str, version: int | None, language: str, source: str) -> None:
        encoding = self.server.workspace.position_encoding
        text = Text(source, encoding or types.PositionEncodingKind.Utf16)
        document = Document(uri, version, language, text)
        settings = self._settings(Path(document.name).parent)
        self._documents[uri] = Document(uri, version, language, text, settings)

    def _settings(self, folder: Path) -> Settings | None:
        """Return what the project of a folder says; where that is wrong, the editor is told."""
        try:
            return settings_of(file_of(folder), folder)
        except (SettingsError, OSError) as error:
            if str(error) not in self._told:
                self._told.add(str(error))
                self._tell(types.MessageType.Error, str(error))
            return None

    def _tell(self, kind: types.MessageType, message: str) -> None:
        self.server.window_show_message(types.ShowMessageParams(kind, f"plivoml: {message}"))

    # Checks

    def _check_all(self) -> None:
        for uri, one in [*self._documents.items()]:
            self._keep(uri, one.version, one.language, one.source)
            self._check(uri, 0)

    def _check(self, uri: str, delay: float) -> None:
        """Check a file after some time, and no more what it was before."""
        if (before := self._checks.get(uri)) is not None:
            before.drop()
        is_outdated = threading.Event()
        checked = self._checked(uri, delay, is_outdated)
        task = asyncio.get_running_loop().create_task(checked)
        self._checks[uri] = _Check(task, is_outdated)

    async def _checked(self, uri: str, delay: float, is_outdated: threading.Event) -> None:
        await asyncio.sleep(delay)
        document = self._documents[uri]

        def check() -> list[types.Diagnostic]:
            with unless(is_outdated.is_set):
                return diagnostics(document)

        found = await asyncio.get_running_loop().run_in_executor(self._worker, check)
        self._publish(uri, document.version, found)

    def _publish(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        self.server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, found, version)
        )

    # Questions

    async def _actions(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        """Return what can be done, once it is known what is wrong."""
        uri = params.text_document.uri
        document = self._documents.get(uri)
        while document is not None and self._documents.get(uri) is document:
            task = self._checks[uri].task
            if task.done():
                return actions.actions(document, params)
            await asyncio.wait([task])
        return None

    def _completion(
        self, document: Document, params: types.CompletionParams
    ) -> types.CompletionList:
        asked = self.server.client_capabilities.text_document
        item = asked and asked.completion and asked.completion.completion_item
        is_snippet = bool(item and item.snippet_support)
        return features.completions(document, params, with_snippets=is_snippet)

    def _formatting(
        self, document: Document, _: types.DocumentFormattingParams
    ) -> list[types.TextEdit] | None:
        try:
            return features.formatting(document)
        except ValueError as error:
            why = str(error).partition("\n")[0]
            self._tell(types.MessageType.Warning, f"it cannot be laid out: {why}")
            return None

    def _explain(self, rule: str = "") -> None:
        told = actions.explained(rule)
        if told is not None:
            self._tell(types.MessageType.Info, told)
