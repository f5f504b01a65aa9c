"""What else is told of a call: the parameters that each request about it may carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final, TypeVar

from ...callbacks import AnswerRequest, Callback
from ...callbacks._base import plan_of
from ...errors import InvalidCallbackError
from .billing import PRICE


CallbackT = TypeVar("CallbackT", bound=Callback)

#: What nearly every request that was seen carries.
_ALWAYS: Final = {"ParentAuthID": "MA00EXAMPLE00INVENT0", "BillRate": str(PRICE)}

#: What a call says of itself.
_OF_THE_CALL: Final = (
    *("CallUUID", "From", "To", "Direction", "CallStatus", "Event"),
    *("ALegUUID", "ALegRequestUUID", "RequestUUID", "SessionStart"),
)

_NOTHING: Final = AnswerRequest()


class Parameters:
    """Parameters by Plivo's names, such as `CallerName`, `STIRVerification` and `X-PH-Team`."""

    def __init__(self, given: Mapping[str, str]) -> None:
        """
        Take what is told beside what nearly every request carries.

        Raises:
            ValueError: One of them is what the call says of itself, or cannot be read.
        """
        own = [name for name in _OF_THE_CALL if name in given]
        if own:
            msg = f"parameters: expected what a call does not tell of itself; got {own[0]}"
            raise ValueError(msg)
        try:
            read = AnswerRequest.from_form({**_ALWAYS, **given})
        except InvalidCallbackError as error:
            msg = f"parameters: {'; '.join(error.problems)}"
            raise ValueError(msg) from None
        self._values: dict[str, Any] = {
            field.name: value
            for field in fields(read)
            if field.init and (value := getattr(read, field.name)) != getattr(_NOTHING, field.name)
        }

    def added_to(self, callback: CallbackT) -> CallbackT:
        """
        Return a request with those parameters that its class declares, and unknown ones.

        A class that declares no account is of something else than a call.
        """
        names = {field.name for field in fields(callback) if field.init}
        if "parent_auth_id" not in names:
            return callback
        more = {name: value for name, value in self._values.items() if name in names}
        # What a request says itself is not told twice.
        own = plan_of(type(callback)).readers
        if given := more.get("extra"):
            more["extra"] = {name: value for name, value in given.items() if name not in own}
        return replace(callback, **more)
