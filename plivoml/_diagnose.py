"""
What is wrong with a document, all of it, and what can be kept all the same.

The document is read into tags with their places, without asking what they mean.  Then
each tag is held against the declaration of its element.
"""

from __future__ import annotations

import re

from collections.abc import Callable, Sequence
from typing import Any, Final, NoReturn, cast
from xml.parsers import expat

import attrs

from . import _complaints, _foreign, _spec, _well_formed, _write
from ._complaints import Complaint
from ._element import Comment, Element, UnknownElement, by_tag
from ._problem import Problem
from ._read import ENCODINGS, LARGEST
from ._settle import DEEPEST
from ._spec import ElementSpec, Holds
from ._values import WHITE_SPACE, WRONG


_SCHEMA_NAMESPACE: Final = "http://www.w3.org/2001/XMLSchema-instance"
_BYTE_ORDER_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ATTRIBUTE: Final = re.compile(
    rb"""[ \t\r\n]+([^ \t\r\n=]+)[ \t\r\n]*=[ \t\r\n]*(?:"[^"]*"|'[^']*')"""
)
_TAG_NAME: Final = re.compile(rb"<[^ \t\r\n/>]+")
_IGNORE: Final = re.compile(r"\s*plivoml:\s*ignore\s(.*)", re.DOTALL)
_RULE: Final = re.compile("[a-z0-9-]+")
# As many names as are worth a sentence.
_FEW: Final = 2
_LINE_END: Final = re.compile("\r\n|\r|\n")


@attrs.define(eq=False)
class _Text:
    text: str
    place: int


@attrs.define(eq=False)
class Tag:
    """A tag as it stands in the document."""

    name: str
    attributes: dict[str, str]
    place: int
    parent: Tag | None
    number: int
    """It is the n-th of its name in its parent."""
    content: list[Tag | _Text | Comment] = attrs.field(factory=list["Tag | _Text | Comment"])
    counts: dict[str, int] = attrs.field(factory=dict[str, int])
    closed: bool = False
    ignored: frozenset[str] = frozenset()
    """The rules that a comment before it turns off, for it and for what is in it."""

    def ignores(self, rule: str) -> bool:
        """Whether a comment turns a rule off here."""
        return rule in self.ignored or (self.parent is not None and self.parent.ignores(rule))

    @property
    def path(self) -> str:
        if self.parent is None:
            return f"/{self.name}"
        index = f"[{self.number}]" if self.parent.counts[self.name] > 1 else ""
        return f"{self.parent.path}/{self.name}{index}"


class _RefusedError(Exception):
    """Nothing after this place is read."""


@attrs.frozen
class Finding:
    """A complaint and its place in a document."""

    place: int
    path: str
    complaint: Complaint
    cls: type[Element] | None = None
    tag: Tag | None = None
    attribute: str | None = None


@attrs.frozen
class Diagnosis:
    """What a document says, where it can be read at all, and what is wrong with it."""

    element: Element | None
    data: bytes
    findings: tuple[Finding, ...]
    built: tuple[tuple[Element, Tag], ...] = ()
    """What became of each tag that stands in a known element, in their order."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, in the order of the document."""
        return placed(self.data, self.findings)


def diagnose(source: str | bytes, root: str | None) -> Diagnosis:
    """
    Read *source*, whose root is to be *root* if one is given.

    There is no element in the answer if the text is not the XML that this package reads.
    """
    reader = Reader(source)
    judge = _Judge(reader.data)
    element: Element | None = None
    if reader.root is not None:
        element = judge.root(reader.root, root)
    if reader.refusals:
        element = None
    findings = (*judge.findings, *reader.refusals)
    built = sorted(judge.built, key=lambda pair: pair[1].place)
    return Diagnosis(element, reader.data, findings, tuple(built))


