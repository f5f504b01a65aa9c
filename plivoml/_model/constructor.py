"""
Straight-line Python for each class, made from its declaration.

Walking a declaration for every value would cost several times what the value itself
does.  So the first use of a class writes the two functions that a patient person would
write by hand, and compiles them:

* `__new__` asks in one condition whether everything is right as it was given.  If so,
  it keeps it; if not, `_settle.element` converts what may be converted or tells what is
  wrong.  The condition may be too strict, never too lax.
* `_write` puts the tag, then each attribute that is set, then what is in the element.

For `Number` with two of its attributes they look like this:

    def __new__(cls, number, second=NOTHING, send_digits=None, send_on_preanswer=None,
                extra=NOTHING):
        if second is not NOTHING:
            refuse(CLASS)
        if not (
            (number.__class__ is str and number.isprintable() and number and ...) and
            (send_digits is None or (send_digits.__class__ is str and ...)) and
            (send_on_preanswer is None or (send_on_preanswer.__class__ is bool)) and
            extra is NOTHING
        ):
            number, send_digits, send_on_preanswer, extra = coerce(CLASS, (number, ...))
        if extra is NOTHING:
            self, kind = new(OPEN), CLASS
        else:
            self, kind = new(OPEN_ROOMY), ROOMY
            self.extra = extra
        self.number = number
        self.send_digits = send_digits
        self.send_on_preanswer = send_on_preanswer
        self.__class__ = kind
        return self

    def _write(self, put, line, step):
        tag = '<Number'
        if (v := self.send_digits) is not None:
            tag = f'{tag} sendDigits="{v}"'
        if (v := self.send_on_preanswer) is not None:
            tag = f'{tag} sendOnPreanswer="{"true" if v else "false"}"'
        if self.extra is not NOTHING:
            tag = f'{tag}{attributes(self.extra)}'
        put(f'{tag}>{text(self.number)}</Number>')

All but the first are keywords: whoever gives another one by position gives `second`, which
is refused.  A star would say it better, but Python looks the default of each parameter
behind a star up in a dictionary, which takes longer than most checks.

`OPEN` is a twin of the class, a subclass that can be assigned to: an instance is filled
as a twin and then becomes what it is.  That takes half the time of going
around the frozen class for each field.

What a document holds thousands of is kept small:

* A child that is alone is kept without the tuple around it, and a list or a mapping as
  the text that is written.  Users see the tuple and the mapping: properties make them.
* Hardly an element has `extra`: those that do are of a subclass that has room for it.
"""

from __future__ import annotations

import inspect
import operator
import typing

from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn, TypeVar, cast

from . import coercion, escaping, values
from .mapping import NOTHING
from .spec import AttributeSpec, ContentModel, ContentSpec, ElementSpec, spec_of
from .values import Boolean, Enumeration, Integer, Text, Union, Value


if typing.TYPE_CHECKING:
    from .nodes import Element

ElementT = TypeVar("ElementT", bound="Element")

#: Before the name of a field stands this where what is kept is not what users see.
KEPT: Final = "_kept_"

_SECOND: Final = "second"


