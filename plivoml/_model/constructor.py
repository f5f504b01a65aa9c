"""
Straight-line Python for each class, made from its declaration.

Walking a declaration for every value would cost several times what the value itself
does.  So the first use of a class writes the two functions that a patient person would
write by hand, and compiles them:

* `__new__` asks in one condition whether everything is right as it was given.  If so,
  it stores it; if not, `coercion.element` converts what may be converted or tells what is
  wrong.  The condition may be too strict, never too lax.
* `_write` puts the tag, then each attribute that is set, then what is in the element.

For `Number` with two of its attributes they look like this:

    def __new__(cls, number=MISSING, *surplus, send_digits=None, send_on_preanswer=None,
                extra=NOTHING, **wrong):
        if surplus or wrong or not (
            (number.__class__ is str and number.isprintable() and number and ...) and
            (send_digits is None or (send_digits.__class__ is str and ...)) and
            (send_on_preanswer is None or (send_on_preanswer.__class__ is bool)) and
            extra is NOTHING
        ):
            number, send_digits, send_on_preanswer, extra = coerce(
                CLASS, (number, send_digits, send_on_preanswer, extra), surplus, wrong)
        self = new(TWIN)
        self.number = number
        self.send_digits = send_digits
        self.send_on_preanswer = send_on_preanswer
        self.extra = extra
        self.__class__ = CLASS
        return self

    def _write(self, put, line, step):
        tag = '<Number'
        if (v := self.send_digits) is not None:
            tag = f'{tag} sendDigits="{v}"'
        if (v := self.send_on_preanswer) is not None:
            v = 'true' if v else 'false'
            tag = f'{tag} sendOnPreanswer="{v}"'
        if self.extra is not NOTHING:
            tag = f'{tag}{attributes(self.extra)}'
        v = self.number
        if '&' in v or '<' in v or ...:
            v = v.replace('&', '&amp;').replace('<', '&lt;')...
        put(f'{tag}>{v}</Number>')

`TWIN` is a mutable twin of the class, a subclass that can be assigned to: an instance is
filled as a twin and then becomes what it is.  That takes half the time of going around
the frozen class for each field.

A traceback shows the lines of these functions, and `inspect.getsource` gives them.
"""

from __future__ import annotations

import inspect
import linecache
import typing

from collections.abc import Iterator, Sequence
from typing import Any, cast

from . import coercion, escaping, values
from .characters import printable
from .coercion import MISSING
from .mapping import NOTHING
from .nodes import DEEPEST, Comment, Element
from .spec import AttributeSpec, ContentSpec, ElementSpec, spec_of
from .values import Boolean, Enumeration, Integer, Text, Value