class Reader:
    """Tags, texts and comments with their places; what makes the text no XML for us."""

    def __init__(self, source: str | bytes) -> None:
        self.root: Tag | None = None
        self.tags: list[Tag] = []
        self.refusals: list[Finding] = []
        self.data, self._encoding = _bytes(source)
        self._open: list[Tag] = []
        self._ignored: frozenset[str] = frozenset()
        if len(self.data) > LARGEST:
            megabytes = len(self.data) / 1024 / 1024
            message = f"expected at most 10 MB; got {megabytes:.1f} MB"
            self._add(0, Complaint("refused-xml", message))
            return
        self._parser = expat.ParserCreate(self._encoding)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.CommentHandler = self._comment
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._doctype
        try:
            self._parser.Parse(self.data, True)  # noqa: FBT003
        except _RefusedError:
            pass
        except expat.ExpatError as error:
            self._not_well_formed(error)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) == DEEPEST:
            self._refuse(_complaints.too_deep())
        self._check_namespaces(name, attributes)
        place = self._parser.CurrentByteIndex
        if not self._open:
            tag = self.root = Tag(name, attributes, place, None, 1)
        else:
            parent = self._open[-1]
            number = parent.counts[name] = parent.counts.get(name, 0) + 1
            tag = Tag(name, attributes, place, parent, number)
            parent.content.append(tag)
        tag.ignored, self._ignored = self._ignored, frozenset()
        self._open.append(tag)
        self.tags.append(tag)

    def _end(self, name: str) -> None:
        del name
        self._open.pop().closed = True
        self._ignored = frozenset()

    def _characters(self, text: str) -> None:
        self._open[-1].content.append(_Text(text, self._parser.CurrentByteIndex))
        if text.strip(WHITE_SPACE):
            self._ignored = frozenset()

    def _comment(self, text: str) -> None:
        if found := _IGNORE.match(text):
            self._ignored |= {*_RULE.findall(found[1])}
        if self._open:
            self._open[-1].content.append(Comment(text))

    def _instruction(self, target: str, data: str) -> None:
        del data
        if ":" in target:
            self._refuse(_refusal("no namespaces", target))

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        del standalone
        if version != "1.0":
            self._refuse(_refusal("XML 1.0", version))
        if self._encoding is None and encoding and encoding.lower() not in ENCODINGS:
            self._refuse(_refusal("an encoding that every parser reads, such as UTF-8", encoding))

    def _doctype(self, *_: object) -> NoReturn:
        # Expat is past it by now.
        place = self.data.rfind(b"<!DOCTYPE", 0, self._parser.CurrentByteIndex + 1)
        self._refuse(_refusal("no document type declaration", "<!DOCTYPE"), place)

    def _check_namespaces(self, tag: str, attributes: dict[str, str]) -> None:
        """Refuse namespaces; take the location of a schema, which is for editors, away."""
        if not self._open and attributes.get("xmlns:xsi") == _SCHEMA_NAMESPACE:
            attributes.pop("xmlns:xsi")
            attributes.pop("xsi:noNamespaceSchemaLocation", None)
        for name in (tag, *attributes):
            prefix, _, local = name.partition(":")
            is_xml = prefix == "xml" and local and ":" not in local and name is not tag
            if prefix == "xmlns" or (prefix != name and not is_xml):
                self._refuse(_refusal("no namespaces", name))

    def _refuse(self, complaint: Complaint, place: int | None = None) -> NoReturn:
        self._add(self._parser.CurrentByteIndex if place is None else place, complaint)
        raise _RefusedError

    def _add(self, place: int, complaint: Complaint) -> None:
        path = self._open[-1].path if self._open else "/"
        self.refusals.append(Finding(place, path, complaint))

    def _not_well_formed(self, error: expat.ExpatError) -> None:
        code = expat.errors.messages[error.code]
        tag = self._open[-1].name if self._open else None
        self._add(*_well_formed.explain(self.data, self._parser.ErrorByteIndex, code, tag))