def on_first_use(cls: type[Element]) -> None:
    """Have the methods of *cls* made when its first instance is."""

    def __new__(called: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: N807
        make(cls)
        return called.__new__(called, *args, **kwargs)

    cls.__new__ = staticmethod(__new__)  # type: ignore[method-assign, assignment]
    cls.__signature__ = _Signature()  # type: ignore[attr-defined]


def make_once(cls: type[Element]) -> None:
    """Have the methods of *cls* made, if nobody had."""
    if "_is_made" not in vars(cls):
        make(cls)


def make(cls: type[Element]) -> None:
    """Write and compile the methods of *cls*."""
    spec = spec_of(cls)
    kept = _show(spec)
    roomy = _subclass(cls, "extra")
    names: dict[str, object] = {
        "CLASS": cls,
        "DEEPEST": coercion.DEEPEST,
        "NOTHING": NOTHING,
        "OPEN": _twin(cls),
        "OPEN_ROOMY": _twin(roomy),
        "ROOMY": roomy,
        "attributes": escaping.attributes,
        "elements": coercion.elements,
        "new": object.__new__,
        "quoted": escaping.quoted,
        "quoted_line": escaping.quoted_line,
        "refuse": _refuse,
        "coerce": coercion.element,
        "speech": coercion.speech,
        "text": escaping.text,
    }
    source = "\n".join([*_new(spec, kept, names), *_writer(spec, kept, names)])
    exec(compile(source, f"<plivoml {cls.__name__}>", "exec"), names)  # noqa: S102
    made: Any = names
    # Another thread may use the class as soon as it has its constructor.
    cls._write = made["_write"]  # type: ignore[method-assign]
    cls.__new__ = staticmethod(made["__new__"])  # type: ignore[method-assign]
    cls._is_made = True


def unchecked(cls: type[ElementT], kept: Mapping[str, object]) -> ElementT:
    """Return an element of *cls* with what is kept of some fields; the others are not set."""
    make_once(cls)
    element = object.__new__(cls)
    for field, value in kept.items():
        vars(cls).get(KEPT + field, vars(cls)[field]).__set__(element, value)
    return element


def _show(spec: ElementSpec) -> dict[str, str]:
    """
    Let users see a tuple or a mapping where something shorter is kept.

    Return the names under which the fields are kept.
    """
    cls = spec.cls
    views = {a.field: values.view_of(a.value) for a in spec.attributes}
    if spec.content.children:
        views[spec.content.field] = _several
    kept = {field: KEPT + field for field, view in views.items() if view is not None}
    for field, name in kept.items():
        slot = vars(cls)[field]
        # Another thread may have been here.
        if not isinstance(slot, property):
            setattr(cls, name, slot)
            setattr(cls, field, _shown(name, views[field]))
    # What is kept of a mapping depends on its order, which does not count.
    mappings = {a.field for a in spec.attributes if values.has_pairs(a.value)}
    compared = [name if name in mappings else kept.get(name, name) for name in cls._names]
    cls._values = operator.attrgetter(*compared)
    return kept


def _shown(name: str, view: Any) -> property:
    def shown(element: Element) -> object:
        return view(getattr(element, name))

    return property(shown)


def _several(kept: object) -> tuple[object, ...]:
    return cast("tuple[object, ...]", kept) if isinstance(kept, tuple) else (kept,)


def _twin(cls: type[Element]) -> type[Element]:
    # Python has one slot for both; it is fast if neither is a Python function.
    setters = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return _subclass(cls, **setters)


def _subclass(cls: type[Element], *slots: str, **members: object) -> type[Element]:
    """Make a subclass that looks as *cls* does."""
    same = {name: getattr(cls, name) for name in ("__doc__", "__module__", "__qualname__")}
    return type(cls.__name__, (cls,), {"__slots__": slots, **same, **members}, is_twin=True)


class _Signature:
    """The signature of a class, for `help()` and notebooks."""

    def __get__(self, instance: object, cls: type[Element]) -> inspect.Signature:
        # It may be one with room for `extra`.
        cls = cls._kind
        make_once(cls)
        made = inspect.signature(cls.__new__).parameters
        keywords = [*spec_of(cls).by_field, "extra"]
        return inspect.Signature(
            [
                *([made[cls._content]] if cls._content else []),
                *(made[name].replace(kind=inspect.Parameter.KEYWORD_ONLY) for name in keywords),
            ]
        )


def _new(spec: ElementSpec, kept: Mapping[str, str], names: dict[str, object]) -> Iterator[str]:
    content = spec.content
    fields = [a.field for a in spec.attributes]
    required = [a.field for a in spec.attributes if a.required]
    parameters = [f"{_SECOND}=NOTHING"]
    parameters += [f"{a.field}=None" for a in spec.attributes if not a.required]
    parameters += ["extra=NOTHING", *(["*", *required] if required else [])]
    if content.field:
        fields.insert(0, content.field)
        parameters.insert(0, content.field if content.required else f"{content.field}=()")
    given = [*fields, "extra"]
    coerced = ["nodes", *given[1:], "height"] if content.children else given

    yield f"def __new__(cls, {', '.join(parameters)}):"
    yield f"    if {_SECOND} is not NOTHING:"
    yield "        refuse(CLASS)"
    yield from _prepared(content, names)
    yield "    if not ("
    for condition in _conditions(spec, names):
        yield f"        ({condition}) and"
    yield "        extra is NOTHING"
    yield "    ):"
    yield f"        {', '.join(coerced)} = coerce(CLASS, ({', '.join(given)}))"
    yield "    if extra is NOTHING:"
    yield "        self, kind = new(OPEN), CLASS"
    yield "    else:"
    yield "        self, kind = new(OPEN_ROOMY), ROOMY"
    yield "        self.extra = extra"
    for field, value in zip(fields, coerced, strict=False):
        yield f"    self.{kept.get(field, field)} = {value}"
    if content.children:
        yield "    self._height = height"
    yield "    self.__class__ = kind"
    yield "    return self"


def _refuse(cls: type[Element]) -> NoReturn:
    takes = f"one positional argument, {cls._content}" if cls._content else "no positional argument"
    msg = f"{cls.__name__}() takes {takes}; attributes are given by keyword"
    raise TypeError(msg)


def _prepared(content: ContentSpec, names: dict[str, object]) -> Iterator[str]:
    """Bring the children into the form in which they are kept, where that is simple."""
    v = content.field
    if content.holds is ContentModel.CHILDREN:
        yield f"    nodes, height = elements({v}, KINDS)"
    elif content.holds is ContentModel.SPEECH:
        yield f"    if {v}.__class__ is str and {v} and {values.printable(v, names)}:"
        yield f"        nodes, height = {v}, 1"
        yield "    else:"
        yield f"        nodes, height = speech({v}, KINDS)"


def _conditions(spec: ElementSpec, names: dict[str, object]) -> Iterator[str]:
    """Say what is true of values that are right as they are."""
    from .nodes import Comment

    content, v = spec.content, spec.content.field
    if content.children:
        names["KINDS"] = frozenset((*content.elements, Comment))
        # A comment is no element, and not high.
        needs_element = content.required and content.holds is ContentModel.CHILDREN
        yield f"{int(needs_element)} < height <= DEEPEST"
    elif content.value is not None:
        yield content.value.fast_check(v, names)
    for attribute in spec.attributes:
        quick = attribute.value.fast_check(attribute.field, names)
        yield quick if attribute.required else f"{attribute.field} is None or ({quick})"
    for number, rule in enumerate(spec.rules):
        names[f"rule_{number}"] = rule.holds
        yield f"rule_{number}({', '.join(rule.fields)})"


def _writer(spec: ElementSpec, kept: Mapping[str, str], names: dict[str, object]) -> Iterator[str]:
    yield "def _write(self, put, line, step):"
    yield f"    tag = '<{spec.tag}'"
    for attribute in spec.attributes:
        field = kept.get(attribute.field, attribute.field)
        written = _written(attribute, names)
        add = f"tag = f'{{tag}} {attribute.name}=\"{{{written}}}\"'"
        if attribute.required:
            yield f"    v = self.{field}"
            yield f"    {add}"
        else:
            yield f"    if (v := self.{field}) is not None:"
            yield f"        {add}"
    yield "    if self.extra is not NOTHING:"
    yield "        tag = f'{tag}{attributes(self.extra)}'"
    yield from _inside(spec, kept)


def _written(attribute: AttributeSpec, names: dict[str, object]) -> str:
    """Write the expression that is the text of `v`, an attribute's value."""
    value = attribute.value
    if _is_bare(value):
        return "v"
    if isinstance(value, Boolean):
        return '"true" if v else "false"'
    if isinstance(value, Text) and value.is_one_line:
        return "quoted_line(v)"
    if values.is_text(value):
        return "quoted(v)"
    names[f"dump_{attribute.field}"] = value.dump
    return f"quoted(dump_{attribute.field}(v))"


def _is_bare(value: Value) -> bool:
    """Whether a value has nothing to escape and is its own text."""
    if isinstance(value, Enumeration):
        return all(escaping.quoted(word) == word for word in value.words)
    if isinstance(value, Union):
        return all(map(_is_bare, value.members))
    if isinstance(value, Text):
        return value.is_closed and escaping.quoted(value.pattern or "") == value.pattern
    return isinstance(value, Integer)


def _inside(spec: ElementSpec, kept: Mapping[str, str]) -> Iterator[str]:
    content, end = spec.content, f"</{spec.tag}>"
    if content.holds is ContentModel.NOTHING:
        yield "    put(f'{tag}/>')"
        return
    if content.holds is ContentModel.VALUE:
        yield f"    put(f'{{tag}}>{{text(self.{content.field})}}{end}')"
        return
    yield f"    nodes = self.{kept[content.field]}"
    if content.holds is ContentModel.SPEECH:
        yield "    if nodes.__class__ is str:"
        yield f"        put(f'{{tag}}>{{text(nodes)}}{end}')"
        yield "        return"
    yield "    if nodes.__class__ is not tuple:"
    yield "        nodes = (nodes,)"
    yield "    if not nodes:"
    yield "        put(f'{tag}/>')"
    yield "        return"
    yield "    put(f'{tag}>')"
    if content.holds is ContentModel.SPEECH:
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
