"""Elements as values: how they compare, are shown, grow, and what they hold."""

from __future__ import annotations

import copy
import gc
import inspect
import pickle
import pydoc
import subprocess
import sys
import traceback
import typing
import weakref

from enum import IntEnum, StrEnum
from typing import Any
from unittest import mock

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

import plivoml

from plivoml import (
    DTMF,
    Comment,
    Conference,
    Dial,
    Element,
    GetDigits,
    GetInput,
    Hangup,
    InvalidElementError,
    Message,
    Number,
    Play,
    PreAnswer,
    Response,
    Speak,
    Stream,
    UnknownElement,
    User,
    Wait,
    callbacks,
    parse,
    ssml,
    streams,
)
from tests.support.declarations import (
    ElementSpec,
    bad_character,
    docstrings,
    nodes_of,
    spec_of,
)
from tests.support.declarations import elements as declared
from tests.support.effort import examples
from tests.support.faces import names_of
from tests.support.processes import PATIENCE
from tests.support.strategies import SPECS, elements


N = Number("+15550100123")
NAMES: dict[str, Any] = {name: getattr(plivoml, name) for name in names_of(plivoml)}

each_class = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.tag)


# What they are.


def test_elements_are_equal_by_value() -> None:
    def build(timeout: int | None = 5) -> Dial:
        return Dial([N, User("sip:alice@example.com")], timeout=timeout, extra={"newThing": "1"})

    assert build() == build()
    assert hash(build()) == hash(build())
    assert len({build(), build(), build(6)}) == 2
    assert build() != build(None)
    assert Play("/") != Speak("/")
    assert N != "+15550100123"
    assert Comment("a") == Comment("a") != Comment("b")
    assert UnknownElement("a", {"b": "1"}, ["c"]) == UnknownElement("a", {"b": "1"}, ("c",))
    assert UnknownElement("a") != UnknownElement("b")
    assert hash(UnknownElement("a", {"b": "1"})) == hash(UnknownElement("a", {"b": "1"}))


def test_the_order_of_headers_does_not_count_but_is_kept() -> None:
    one = Dial([N], sip_headers={"a": "1", "b": "2"})
    other = Dial([N], sip_headers={"b": "2", "a": "1"})
    assert one == other
    assert hash(one) == hash(other)
    assert 'sipHeaders="b=2,a=1"' in str(other)


@pytest.mark.parametrize("element", [N, Dial([N]), UnknownElement("a"), Comment("a")], ids=repr)
def test_an_element_cannot_be_changed(element: Element | Comment) -> None:
    for name in (*(field.name for field in attrs.fields(type(element))), "anything"):
        with pytest.raises(AttributeError):
            setattr(element, name, "+15550100111")
        with pytest.raises(AttributeError):
            delattr(element, name)


@each_class
@given(data=st.data())
@examples(1)
def test_an_element_has_no_dict(spec: ElementSpec, data: st.DataObject) -> None:
    assert not hasattr(data.draw(elements(spec)), "__dict__")


@pytest.mark.parametrize("element", [N, Dial([N]), UnknownElement("a"), Comment("a")], ids=repr)
def test_an_element_takes_weak_references(element: Element | Comment) -> None:
    known = weakref.WeakValueDictionary({"one": element})
    assert known["one"] is element
    passing = known["another"] = Response([Dial([N])])
    assert [*known] == ["one", "another"]
    del passing
    gc.collect()
    assert [*known] == ["one"]


@pytest.mark.parametrize(
    "record",
    [callbacks.AnswerRequest(), streams.ClearAudio(stream_id="a"), plivoml.check("<Response/")[0]],
    ids=lambda one: type(one).__name__,
)
def test_what_comes_in_numbers_has_no_room_for_weak_references(record: object) -> None:
    with pytest.raises(TypeError, match="weak reference"):
        weakref.ref(record)