class _Judge:
    """Holds tags against the declarations of their elements."""

    def __init__(self, data: bytes) -> None:
        self.findings: list[Finding] = []
        self.built: list[tuple[Element, Tag]] = []
        self._data = data

    def root(self, tag: Tag, name: str | None) -> Element:
        """Build the root, which is to have a name if one is given."""
        if name is not None and tag.name != name:
            if by_tag.get(tag.name) is None:
                self._unknown_element(tag, [name])
            else:
                message = f"expected {name} as the root; got {tag.name!r}"
                self._add(tag, Complaint("misplaced-element", message))
            return self._unknown(tag)
        if by_tag.get(tag.name) is None:
            self._unknown_element(tag, list(by_tag))
            return self._unknown(tag)
        return self._element(tag, by_tag[tag.name])

    def _element(self, tag: Tag, cls: type[Element]) -> Element:
        spec = _spec.spec_of(cls)
        content = self._content(tag, spec)
        before = len(self.findings)
        values = self._attributes(tag, spec)
        for field, complaint in _complaints.across(spec, values, spec.spelled):
            self._add(tag, complaint, cls, spec.spelled(field) if field else None)
        is_broken = content is WRONG or not tag.closed or len(self.findings) > before
        extra = {name: text for name, text in tag.attributes.items() if name not in spec.by_name}
        for name in extra:
            self._unknown_attribute(tag, spec, name)
        if is_broken:
            return self._unknown(tag)
        if spec.content.field:
            values[spec.content.field] = content
        build = cast("Callable[..., Element]", cls)
        element = build(**values, extra=extra)
        self.built.append((element, tag))
        return element

    def _attributes(self, tag: Tag, spec: ElementSpec) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, attribute in spec.by_name.items():
            if name in tag.attributes:
                value = attribute.value.load(tag.attributes[name])
                if value is WRONG:
                    given = tag.attributes[name]
                    wrong = _complaints.bad_value(attribute.value, given, secret=attribute.secret)
                    self._add(tag, wrong, spec.cls, name)
                values[attribute.field] = value
            elif attribute.required:
                message = f"expected the attribute {name!r}; got none"
                self._add(tag, Complaint("missing-attribute", message), spec.cls)
        return values

    def _content(self, tag: Tag, spec: ElementSpec) -> Any:
        """Return what stands between the tags, or `WRONG` where *tag* is to blame."""
        if not spec.content.children:
            return self._value(tag, spec)
        is_speech = spec.content.holds is Holds.SPEECH
        nodes: list[Element | Comment | str] = []
        for node in tag.content:
            match node:
                case Tag():
                    nodes.append(self._child(node, spec))
                case Comment():
                    nodes.append(node)
                case _Text(text) if is_speech:
                    nodes.append(text)
                case _:
                    pass
        before = len(self.findings)
        if not is_speech:
            self._stray_text(tag, spec)
            if spec.content.required and not tag.counts and tag.closed:
                self._add(tag, _complaints.missing_child(spec), spec.cls)
        return nodes if len(self.findings) == before else WRONG

    def _value(self, tag: Tag, spec: ElementSpec) -> object:
        before = len(self.findings)
        for node in tag.content:
            if isinstance(node, Tag):
                wanted = "a text" if spec.content.field else "nothing"
                self._misplaced(node, f"{wanted} in {tag.name}", spec)
        loaded: object = None
        if spec.content.value is None:
            self._stray_text(tag, spec)
        elif tag.closed and not tag.counts:
            text = "".join(node.text for node in tag.content if isinstance(node, _Text))
            value = text if spec.content.is_words else text.strip(WHITE_SPACE)
            loaded = spec.content.value.load(value)
            if loaded is WRONG and not text.strip(WHITE_SPACE):
                self._add(tag, _complaints.missing_text(spec.content.value, text), spec.cls)
            elif loaded is WRONG:
                self._add(tag, _complaints.bad_value(spec.content.value, value), spec.cls)
        return loaded if len(self.findings) == before else WRONG

    def _child(self, tag: Tag, around: ElementSpec) -> Element:
        cls = by_tag.get(tag.name)
        if cls is None:
            self._unknown_element(tag, [kind._tag for kind in around.content.elements])
            return self._unknown(tag)
        if cls not in around.content.elements:
            self._misplaced(tag, f"{_complaints.holds(around.content)} in {around.tag}", around)
            return self._unknown(tag)
        return self._element(tag, cls)

    def _stray_text(self, tag: Tag, spec: ElementSpec) -> None:
        texts = [node for node in tag.content if isinstance(node, _Text)]
        stray = next((node for node in texts if node.text.strip(WHITE_SPACE)), None)
        if stray is None:
            return
        # Expat hands a line over in pieces.
        text = "".join(node.text for node in texts).strip(WHITE_SPACE)
        takes = _complaints.holds(spec.content) if spec.content.field else "nothing"
        # Words are spoken wherever they can be; elsewhere they are the value of an element.
        kinds = [_spec.spec_of(kind) for kind in spec.content.elements]
        kinds.sort(key=lambda kind: kind.content.holds is not Holds.SPEECH)
        hint = next(
            (
                f"write <{kind.tag}>{_write.text(text)}</{kind.tag}>"
                for kind in kinds
                if kind.content.holds is Holds.SPEECH
                or (kind.content.value and kind.content.value.load(text) is not WRONG)
            ),
            None,
        )
        message = f"expected {takes} in {tag.name}; got the text {_complaints.shown(text)}"
        place = stray.place + len(stray.text) - len(stray.text.lstrip(WHITE_SPACE))
        complaint = Complaint("stray-text", message, hint)
        self.findings.append(Finding(place, tag.path, complaint, spec.cls, tag))

    def _misplaced(self, tag: Tag, wanted: str, around: ElementSpec) -> None:
        if tag.name not in by_tag:
            self._unknown_element(tag, [], wanted)
            return
        cls = by_tag[tag.name]
        parents = [t for t, c in by_tag.items() if cls in _spec.spec_of(c).content.elements]
        hint = f"it stands in <{parents[0]}>" if len(parents) == 1 else None
        message = f"expected {wanted}; got {tag.name!r}"
        self._add(tag, Complaint("misplaced-element", message, hint), around.cls)

    def _unknown_element(self, tag: Tag, known: Sequence[str], wanted: str | None = None) -> None:
        hint = (
            _foreign.TWILIO_ELEMENTS.get(tag.name)
            or _foreign.ARTEFACTS.get(tag.name)
            or _complaints.did_you_mean(tag.name, known)
            or _complaints.did_you_mean(tag.name, by_tag)
        )
        if wanted is None:
            few = len(known) <= _FEW
            wanted = _complaints.alternatives(known) if few else "an element of Plivo's"
        message = f"expected {wanted}; got {tag.name!r}"
        rule = "twilio-element" if tag.name in _foreign.TWILIO_ELEMENTS else "unknown-element"
        self._add(tag, Complaint(rule, message, hint))

    def _unknown_attribute(self, tag: Tag, spec: ElementSpec, name: str) -> None:
        instead = (known.name for known in spec.attributes if name in known.instead_of)
        owners = [tag for tag, cls in by_tag.items() if name in _spec.spec_of(cls).by_name]
        rule = "misplaced-attribute" if owners else "unknown-attribute"
        hint: str | None
        if wanted := next(instead, None):
            hint = f"write {wanted!r}"
        elif owners:
            hint = f"it belongs to {_complaints.alternatives(owners)}"
        elif name in _foreign.TWILIO_ATTRIBUTES:
            hint = "Plivo has nothing like it"
        else:
            hint = _complaints.did_you_mean(name, spec.by_name)
        message = f"expected an attribute of {tag.name}; got {name!r}"
        self._add(tag, Complaint(rule, message, hint), spec.cls, name)

    def _unknown(self, tag: Tag) -> UnknownElement:
        element = _unknown(tag)
        self.built.append((element, tag))
        return element

    def _add(
        self,
        tag: Tag,
        complaint: Complaint,
        cls: type[Element] | None = None,
        attribute: str | None = None,
    ) -> None:
        self.findings.append(find(self._data, tag, complaint, cls, attribute))


