"""What other tools ask of a value; nothing is loaded before one of them does."""

from __future__ import annotations


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Docstring:
    """What a class says of itself; `help()` is told of its arguments besides."""

    def __init__(self, said: str) -> None:
        self.said = said

    def __get__(self, instance: object, cls: type[Plain]) -> str:
        from .docstrings import with_arguments  # it reads the source

        return with_arguments(cls, cls._remarks())


class Plain:
    """A value that pydantic can validate and dump, by way of plain data."""

    __slots__ = ()

    if TYPE_CHECKING:

        def to_dict(self) -> dict[str, Any]:
            """Give the value as plain data."""

        @classmethod
        def from_dict(cls, data: Mapping[str, object]) -> Any:
            """Build the value of plain data, or raise a `ValueError`."""

        @classmethod
        def json_schema(cls) -> dict[str, Any]:
            """Give what JSON Schema says of the plain data."""

        @classmethod
        def _remarks(cls) -> dict[str, str]:
            """Give what there is to say of each argument beside its meaning."""

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        # A dataclass with slots is made twice; the second is the one that stays.
        if "__dataclass_fields__" in vars(cls):
            cls.__doc__ = Docstring(vars(cls)["__doc__"] or "")  # type: ignore[assignment]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        # Whoever calls this has loaded it.
        from pydantic_core import core_schema

        def validated(given: Any) -> Any:
            return given if isinstance(given, cls) else cls.from_dict(given)

        return core_schema.no_info_plain_validator_function(
            validated,
            serialization=core_schema.plain_serializer_function_ser_schema(cls.to_dict),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> dict[str, Any]:
        return cls.json_schema()