def test_what_was_given_is_not_what_is_held() -> None:
    children: list[Number | User] = [N]
    headers = {"a": "1"}
    extra = {"newThing": "1"}
    hints = ["yes"]
    dial = Dial(children, sip_headers=headers, extra=extra)
    question = GetInput(action="/", hints=hints)
    children.append(User("sip:alice@example.com"))
    headers["b"] = extra["b"] = "2"
    hints.append("no")
    assert dial == Dial([N], sip_headers={"a": "1"}, extra={"newThing": "1"})
    assert question == GetInput(action="/", hints=["yes"])
    assert dial.children == (N,)
    assert question.hints == ("yes",)


def test_a_sequence_of_any_type_is_taken() -> None:
    class Numbers(typing.NamedTuple):
        first: Number
        second: Number

    class Listed(list[Number]):
        pass

    expected = Dial([N, N])
    assert Dial((N, N)) == Dial(Numbers(N, N)) == Dial(Listed([N, N])) == expected
    assert type(Dial(Numbers(N, N)).children) is tuple


@pytest.mark.parametrize(
    ("element", "written"),
    [
        (Speak('a & b < c > d " e'), '<Speak>a &amp; b &lt; c &gt; d " e</Speak>'),
        (Speak("a\tb\nc\rd"), "<Speak>a\tb\nc&#13;d</Speak>"),
        (Wait(extra={"a": '& < > "'}), '<Wait a="&amp; &lt; > &quot;"/>'),
        (Wait(extra={"a": "1\t2\n3\r4"}), '<Wait a="1&#9;2&#10;3&#13;4"/>'),
    ],
)
def test_what_xml_would_read_otherwise_is_escaped(element: Speak | Wait, written: str) -> None:
    document = Response([element])
    assert str(document).endswith(f"<Response>{written}</Response>")
    assert parse(str(document), strict=False) == document


def test_blanks_to_indent_with_may_be_a_number() -> None:
    answer = Response([Dial([N])])
    assert answer.to_xml(indent=4) == answer.to_xml(indent="    ")
    assert answer.to_xml(indent=0) == str(answer)


def test_a_copy_is_the_element_itself() -> None:
    dial = Dial([N])
    assert (copy.copy(dial), copy.deepcopy([dial])) == (dial, [dial])
    assert copy.copy(dial) is copy.deepcopy(dial) is dial


@each_class
@given(data=st.data())
@examples(10)
def test_copies_and_pickles_are_equal(spec: ElementSpec, data: st.DataObject) -> None:
    element: Element = data.draw(elements(spec, loose=True))
    assert copy.copy(element) is element
    assert copy.deepcopy(element) is element
    assert attrs.evolve(element) == element
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        copied = pickle.loads(pickle.dumps(element, protocol))
        assert copied == element
        assert hash(copied) == hash(element)
        assert str(copied) == str(element)


def test_a_changed_copy_is_checked_as_a_new_one_is() -> None:
    dial = Dial([N], timeout=5)
    assert attrs.evolve(dial, timeout=None) == Dial([N])
    assert dial.timeout == 5
    with pytest.raises(InvalidElementError, match=r"Dial\.timeout"):
        attrs.evolve(dial, timeout=0)


def test_elements_can_be_matched_by_position_and_by_keyword() -> None:
    found: list[object] = []
    for element in Response([Speak("Hi"), Dial([N], timeout=5), Hangup(reason="busy")]).walk():
        match element:
            case Response([Speak(), *rest]):
                found.append(len(rest))
            case Speak((str(words),)):
                found.append(words)
            case Dial([Number(number)], timeout=int(seconds)):
                found.append((number, seconds))
            case Hangup(reason="busy"):
                found.append("busy")
            case _:
                pass
    assert found == [2, "Hi", ("+15550100123", 5), "busy"]


# How they are shown.