def find(
    data: bytes,
    tag: Tag,
    complaint: Complaint,
    cls: type[Element] | None,
    attribute: str | None,
) -> Finding:
    """Give a complaint on a tag, or on an attribute of it, its place."""
    path, place = tag.path, tag.place
    if attribute is not None:
        path += f"/@{attribute}"
        place = _place_of(data, tag, attribute)
    return Finding(place, path, complaint, cls, tag, attribute)


def _place_of(data: bytes, tag: Tag, attribute: str) -> int:
    """Find the name of an attribute in the text of its tag."""
    name = _TAG_NAME.match(data, tag.place)
    place = name.end() if name else tag.place
    while found := _ATTRIBUTE.match(data, place):
        if found[1].decode("utf-8", "replace") == attribute:
            return found.start(1)
        place = found.end()
    return tag.place


def _unknown(tag: Tag) -> UnknownElement:
    children: list[str | Comment | UnknownElement] = []
    for node in tag.content:
        match node:
            case Tag():
                children.append(_unknown(node))
            case _Text(text):
                children.append(text)
            case Comment():
                children.append(node)
    return UnknownElement(tag.name, tag.attributes, children)


def _refusal(expected: str, got: str) -> Complaint:
    return Complaint("refused-xml", f"expected {expected}; got {_complaints.shown(got)}")


