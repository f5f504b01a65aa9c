"""
What is answered to an editor that does not keep to the protocol.

https://www.jsonrpc.org/specification
"""

from __future__ import annotations

import logging

from typing import Any, Final, cast

from cattrs import transform_error
from lsprotocol import types
from pygls.exceptions import (
    FeatureNotificationError,
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcParseError,
    JsonRpcServerNotInitialized,
)
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol


_FROM_EDITORS: Final = (int, str)

# What the library writes of a wrong message, the editor is told.
logging.getLogger("pygls").addHandler(logging.NullHandler())


class Protocol(LanguageServerProtocol):
    """Answers each question, one that is wrong with an error."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Leave it for later: every part of a message comes here, too."""
        return data

    def handle_message(self, message: Any) -> None:
        """Do what a message says, or say what is wrong with it."""
        parts = cast("dict[str, Any]", message) if isinstance(message, dict) else {}
        try:
            read = self._read(parts)
        except JsonRpcInvalidRequest as error:
            self.refuse(error, parts.get("id"))
        except JsonRpcException as error:
            if {"id", "method"} <= parts.keys():
                self.refuse(error, parts["id"])
            elif isinstance(error, JsonRpcInvalidParams):
                self._server.report_server_error(error, FeatureNotificationError)
        else:
            super().handle_message(read)

    def refuse(self, error: JsonRpcException, number: object = None) -> None:
        """Answer the question of a number, or one whose number is not known."""
        number = number if type(number) in _FROM_EDITORS else None
        told = error.to_response_error()
        self._send_data({"jsonrpc": self.VERSION, "id": number, "error": told})

    def _read(self, parts: dict[str, Any]) -> Any:
        method, is_question = parts.get("method"), "id" in parts
        is_answer = "method" not in parts and bool({"result", "error"} & parts.keys())
        is_named = isinstance(method, str) or is_answer
        is_numbered = type(parts.get("id", 0)) in _FROM_EDITORS
        if parts.get("jsonrpc") != self.VERSION or not is_named or not is_numbered:
            raise JsonRpcInvalidRequest
        if isinstance(method, str):
            self._check(method, is_question=is_question)
        try:
            read = super().structure_message(parts)
        except JsonRpcException as error:
            why = "; ".join(transform_error(error.__cause__ or error))
            raise JsonRpcInvalidParams(why) from None
        if is_question and not hasattr(read, "id"):
            msg = f"{method} is no question"
            raise JsonRpcInvalidRequest(msg)
        return read

    def _check(self, method: str, *, is_question: bool) -> None:
        is_first = method == types.INITIALIZE
        if self._workspace is None and not is_first and method != types.EXIT:
            raise JsonRpcServerNotInitialized
        if is_question and (self._shutdown or (is_first and self._workspace is not None)):
            msg = f"{method} comes too late"
            raise JsonRpcInvalidRequest(msg)
        if method != types.CANCEL_REQUEST:
            self._get_handler(method)


class Server(LanguageServer):
    """Tells an editor what cannot be read."""

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Say what is wrong with no message in particular; one that is no JSON has an answer."""
        if source is JsonRpcException:
            assert isinstance(self.protocol, Protocol)
            self.protocol.refuse(JsonRpcParseError())
        else:
            super().report_server_error(error, source)