@pytest.mark.parametrize(
    ("element", "shown"),
    [
        (Response(), "Response()"),
        (Response([Hangup()]), "Response([Hangup()])"),
        (N, "Number('+15550100123')"),
        (Number("1", send_digits="1w"), "Number('1', send_digits='1w')"),
        (Speak("Hi"), "Speak('Hi')"),
        (Speak(["Hi"]), "Speak('Hi')"),
        (Speak([]), "Speak([])"),
        (Speak(""), "Speak([])"),
        (
            Speak(["Hi ", ssml.Emphasis("you", level="strong"), "."], loop=0),
            "Speak(['Hi ', ssml.Emphasis('you', level='strong'), '.'], loop=0)",
        ),
        (ssml.SayAs("1", interpret_as="date"), "ssml.SayAs('1', interpret_as='date')"),
        (GetDigits(num_digits=4), "GetDigits(num_digits=4)"),
        (DTMF("1", async_=False), "DTMF('1', async_=False)"),
        (
            Dial([N], sip_headers={"a": "1"}, digits_match=["1", "2"], extra={"b": "2"}),
            (
                "Dial([Number('+15550100123')], digits_match=['1', '2'], sip_headers={'a': '1'}, "
                "extra={'b': '2'})"
            ),
        ),
        (Dial([N], digits_match="1, 2"), "Dial([Number('+15550100123')], digits_match='1, 2')"),
        (
            plivoml.MultiPartyCall(
                "Room", role="Agent", status_callback_events="mpc-state-changes ,mpc-state-changes"
            ),
            (
                "MultiPartyCall('Room', role='Agent', "
                "status_callback_events='mpc-state-changes ,mpc-state-changes')"
            ),
        ),
        (Conference("Room 1", enter_sound=""), "Conference('Room 1', enter_sound='')"),
        (Wait(beep={"duration": 300}), "Wait(beep={'duration': 300})"),
        (Wait(beep=True), "Wait(beep=True)"),
        (Comment(" note "), "Comment(' note ')"),
        (UnknownElement("a"), "UnknownElement('a')"),
        (UnknownElement("a", {}, ["b"]), "UnknownElement('a', children='b')"),
        (
            UnknownElement("a", {"b": "1"}, [UnknownElement("c"), " "]),
            "UnknownElement('a', {'b': '1'}, [UnknownElement('c'), ' '])",
        ),
    ],
    ids=repr,
)
def test_the_repr_is_the_call_that_builds_it(element: Element | Comment, shown: str) -> None:
    assert repr(element) == shown
    assert eval(shown, NAMES) == element


@each_class
@given(data=st.data())
@examples(10)
def test_what_a_repr_says_gives_an_equal_value(spec: ElementSpec, data: st.DataObject) -> None:
    element: Element = data.draw(elements(spec, loose=True))
    if not any(user.sip_auth_password for user in element.find(User)):
        assert eval(repr(element), NAMES) == element


def test_a_repr_does_not_tell_a_secret() -> None:
    user = User(
        "sip:alice@example.com", sip_auth_username="alice", sip_auth_password="correct horse"
    )
    assert repr(user) == (
        "User('sip:alice@example.com', sip_auth_username='alice', sip_auth_password='***')"
    )
    assert "correct horse" not in repr(Response([Dial([user])]))
    assert 'sipAuthPassword="correct horse"' in str(user)


# How they grow and are walked.