def _bytes(source: str | bytes) -> tuple[bytes, str | None]:
    """Return *source* as bytes, and their encoding unless they say it themselves."""
    if isinstance(source, str):
        return source.encode("utf-8", "surrogatepass"), "utf-8"
    if source[:2] in _BYTE_ORDER_MARKS or b"\0" in source[:2]:
        # Places are found by searching for ASCII, which UTF-16 is not.
        encoding = "utf-16"
        if b"\0" in source[:2]:
            encoding = "utf-16-le" if source[1:2] == b"\0" else "utf-16-be"
        try:
            return source.decode(encoding).encode(), "utf-8"
        except UnicodeDecodeError:
            pass
    return source, None


def placed(data: bytes, findings: Sequence[Finding]) -> tuple[Problem, ...]:
    """Turn places into lines and columns, and findings into problems, in their order."""
    problems: list[Problem] = []
    start = _start(data)
    line, column = 1, 1
    for finding in sorted(findings, key=lambda finding: finding.place):
        *ended, last = _split(data, start, finding.place)
        line += len(ended)
        column = len(last) + (1 if ended else column)
        start = max(start, finding.place)
        docs = _spec.docs_of(finding.cls) if finding.cls else None
        problem = finding.complaint.at(finding.path, line, column)
        problems.append(problem if problem.docs else attrs.evolve(problem, docs=docs))
    return tuple(problems)


def lines(source: str | bytes) -> list[str]:
    """Return the lines of a document, as the places of its problems count them."""
    data, _ = _bytes(source)
    return _split(data, _start(data), len(data))


def _start(data: bytes) -> int:
    return 3 if data.startswith(_BYTE_ORDER_MARKS[0]) else 0


def _split(data: bytes, start: int, end: int) -> list[str]:
    encoding = "latin-1" if _LATIN.match(data) else "utf-8"
    return _LINE_END.split(data[start:end].decode(encoding, "replace"))


_LATIN: Final = re.compile(rb"""<\?xml[^>]*encoding=["'](?i:iso-8859-1)["']""")