def on_first_use(cls: type[Element]) -> None:
    """Have the methods of `cls` made when its first instance is."""

    def __new__(called: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: N807
        make(cls)
        return called.__new__(called, *args, **kwargs)

    cls.__new__ = staticmethod(__new__)  # type: ignore[method-assign, assignment]
    cls.__signature__ = _Signature()  # type: ignore[attr-defined]


def make(cls: type[Element]) -> None:
    """Write and compile the methods of `cls`."""
    spec = spec_of(cls)
    names: dict[str, object] = {
        "CLASS": cls,
        "DEEPEST": DEEPEST,
        "MISSING": MISSING,
        "NOTHING": NOTHING,
        "TWIN": _twin(cls),
        "attributes": escaping.attributes,
        "coerce": coercion.element,
        "new": object.__new__,
        "nodes_of": _nodes,
    }
    source = "\n".join([*_new(spec, names), *_writer(spec, names), ""])
    file = f"<plivoml {cls.__name__}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(source, file, "exec"), names)  # noqa: S102
    made: Any = names
    # Python names it where it refuses arguments.
    made["__new__"].__qualname__ = cls.__qualname__
    # Another thread may use the class as soon as it has its constructor.
    cls._write = made["_write"]  # type: ignore[method-assign]
    cls.__new__ = staticmethod(made["__new__"])  # type: ignore[method-assign]


def make_once(cls: type[Element]) -> None:
    """Have the methods of `cls` made, if they are not yet."""
    if "_write" not in vars(cls):
        make(cls)


def _twin(cls: type[Element]) -> type[Element]:
    """Make a subclass that looks as `cls` does and can be assigned to."""
    same = {"__doc__": vars(cls)["__doc__"], "__module__": cls.__module__}
    # Python has one slot for both; it is fast if neither is a Python function.
    setters = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(
        cls.__name__,
        (cls,),
        {"__slots__": (), "__qualname__": cls.__qualname__, **same, **setters},
        is_twin=True,
    )


class _Signature:
    """The signature of a class, with types and defaults, for `help()` and notebooks."""

    def __get__(self, instance: object, cls: type[Element]) -> inspect.Signature:
        make_once(cls)
        made: Any = cls.__new__
        hints = typing.get_type_hints(cls)
        # What the function takes beside the fields is refused; attrs makes one of them alone.
        itself, *given = inspect.signature(cast("Any", cls).__attrs_init__).parameters.values()
        parameters = [one.replace(annotation=hints[one.name]) for one in given]
        made.__signature__ = inspect.Signature([itself.replace(name="cls"), *parameters])
        return inspect.Signature(parameters)


def _nodes(given: Any, kinds: set[type]) -> tuple[Any, int]:
    """
    Return what is stored of the nodes in `given`, and the height of the element around them.

    A height of 0 says that something is not right as it is.
    """
    if given.__class__ is not list and given.__class__ is not tuple:
        return given, 0
    nodes: Sequence[Any] = given
    highest, after_text = 0, False
    for node in nodes:
        if type(node) not in kinds:
            return given, 0
        if type(node) is not str:
            after_text = False
            height = node._height
            if height > highest:  # noqa: PLR1730 - max() takes longer than all the rest
                highest = height
        elif after_text or not node or not node.isprintable():
            # Texts side by side run together, as in XML.
            return given, 0
        else:
            after_text = True
    return tuple(nodes), highest + 1


def _new(spec: ElementSpec, names: dict[str, object]) -> Iterator[str]:
    content = spec.content
    given = [*spec.by_field, "extra"]
    parameters = [f"{a.field}={'MISSING' if a.required else 'None'}" for a in spec.attributes]
    parameters = ["*surplus", *parameters, "extra=NOTHING", "**wrong"]
    if content.field:
        given.insert(0, content.field)
        parameters.insert(0, f"{content.field}={'MISSING' if content.required else '()'}")
    stored = ["nodes", *given[1:]] if content.children else given
    height = ["height"] if content.children else []

    yield f"def __new__(cls, {', '.join(parameters)}):"
    yield from _prepared(content, names)
    yield "    if surplus or wrong or not ("
    for condition in _conditions(spec, names):
        yield f"        ({condition}) and"
    yield "        extra is NOTHING"
    yield "    ):"
    yield f"        {', '.join([*stored, *height])} = coerce("
    yield f"            CLASS, ({', '.join([*given, ''])}), surplus, wrong)"
    yield "    self = new(TWIN)"
    for field, value in zip(given, stored, strict=True):
        yield f"    self.{field} = {value}"
    of_class: object = spec.cls._height
    if inspect.ismemberdescriptor(of_class):
        yield "    self._height = height"
    yield "    self.__class__ = CLASS"
    yield "    return self"


def _prepared(content: ContentSpec, names: dict[str, object]) -> Iterator[str]:
    """Bring the children into the form in which they are stored, where that is simple."""
    v = content.field
    if content.holds == "words and elements":
        yield f"    if {v}.__class__ is str and {v} and {printable(v, names)}:"
        yield f"        nodes, height = ({v},), 1"
        yield "    else:"
        yield f"        nodes, height = nodes_of({v}, KINDS)"
    elif content.children:
        yield f"    nodes, height = nodes_of({v}, KINDS)"


def _conditions(spec: ElementSpec, names: dict[str, object]) -> Iterator[str]:
    """Say what is true of values that are right as they are."""
    content, v = spec.content, spec.content.field
    if content.children:
        is_speech = content.holds == "words and elements"
        names["KINDS"] = {*content.elements, Comment, *([str] if is_speech else [])}
        # A comment is no element, and not high.
        needs_element = content.required and not is_speech
        yield f"{int(needs_element)} < height <= DEEPEST"
    elif content.value is not None:
        yield content.value.fast_check(v, names)
    for attribute in spec.attributes:
        check = attribute.value.fast_check(attribute.field, names)
        yield check if attribute.required else f"{attribute.field} is None or ({check})"
    for number, rule in enumerate(spec.rules):
        names[f"rule_{number}"] = rule.holds
        yield f"rule_{number}({', '.join(rule.fields)})"


def _writer(spec: ElementSpec, names: dict[str, object]) -> Iterator[str]:
    yield "def _write(self, put, line, step):"
    yield f"    tag = '<{spec.tag}'"
    for attribute in spec.attributes:
        yield f"    if (v := self.{attribute.field}) is not None:"
        yield from (f"        {line}" for line in _text_of(attribute, names))
        yield f"        tag = f'{{tag}} {attribute.name}=\"{{v}}\"'"
    yield "    if self.extra is not NOTHING:"
    yield "        tag = f'{tag}{attributes(self.extra)}'"
    yield from _inside(spec)


def _text_of(attribute: AttributeSpec, names: dict[str, object]) -> Iterator[str]:
    """Make the text in XML of `v`, an attribute's value."""
    if attribute.value == Boolean():
        yield "v = 'true' if v else 'false'"
        return
    members = values.members_of(attribute.value)
    if all(map(_is_bare, members)):
        return
    are_texts = all(isinstance(member, Text | Enumeration) for member in members)
    if not are_texts:
        names[f"dump_{attribute.field}"] = attribute.value.dump
        yield f"v = dump_{attribute.field}(v)"
    is_line = all(member.is_one_line for member in members if isinstance(member, Text))
    yield from _escaped("v", "quoted_line" if are_texts and is_line else "quoted")


def _escaped(v: str, form: str) -> Iterator[str]:
    """Escape a text in one of the forms; to look costs less than to replace."""
    replaced = escaping.ESCAPED[form].items()
    yield f"if {' or '.join(f'{character!r} in {v}' for character, _ in replaced)}:"
    yield f"    {v} = {v}{''.join(f'.replace{pair}' for pair in replaced)}"


def _is_bare(value: Value) -> bool:
    """Whether a value has nothing to escape and is its own text."""
    if isinstance(value, Enumeration):
        return all(escaping.quoted(word) == word for word in value.words)
    return isinstance(value, Integer) or (isinstance(value, Text) and value.is_plain)


def _inside(spec: ElementSpec) -> Iterator[str]:
    content, end = spec.content, f"</{spec.tag}>"
    if content.holds == "nothing":
        yield "    put(f'{tag}/>')"
        return
    if content.holds == "one value":
        yield f"    v = self.{content.field}"
        yield from (f"    {line}" for line in _escaped("v", "text"))
        yield f"    put(f'{{tag}}>{{v}}{end}')"
        return
    yield f"    nodes = self.{content.field}"
    yield "    if not nodes:"
    yield "        put(f'{tag}/>')"
    yield "        return"
    yield "    put(tag)"
    yield "    put('>')"
    if content.holds == "words and elements":
        yield "    for node in nodes:"
        yield "        if node.__class__ is str:"
        yield from (f"            {line}" for line in _escaped("node", "text"))
        yield "            put(node)"
        yield "        else:"
        yield "            node._write(put, '', '')"
        yield f"    put('{end}')"
    else:
        yield "    deeper = line + step"
        yield "    for node in nodes:"
        yield "        if step:"
        yield "            put(deeper)"
        yield "        node._write(put, deeper, step)"
        yield f"    put(line + '{end}')"