def test_then_gives_a_new_element_with_more_in_it() -> None:
    answer = Response([Speak("Hi")])
    assert answer.then(Hangup(), Comment("done")) == Response(
        [Speak("Hi"), Hangup(), Comment("done")]
    )
    assert answer == Response([Speak("Hi")])
    assert answer.then() == answer
    assert Dial([N], timeout=5).then(User("sip:alice@example.com")) == Dial(
        [N, User("sip:alice@example.com")], timeout=5
    )
    assert GetDigits().then(Wait()) == GetDigits([Wait()])
    assert GetInput(action="/").then(Wait()) == GetInput([Wait()], action="/")
    assert PreAnswer().then(Wait()) == PreAnswer([Wait()])
    with pytest.raises(InvalidElementError, match=r"Response.children\[1\]: expected Speak"):
        answer.then(N)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_walk_gives_every_element_in_the_order_of_the_document() -> None:
    stress = ssml.Emphasis(["b", ssml.Break()])
    robot = UnknownElement("Robot", {}, ["x", UnknownElement("Arm"), Comment("left")])
    speak = Speak(["a", stress, Comment("c"), ssml.S("d")])
    dial = Dial([N])
    answer = Response([speak, Comment("e"), robot, dial])
    assert list(answer.walk()) == [
        answer,
        speak,
        stress,
        ssml.Break(),
        ssml.S("d"),
        robot,
        UnknownElement("Arm"),
        dial,
        N,
    ]
    assert list(answer.find(ssml.Break)) == [ssml.Break()]
    assert list(answer.find(UnknownElement)) == [robot, UnknownElement("Arm")]
    assert list(answer.find(Response)) == [answer]
    assert list(answer.find(Element)) == list(answer.walk())
    assert list(answer.find(Play)) == []


# What they hold.


def test_padding_is_dropped_from_a_text_that_is_one_value() -> None:
    assert Number("\n  +15550100123\t\r\n") == N
    assert Play(" https://example.com/a.mp3 ").url == "https://example.com/a.mp3"
    assert Conference(" Room 1 ").name == "Room 1"
    assert DTMF(" 1w2 ").tones == "1w2"
    assert User(" sip:alice@example.com ").uri == "sip:alice@example.com"
    assert Stream(" wss://example.com ").url == "wss://example.com"


def test_a_blank_that_is_not_xml_s_is_no_padding() -> None:
    assert Conference("\xa0Room 1\u2003").name == "\xa0Room 1\u2003"
    assert Number("\xa0").number == "\xa0"


def test_words_keep_every_blank() -> None:
    assert Speak(" a\n b ").content == (" a\n b ",)
    assert Message(" a\n b ", src="+15550100111", dst="+15550100112").text == " a\n b "
    assert ssml.Sub(" a ", alias=" b ").text == " a "
    assert ssml.Sub(" a ", alias=" b ").alias == " b "


def test_texts_side_by_side_run_together() -> None:
    assert Speak(["a", "", "b", ssml.Break(), "", "c"]) == Speak(["ab", ssml.Break(), "c"])
    assert UnknownElement("x", {}, ["a", "b"]).children == ("ab",)
    assert Speak(["", ""]).content == ()


def test_what_is_given_in_another_form_is_stored_as_what_it_is() -> None:
    dial = Dial([N], digits_match=["1", "2"], sip_headers={"b": "1", "a": "2"})
    assert dial.children == (N,)
    assert dial.digits_match == ("1", "2")
    assert dial.sip_headers == {"a": "2", "b": "1"}
    assert Speak("a").content == ("a",)
    assert Response().children == ()
    assert attrs.asdict(dial, recurse=False)["children"] == (N,)
    assert dial == attrs.evolve(dial, sip_headers={"a": "2", "b": "1"})
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        dial.children = ()  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


class Callee(StrEnum):
    SALES = "+15550100111"


class Seconds(IntEnum):
    SHORT = 5


class Marked(str):
    __slots__ = ("mark",)


