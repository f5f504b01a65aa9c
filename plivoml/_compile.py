"""
Straight-line Python for each class, made from its declaration.

Walking a declaration for every value would cost several times what the value itself
does.  So the first use of a class writes the two functions that a patient person would
write by hand, and compiles them:

* `__init__` asks in one condition whether everything is right as it was given.  If so,
  it keeps it; if not, `_settle.element` converts what may be converted or tells what is
  wrong.  The condition may be too strict, never too lax.
* `_write` puts the tag, then each attribute that is set, then what is in the element.

For `Number` with two of its attributes they look like this:

    def __init__(self, number, *, send_digits=None, send_on_preanswer=None, extra=NOTHING):
        if not (
            (number.__class__ is str and number.isprintable() and ...)
            and (send_digits is None or (send_digits.__class__ is str and ...))
            and (send_on_preanswer is None or (send_on_preanswer.__class__ is bool))
            and extra is NOTHING
        ):
            number, send_digits, send_on_preanswer, extra = settle(CLASS, (number, ...))
        become(self, OPEN)
        self.number = number
        self.send_digits = send_digits
        self.send_on_preanswer = send_on_preanswer
        self.extra = extra
        self.__class__ = CLASS

    def _write(self, put, line, step):
        tag = '<Number'
        if (v := self.send_digits) is not None:
            tag += f' sendDigits="{quoted(v)}"'
        if (v := self.send_on_preanswer) is not None:
            tag += f' sendOnPreanswer="{"true" if v else "false"}"'
        if self.extra is not NOTHING:
            tag += attributes(self.extra)
        put(f'{tag}>{text(self.number)}</Number>')

`OPEN` is a twin of the class, a subclass that can be assigned to: an instance is filled
as a twin and then becomes what it is.  That takes half the time of going
around the frozen class for each field.
"""

from __future__ import annotations

import inspect
import typing

from collections.abc import Iterator
from typing import Any, Final

from . import _settle, _spec, _write
from ._mapping import NOTHING
from ._spec import AttributeSpec, ContentSpec, ElementSpec, Holds
from ._values import Boolean, Choice, OneOf, Text, Value, Whole


if typing.TYPE_CHECKING:
    from ._element import Element

_BECOME: Final = object.__dict__["__class__"].__set__


