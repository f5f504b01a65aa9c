"""
What the names of Plivo's Python SDK mean: asked of the SDK that is installed, class by class.

A keyword is given values of several types, and what the element then writes says which attribute it
is and what the SDK makes of a value.
"""

from __future__ import annotations

import functools
import importlib
import importlib.metadata
import inspect
import json

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias


PATH: Final = "plivoml/_sources/python/sdk/names.json"

# Neither types nor stubs come with it.
_SDK: Final[Any] = importlib.import_module("plivo").plivoxml

# Every keyword takes some of these.
_PROBES: Final[dict[type, tuple[Any, ...]]] = {
    str: (
        *("x", "7", "https://example.com/x", "get", "POST", "Agent", "customer", "WAV", "mp3"),
        *("BEEP:1", "inbound", "mpc-state-changes", "Add-participant-API-events"),
    ),
    bool: (True, False),
    int: (7, 2, 600),
    float: (7.5,),
}

# What makes an element where no more is asked.
_LEAST: Final = {"content": "x", "role": "agent"}

# How `xml:` is written where namespaces are.
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"

#: Types that a keyword takes, each with the values that it took and what these came to.
_Taken: TypeAlias = dict[type, list[tuple[Any, Any]]]


def files() -> dict[str, str]:
    """Return the one file."""
    found = {
        "version": importlib.metadata.version("plivo"),
        "classes": {name: _described(cls) for name, cls in _classes()},
    }
    return {PATH: f"{_laid_out(found)}\n"}


def _laid_out(value: Any, indent: str = "") -> str:
    """Write JSON with what has nothing more in it on one line."""
    if not isinstance(value, dict) or not any(isinstance(one, dict) for one in value.values()):
        return json.dumps(value)
    inner = f"{indent} "
    items = (f"{inner}{json.dumps(key)}: {_laid_out(one, inner)}" for key, one in value.items())
    return "\n".join(["{", ",\n".join(items), f"{indent}}}"])


def _classes() -> Iterator[tuple[str, Any]]:
    base = _SDK.PlivoXMLElement
    for name, cls in sorted(vars(_SDK).items()):
        if inspect.isclass(cls) and issubclass(cls, base) and cls is not base:
            yield name, cls


def _described(cls: Any) -> dict[str, Any]:
    signature, required = _signature(cls.__init__)
    keywords = _keywords(cls)
    return {
        "tag": cls._name,
        "nests": cls._nestable,
        "signature": signature,
        "required": required,
        **_defaults(cls(**_least(cls.__init__)), keywords, required),
        "content": _content(cls) if "content" in signature else "",
        "keywords": keywords,
        "setters": dict(_setters(cls, keywords)),
        "adders": dict(_adders(cls)),
    }


def _signature(function: Any) -> tuple[list[str], list[str]]:
    """Return the names of parameters in their order, and those that must be given."""
    parameters = inspect.signature(function).parameters
    named = [one for one in parameters.values() if one.name != "self"]
    required = [one.name for one in named if one.default is inspect.Parameter.empty]
    return [one.name for one in named], required


def _least(function: Any) -> dict[str, Any]:
    """Return the arguments that a function cannot do without."""
    return {name: _LEAST[name] for name in _signature(function)[1]}


def _taken(make: Callable[[Any], Any]) -> _Taken:
    found: _Taken = {}
    for kind, probes in _PROBES.items():
        for probe in probes:
            try:
                made = make(probe)
            except Exception:  # noqa: BLE001, S112 - whatever the SDK refuses a value with
                continue
            found.setdefault(kind, []).append((probe, made))
    return found


def _types(taken: _Taken) -> dict[str, list[str]]:
    """Name the types that are taken, where some are not."""
    return {} if taken.keys() == _PROBES.keys() else {"takes": [kind.__name__ for kind in taken]}


def _defaults(
    made: Any, keywords: Mapping[str, Any], required: list[str]
) -> dict[str, dict[str, str]]:
    """Return what an element writes of which nothing was given, if there is something."""
    written = made.to_dict()
    found = {
        name: written[known["attribute"]]
        for name, known in keywords.items()
        if name not in required and known["attribute"] in written
    }
    return {"defaults": found} if found else {}


@functools.cache
def _keywords(cls: Any) -> dict[str, Any]:
    names = _signature(cls.__init__)[0]
    return {name: _keyword(cls, name) for name in names if name != "content"}


def _keyword(cls: Any, name: str) -> dict[str, Any]:
    least = _least(cls.__init__)
    taken = _taken(lambda probe: cls(**{**least, name: probe}).to_dict())
    attribute = _changed(cls(**least).to_dict(), taken)
    written = attribute.replace("xml:", _XML)
    made_of = [(probe, made[written]) for several in taken.values() for probe, made in several]
    return {"attribute": attribute, "makes": _conversion(made_of), **_types(taken)}


def _conversion(made_of: list[tuple[Any, str]]) -> str:
    """
    Say what becomes of a value before it is written.

    `str`, `bool` and `int` are Python's, `upper` and `lower` change letters, and `same` changes
    nothing.  `True` is written in small letters unless it is a text by then.
    """
    if (True, "True") in made_of:
        return "str"
    if ("x", "true") in made_of:
        return "bool"
    if (7.5, "7") in made_of:
        return "int"
    words = [(probe, made) for probe, made in made_of if isinstance(probe, str) and probe != made]
    if not words:
        return "same"
    return "upper" if all(made == probe.upper() for probe, made in words) else "lower"


def _content(cls: Any) -> str:
    """Say what becomes of what stands between the tags; `same` must be a text."""
    least = _least(cls.__init__)
    taken = _taken(lambda probe: cls(**{**least, "content": probe}).to_string())
    return "str" if int in taken else "same"


def _setters(cls: Any, keywords: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the methods that set an attribute, each with the keyword that does so too."""
    of = {known["attribute"]: keyword for keyword, known in keywords.items()}
    least = _least(cls.__init__)
    for name in [one for one in vars(cls) if one.startswith("set_")]:
        taken = _taken(lambda probe, name=name: getattr(cls(**least), name)(probe).to_dict())
        yield name, {"keyword": of[_changed(cls(**least).to_dict(), taken)], **_types(taken)}


def _changed(bare: Mapping[str, str], taken: _Taken) -> str:
    """Return the one attribute that is another one than before."""
    made = [found for several in taken.values() for _, found in several]
    (attribute,) = {key for one in made for key in one if one[key] != bare.get(key)}
    return attribute.replace(_XML, "xml:")


def _adders(cls: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in sorted(vars(cls)):
        if name.startswith("add_"):
            made = cls(**_least(cls.__init__))
            add = getattr(made, name)
            add(**_least(add))
            signature, required = _signature(add)
            child = made.children[-1]
            yield (
                name,
                {
                    "class": type(child).__name__,
                    "signature": signature,
                    "required": required,
                    **_defaults(child, _keywords(type(child)), required),
                },
            )