def test_a_member_of_an_enumeration_counts_as_what_it_holds() -> None:
    class Chosen(StrEnum):
        GET = "GET"

    dial = Dial(
        [Number(Callee.SALES)],
        caller_id=Callee.SALES,
        timeout=Seconds.SHORT,
        method=Chosen.GET,  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        digits_match=[Marked("1")],
        sip_headers={Marked("a"): Callee.SALES},
        extra={"newThing": Callee.SALES},
    )
    assert dial == Dial(
        [Number("+15550100111")],
        caller_id="+15550100111",
        timeout=5,
        method="GET",
        digits_match=["1"],
        sip_headers={"a": "+15550100111"},
        extra={"newThing": "+15550100111"},
    )
    held = (dial.caller_id, dial.method, *(dial.digits_match or ()), *dial.extra.values())
    assert {type(text) for text in held} == {str}
    assert type(dial.timeout) is int
    assert "Callee" not in repr(dial)
    assert Speak([Callee.SALES, ssml.Break()]).content == ("+15550100111", ssml.Break())
    assert Speak(Marked("a")) == Speak("a")
    assert {type(text) for text in Speak([Marked("a"), Marked("b")]).content} == {str}


def test_one_is_not_true_and_true_is_not_one() -> None:
    assert Speak("a", loop=1).loop == 1
    assert Wait(beep=True) != Wait(beep=False)
    assert str(Wait(beep=True)) == '<Wait beep="true"/>'
    with pytest.raises(InvalidElementError):
        Speak("a", loop=True)
    with pytest.raises(InvalidElementError):
        Dial([N], redirect=1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_absent_and_empty_are_two_things() -> None:
    assert (
        str(Conference("Room 1", enter_sound="")) == '<Conference enterSound="">Room 1</Conference>'
    )
    assert str(Conference("Room 1", enter_sound=None)) == "<Conference>Room 1</Conference>"
    assert str(GetDigits(finish_on_key="")) == '<GetDigits finishOnKey=""/>'
    assert str(Dial([N], redirect=False)) == (
        '<Dial redirect="false"><Number>+15550100123</Number></Dial>'
    )


def test_lists_are_taken_as_sequences_or_as_their_text() -> None:
    assert Dial([N], digits_match=["1", "2"]) == Dial([N], digits_match="1,2")
    assert Dial([N], digits_match="12").digits_match == ("12",)
    assert Dial([N], digits_match="1, 2").digits_match == "1, 2"
    message = Message("Hi", src="+15550100111", dst=["+15550100112", "+15550100113"])
    assert message == Message("Hi", src="+15550100111", dst="+15550100112<+15550100113")
    assert 'dst="+15550100112&lt;+15550100113"' in str(message)


def test_pairs_are_taken_as_mappings_or_as_their_text() -> None:
    assert Dial([N], sip_headers={"a": "1", "b": "2"}) == Dial([N], sip_headers="a=1,b=2")
    assert Dial([N], sip_headers="a=1, b=2").sip_headers == "a=1, b=2"
    assert Dial([N], sip_headers="a=1,a=2").sip_headers == "a=1,a=2"
    assert Wait(beep="duration=300,threshold=256") == Wait(beep={"duration": 300, "threshold": 256})
    assert Wait(beep="duration=300,duration=256").beep == "duration=300,duration=256"


@pytest.mark.parametrize("beep", ["length=3", "duration=x", "duration=1,duration=01", "duration"])
def test_pairs_of_a_closed_list_are_of_whole_numbers_by_its_names(beep: str) -> None:
    with pytest.raises(InvalidElementError):
        Wait(beep=beep)


# What is not known.


@each_class
@pytest.mark.hypothesis
def test_an_element_with_extra_attributes_is_like_any_other(spec: ElementSpec) -> None:
    @given(elements(spec))
    @examples(5)
    def holds(plain: Any) -> None:
        extended: Any = attrs.evolve(plain, extra={"newThing": "1"})
        assert {type(extended), type(plain)} == {spec.cls}
        assert extended != plain
        assert attrs.evolve(extended, extra={}) == plain
        assert extended == attrs.evolve(plain, extra={"newThing": "1"})
        assert hash(extended) == hash(attrs.evolve(plain, extra={"newThing": "1"}))
        assert pickle.loads(pickle.dumps(extended)) == extended
        assert dict(inspect.getmembers(extended))["extra"] == {"newThing": "1"}
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            extended.extra = {}

    holds()


@each_class
def test_help_shows_what_a_class_takes(spec: ElementSpec) -> None:
    shown = pydoc.plain(pydoc.render_doc(spec.cls))
    assert all(name in shown for name in inspect.signature(spec.cls).parameters)
    assert "surplus" not in shown
    assert "wrong" not in shown


def test_a_traceback_shows_the_line_of_a_constructor() -> None:
    class Secretive:
        def __getattribute__(self, name: str) -> object:
            raise RuntimeError(name)

    with pytest.raises(RuntimeError, match="__class__") as caught:
        Hangup(schedule=typing.cast("int", Secretive()))
    frames = traceback.extract_tb(caught.value.__traceback__)
    (frame,) = [frame for frame in frames if frame.filename == "<plivoml Hangup>"]
    assert frame.name == "__new__"
    assert "schedule.__class__ is int" in (frame.line or "")
    assert inspect.getsource(Hangup.__new__).startswith("def __new__(cls, *surplus, ")


def test_threads_may_use_a_class_for_the_first_time_at_once() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_USE],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("", "")