def on_first_use(cls: type[Element]) -> None:
    """Have the methods of *cls* made when its first instance is."""

    def __init__(self: Element, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        make(cls)
        cls.__init__(self, *args, **kwargs)

    cls.__init__ = __init__  # type: ignore[method-assign]
    cls.__signature__ = _Signature()  # type: ignore[attr-defined]


def make(cls: type[Element]) -> None:
    """Write and compile the methods of *cls*."""
    spec = _spec.spec_of(cls)
    names: dict[str, object] = {
        "CLASS": cls,
        "DEEPEST": _settle.DEEPEST,
        "NOTHING": NOTHING,
        "OPEN": _twin(cls),
        "attributes": _write.attributes,
        "become": _BECOME,
        "elements": _settle.elements,
        "quoted": _write.quoted,
        "settle": _settle.element,
        "speech": _settle.speech,
        "text": _write.text,
    }
    source = "\n".join([*_init(spec, names), *_writer(spec, names)])
    if not spec.content.children:
        cls._height = 1
    exec(compile(source, f"<plivoml {cls.__name__}>", "exec"), names)  # noqa: S102
    made: Any = names
    # Another thread may use the class as soon as it has its constructor.
    cls._write = made["_write"]  # type: ignore[method-assign]
    cls.__init__ = made["__init__"]  # type: ignore[method-assign]


def _twin(cls: type[Element]) -> type:
    members = {
        "__slots__": (),
        # Python has one slot for both; it is fast if neither is a Python function.
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
    }
    return type(f"Open{cls.__name__}", (cls,), members, is_twin=True)


class _Signature:
    """The signature of a class, for `help()` and notebooks."""

    def __get__(self, instance: object, cls: type[Element]) -> inspect.Signature:
        make(cls)
        signature = inspect.signature(cls.__init__)
        return signature.replace(parameters=[*signature.parameters.values()][1:])


def _init(spec: ElementSpec, names: dict[str, object]) -> Iterator[str]:
    content = spec.content
    fields = [a.field for a in spec.attributes]
    parameters = [a.field if a.required else f"{a.field}=None" for a in spec.attributes]
    if content.field:
        fields.insert(0, content.field)
        parameters.insert(0, content.field if content.required else f"{content.field}=()")
    position = 1 if content.field else 0
    parameters.insert(position, "*")
    fields.append("extra")
    given = f"settle(CLASS, ({', '.join(fields)}))"
    if content.children:
        fields.append("height")

    yield f"def __init__(self, {', '.join(parameters)}, extra=NOTHING):"
    yield from _prepared(content)
    yield "    if not ("
    for condition in _conditions(spec, names):
        yield f"        ({condition}) and"
    yield "        extra is NOTHING"
    yield "    ):"
    yield f"        {', '.join(fields)} = {given}"
    yield "    become(self, OPEN)"
    for field in fields:
        yield f"    self.{'_height' if field == 'height' else field} = {field}"
    yield "    self.__class__ = CLASS"


def _prepared(content: ContentSpec) -> Iterator[str]:
    """Bring the children into the form in which they are kept, where that is simple."""
    v = content.field
    if content.holds is Holds.CHILDREN:
        yield f"    {v}, height = elements({v}, KINDS)"
    elif content.holds is Holds.SPEECH:
        yield f"    if {v}.__class__ is str and {v} and {v}.isprintable():"
        yield f"        {v}, height = ({v},), 1"
        yield "    else:"
        yield f"        {v}, height = speech({v}, KINDS)"


def _conditions(spec: ElementSpec, names: dict[str, object]) -> Iterator[str]:
    """Say what is true of values that are right as they are."""
    from ._element import Comment

    content, v = spec.content, spec.content.field
    if content.children:
        names["KINDS"] = frozenset((*content.elements, Comment))
        yield "0 < height <= DEEPEST"
        if content.required and content.holds is Holds.CHILDREN:
            names["TARGETS"] = frozenset(content.elements)
            yield f"{v} and {v}[0].__class__ in TARGETS"
    elif content.value is not None:
        yield content.value.quick(v, names)
    for attribute in spec.attributes:
        quick = attribute.value.quick(attribute.field, names)
        yield quick if attribute.required else f"{attribute.field} is None or ({quick})"
    for number, rule in enumerate(spec.rules):
        names[f"rule_{number}"] = rule.holds
        yield f"rule_{number}({', '.join(rule.fields)})"


def _writer(spec: ElementSpec, names: dict[str, object]) -> Iterator[str]:
    yield "def _write(self, put, line, step):"
    yield f"    tag = '<{spec.tag}'"
    for attribute in spec.attributes:
        add = f"tag += f' {attribute.name}=\"{{{_written(attribute, names)}}}\"'"
        if attribute.required:
            yield f"    v = self.{attribute.field}"
            yield f"    {add}"
        else:
            yield f"    if (v := self.{attribute.field}) is not None:"
            yield f"        {add}"
    yield "    if self.extra is not NOTHING:"
    yield "        tag += attributes(self.extra)"
    yield from _inside(spec)


def _written(attribute: AttributeSpec, names: dict[str, object]) -> str:
    """Write the expression that is the text of `v`, an attribute's value."""
    value = attribute.value
    if _is_bare(value):
        return "v"
    if isinstance(value, Boolean):
        return '"true" if v else "false"'
    if _is_text(value):
        return "quoted(v)"
    names[f"dump_{attribute.field}"] = value.dump
    return f"quoted(dump_{attribute.field}(v))"


def _is_bare(value: Value) -> bool:
    """Whether a value has nothing to escape and is its own text."""
    if isinstance(value, Choice):
        return all(_write.quoted(word) == word for word in value.words)
    if isinstance(value, OneOf):
        return all(map(_is_bare, value.members))
    return isinstance(value, Whole)


def _is_text(value: Value) -> bool:
    if isinstance(value, OneOf):
        return all(map(_is_text, value.members))
    return isinstance(value, Text | Choice)


def _inside(spec: ElementSpec) -> Iterator[str]:
    content, end = spec.content, f"</{spec.tag}>"
    if content.holds is Holds.NOTHING:
        yield "    put(f'{tag}/>')"
        return
    if content.holds is Holds.VALUE:
        yield f"    put(f'{{tag}}>{{text(self.{content.field})}}{end}')"
        return
    yield f"    nodes = self.{content.field}"
    yield "    if not nodes:"
    yield "        put(f'{tag}/>')"
    yield "        return"
    yield "    put(f'{tag}>')"
    if content.holds is Holds.SPEECH:
        yield "    for node in nodes:"
        yield "        if node.__class__ is str:"
        yield "            put(text(node))"
        yield "        else:"
        yield "            node._write(put, '', '')"
    else:
        yield "    if step:"
        yield "        deeper = line + step"
        yield "        for node in nodes:"
        yield "            put(deeper)"
        yield "            node._write(put, deeper, step)"
        yield "        put(line)"
        yield "    else:"
        yield "        for node in nodes:"
        yield "            node._write(put, '', '')"
    yield f"    put('{end}')"