#: Each class, used for the first time by several threads that change places all the time.
FIRST_USE = """
import sys, threading
from plivoml import Dial, GetInput, Message, Number, Response, Speak, parse

sys.setswitchinterval(1e-6)
start = threading.Barrier(8)

def use():
    start.wait()
    built = Response([
        Speak("Hello", voice="Polly.Amy"),
        GetInput([Speak("Yes?")], action="https://example.com/", hints=["yes", "no"]),
        Dial([Number("+15550100123", extra={"a": "b"})], sip_headers={"a": "b"}),
        Message("Hello", src="+15550100100", dst=["+15550100101", "+15550100102"]),
    ])
    assert parse(str(built), strict=False) == built
    assert built.children[2].children[0].extra == {"a": "b"}
    assert built.children[1].hints == ("yes", "no")

threads = [threading.Thread(target=use) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_nothing_but_an_element_of_its_class_is_equal_to_an_element() -> None:
    class Mine(Element):
        pass

    assert Mine() != N
    assert mock.Mock(spec=Element) != N
    assert N != "+15550100123"


@pytest.mark.parametrize(
    "spec",
    [spec for spec in SPECS if spec.content.holds == "words and elements" or spec.content.is_words],
    ids=lambda spec: spec.tag,
)
@pytest.mark.hypothesis
def test_a_long_text_holds_what_a_short_one_may_hold(spec: ElementSpec) -> None:
    """A long text is looked at in another way."""

    @given(elements(spec), st.sampled_from("\0\x85\ud800\ufffe\xad\x7f\x1b"))
    @examples(20)
    def holds(element: Any, character: str) -> None:
        may_hold = bad_character(character) is None
        for words in (character + "a", character + "a" * 200, "a" * 200 + character):
            try:
                built = attrs.evolve(element, **{spec.content.field: words})
            except InvalidElementError:
                assert not may_hold
            else:
                assert may_hold
                assert nodes_of(built) == (words,)

    holds()


def test_a_child_that_is_false_stays() -> None:
    class Note(Comment):
        def __bool__(self) -> bool:
            return False

    assert str(Response([Note("a")])).endswith("<Response><!--a--></Response>")


def test_extra_attributes_come_after_the_others() -> None:
    hangup = Hangup(reason="busy", extra={"newThing": '<"&', "xml:lang": "en"})
    assert str(hangup) == '<Hangup reason="busy" newThing="&lt;&quot;&amp;" xml:lang="en"/>'
    assert hangup.extra == {"newThing": '<"&', "xml:lang": "en"}
    assert Hangup().extra == {}
    assert Hangup(extra={}) == Hangup()


def test_an_unknown_element_stands_wherever_others_do() -> None:
    robot = UnknownElement(
        "Robot", {"mood": "good"}, ["Beep ", Comment("quietly"), UnknownElement("Arm")]
    )
    text = '<Robot mood="good">Beep <!--quietly--><Arm/></Robot>'
    assert str(robot) == text
    assert robot.tag == "Robot"
    containers = [
        Response([robot]),
        PreAnswer([robot]),
        GetDigits([robot]),
        GetInput([robot], action="/"),
        Dial([N, robot]),
        Speak(["Hi", robot]),
        *(build([robot]) for build in (ssml.P, ssml.S, ssml.Emphasis)),
    ]
    assert all(text in str(container) for container in containers)


def test_an_element_that_is_known_is_not_given_as_unknown() -> None:
    # Where it is right it has a class; where it is not, a lenient parse must keep it.
    with pytest.raises(InvalidElementError) as caught:
        Response([UnknownElement("Wait")])
    assert str(caught.value) == (
        "Response.children[0]: expected Wait(), which is known; got UnknownElement('Wait')"
    )
    Response([UnknownElement("Wait", {"length": "0"})])
    Response([UnknownElement("Number", {}, ["1"])])


def test_comments_stand_where_elements_and_words_do() -> None:
    note = Comment("a & b <c>")
    assert str(Response([note, Hangup()])) == (
        '<?xml version="1.0" encoding="UTF-8"?><Response><!--a & b <c>--><Hangup/></Response>'
    )
    assert str(Speak(["Hi", note])) == "<Speak>Hi<!--a & b <c>--></Speak>"
    assert str(Dial([note, N])).startswith("<Dial><!--")


def test_no_class_is_made_of_an_element() -> None:
    for cls in (*declared(), UnknownElement):
        with pytest.raises(TypeError, match=f"{cls.__name__} is final: no class can be made of it"):
            type("Own", (cls,), {})


# How deep and how long they may be.


def nested(levels: int) -> ssml.Emphasis:
    element = ssml.Emphasis("Hi")
    for _ in range(levels - 1):
        element = ssml.Emphasis([element])
    return element


def test_a_hundred_elements_may_stand_in_each_other() -> None:
    answer = Response([Speak([nested(98)])])
    assert len(list(answer.walk())) == 100
    assert parse(str(answer)) == answer
    assert eval(repr(answer), NAMES) == answer
    assert pickle.loads(pickle.dumps(answer)) == answer
    assert hash(answer) == hash(parse(answer.to_bytes()))


def test_one_more_is_refused_wherever_it_is_noticed() -> None:
    too_deep = "expected at most 100 elements in each other; got more"
    speak = Speak([nested(99)])
    with pytest.raises(InvalidElementError) as caught:
        Response([speak])
    assert str(caught.value) == f"Response.children: {too_deep}"
    with pytest.raises(InvalidElementError) as caught:
        Speak([nested(100)])
    assert str(caught.value) == f"Speak.content: {too_deep}"
    robot = UnknownElement("Robot")
    for _ in range(99):
        robot = UnknownElement("Robot", {}, [robot])
    with pytest.raises(InvalidElementError) as caught:
        UnknownElement("Robot", {}, [robot])
    assert str(caught.value) == f"UnknownElement.children: {too_deep}"
    with pytest.raises(InvalidElementError) as caught:
        Response().then(robot)
    assert str(caught.value) == f"Response.children: {too_deep}"


@pytest.mark.long
@pytest.mark.once
def test_twenty_thousand_elements_are_no_trouble() -> None:
    def build() -> Response:
        dials = [Dial([Number(f"+1555{number:07}")]) for number in range(5_000)]
        words = [node for _ in range(5_000) for node in ("Hi ", ssml.Break(time="1s"))]
        return Response([*dials, Speak(words), *[Hangup()] * 4_998])

    answer, other = build(), build()
    text = str(answer)
    assert len(list(answer.walk())) == 20_000
    assert sum(1 for _ in answer.find(Number)) == 5_000
    assert answer == other
    assert hash(answer) == hash(other)
    assert copy.deepcopy(answer) == answer
    assert pickle.loads(pickle.dumps(answer)) == answer
    assert eval(repr(answer), NAMES) == answer
    assert parse(text) == parse(text, strict=False) == answer
    assert answer.to_xml(indent=" ").count("\n") > 20_000 - 5_000


# What can be known of them.


def test_every_class_is_exported() -> None:
    names = {cls.__name__: cls for cls in declared()}
    of_ssml = {name: cls for name, cls in names.items() if cls.__module__ == ssml.Break.__module__}
    others = {name: cls for name, cls in names.items() if name not in of_ssml}
    assert {name: getattr(ssml, name) for name in of_ssml} == of_ssml
    assert {name: getattr(plivoml, name) for name in others} == others
    assert set(others) <= set(names_of(plivoml))
    assert not set(of_ssml) & set(names_of(plivoml))
    assert len(of_ssml) == 10


@each_class
def test_every_class_and_every_field_is_documented(spec: ElementSpec) -> None:
    fields = [*spec.by_field, *([spec.content.field] if spec.content.field else [])]
    notes = docstrings.fields(spec.cls)
    assert sorted(notes) == sorted(fields)
    assert [note for note in notes.values() if not note.endswith(".")] == []
    first, *_, link = docstrings.paragraphs(spec.cls)
    assert first.endswith(".")
    assert link.startswith("https://www.plivo.com/docs/")


@pytest.mark.parametrize("cls", [Comment, UnknownElement])
def test_the_nodes_without_a_declaration_are_documented_too(cls: type) -> None:
    assert cls.__doc__
    assert sorted(docstrings.fields(cls)) == sorted(field.name for field in attrs.fields(cls))


def test_a_class_without_a_source_has_no_strings_under_its_fields() -> None:
    typed = type("Typed", (), {"__module__": "nowhere"})
    assert docstrings.fields(typed) == {}
    assert docstrings.fields(type("Lost", (), {"__module__": __name__})) == {}


@each_class
def test_the_signature_is_that_of_the_declaration(spec: ElementSpec) -> None:
    parameters = inspect.signature(spec.cls).parameters.values()
    hints = typing.get_type_hints(spec.cls)
    content = spec.content
    expected: list[tuple[str, object, object]] = []
    if content.field:
        default: object = inspect.Parameter.empty if content.required else ()
        expected.append((content.field, inspect.Parameter.POSITIONAL_OR_KEYWORD, default))
    for attribute in spec.attributes:
        default = inspect.Parameter.empty if attribute.required else None
        expected.append((attribute.field, inspect.Parameter.KEYWORD_ONLY, default))
    expected.append(("extra", inspect.Parameter.KEYWORD_ONLY, {}))
    assert [(one.name, one.kind, one.default) for one in parameters] == expected
    assert {one.name: one.annotation for one in parameters} == {
        field.name: hints[field.name] for field in attrs.fields(spec.cls)
    }
    of_function = inspect.signature(spec.cls.__new__).parameters
    assert [name for name in of_function if name != "cls"] == [one.name for one in parameters]


@each_class
def test_extra_is_the_last_field(spec: ElementSpec) -> None:
    fields = [spec.content.field] if spec.content.field else []
    assert [field.name for field in attrs.fields(spec.cls)] == [*fields, *spec.by_field, "extra"]


@each_class
def test_type_hints_can_be_read(spec: ElementSpec) -> None:
    hints = typing.get_type_hints(spec.cls, include_extras=True)
    assert {field.name for field in attrs.fields(spec.cls)} <= set(hints)
    assert spec_of(spec.cls) is spec


@pytest.mark.parametrize("cls", [Element, Comment, UnknownElement, *declared()])
def test_type_hints_of_methods_can_be_read(cls: type) -> None:
    assert typing.get_type_hints(cls)
    for name, method in inspect.getmembers(cls, inspect.isfunction):
        if not name.startswith("_"):
            assert "return" in typing.get_type_hints(method)
