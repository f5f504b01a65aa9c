"""What is right is built as its end tags come by, and nothing looks for what is wrong in it."""

from __future__ import annotations

import gc
import random

from pathlib import Path

import pytest

from plivoml import Hangup, InvalidDocumentError, Number, Speak, parse, parse_fragment, ssml
from tests.fuzz.grown import grown
from tests.support.reading import built, built_in_diagnosis, diagnose, forbid_diagnosis
from tests.test_samples import SAMPLES


SCHEMAS = (
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
)

#: A right document of each kind that there is.
RIGHT: dict[str, str | bytes] = {
    "plain": "<Response><Speak>Hello</Speak><Hangup/></Response>",
    "bytes": b"<Response><Speak>Hello</Speak><Hangup/></Response>",
    "empty": "<Response/>",
    "laid out": "<Response>\r\n\t<Wait\n\tlength='5' />\n\n  <Hangup></Hangup >\r</Response>\n",
    "declaration": '<?xml version="1.0" encoding="utf-8" standalone="yes"?><Response/>',
    "encoding of a text": '<?xml version="1.0" encoding="koi8-r"?><Response/>',
    "another encoding": '<?xml version="1.0" encoding="iso-8859-1"?>'
    "<Response><Speak>fran\xe7ais</Speak></Response>".encode("iso-8859-1"),
    "UTF-16": "<Response><Speak>\u20ac</Speak></Response>".encode("utf-16"),
    "byte order mark": "\ufeff<Response/>".encode(),
    "byte order mark of a text": "\ufeff<Response/>",
    "comments": "<!-- a --><Response><!-- b --><Dial><!-- c --><Number>1555<!-- d -->0100101"
    "</Number></Dial><Speak>a<!-- e -->b</Speak><Hangup><!-- f --></Hangup></Response><!-- g -->",
    "ignored rules": "<Response><!-- plivoml: ignore all --><Hangup/></Response>",
    "CDATA": "<Response><Speak>a <![CDATA[<b> & ]]><![CDATA[c]]></Speak>"
    "<Play><![CDATA[https://example.com/a?b=1&c=2]]></Play><![CDATA[ ]]></Response>",
    "entities": '<Response><Speak loop="&#50;">&lt;&amp;&gt;&quot;&apos;&#8364;&#x20ac;</Speak>'
    '<GetDigits action="https://example.com/?a=1&amp;b=2"/></Response>',
    "instructions": "<?a b?><Response><?c?><Hangup/><?d?><Speak>e<?f?>g</Speak></Response><?h?>",
    "namespaces": f"<Response {SCHEMAS}><Hangup/></Response>",
    "a schema": f'<Response {SCHEMAS} xsi:noNamespaceSchemaLocation="a.xsd"><Hangup/></Response>',
    "SSML": '<Response><Speak voice="Polly.Amy">a <break time="1s"/> <prosody rate="slow">b '
    '<emphasis level="strong">c</emphasis></prosody><lang xml:lang="fr-FR">d</lang></Speak>'
    "</Response>",
    "white space around values": "<Response><Dial><Number>\n +15550100101\n </Number></Dial></Response>",
    "long": f"<Response>{'<Speak>Hello</Speak>' * 5_000}</Response>",
    "a long text": "<Response><Speak>" + "a b\n" * 20_000 + "</Speak></Response>",
}


@pytest.mark.parametrize("document", RIGHT.values(), ids=RIGHT)
def test_a_right_document_is_not_diagnosed(
    document: str | bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = diagnose(document)
    assert kept is not None

    forbid_diagnosis(monkeypatch)
    assert parse(document) == kept
    assert parse(document, strict=False) == kept


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_element_with_every_attribute_is_built_at_once(sample: Path) -> None:
    response = parse(sample.read_bytes())
    elements = list(response.walk())

    assert built(sample.read_bytes()) == response
    assert [built(str(element)) for element in elements] == elements


def test_text_with_tags_and_a_single_element_are_not_diagnosed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forbid_diagnosis(monkeypatch)

    assert ssml.parse("a <break/> b") == ("a ", ssml.Break(), " b")
    assert str(parse_fragment("<Hangup/>")) == "<Hangup/>"


@pytest.mark.parametrize(
    "document",
    [
        "",
        "<Response>",
        "<Response><Hangup/></response>",
        "<Response/><Response/>",
        "<!DOCTYPE Response><Response/>",
        "<?a:b?><Response/>",
        '<?xml version="1.1"?><Response/>',
        b'<?xml version="1.0" encoding="koi8-r"?><Response/>',
        "<Response>a</Response>",
        "<Response><Say>a</Say></Response>",
        "<Response><Number>15550100101</Number></Response>",
        '<Response><Wait length="a"/></Response>',
        '<Response><Dial newThing="1"><Number>15550100101</Number></Dial></Response>',
        "<Response><Dial/></Response>",
        "<Response><Hangup>a</Hangup></Response>",
        "<Response><Play>https://example.com/<b/></Play></Response>",
        '<Response xmlns="http://example.com/"/>',
        '<Response xmlns:xsi="http://example.com/"/>',
        f"<Response><Hangup {SCHEMAS}/></Response>",
        "<Response><Speak>\ud800</Speak></Response>",
        f"<Response><Speak>{'<p>' * 200}{'</p>' * 200}</Speak></Response>",
    ],
)
def test_what_is_not_right_is_not_built_at_once(document: str | bytes) -> None:
    assert built(document) is None


def test_a_drawn_document_is_built_at_once_just_where_nothing_is_wrong_in_it() -> None:
    chance = random.Random(11)
    right = 0
    for _ in range(300):
        document = grown(bytes(chance.randrange(1, 256) % 4 for _ in range(8)))
        try:
            wanted = parse(document)
        except InvalidDocumentError:
            wanted = None
        assert built(document) == wanted
        assert diagnose(document) == wanted
        right += wanted is not None
    assert 30 < right < 270


def test_what_is_right_beside_what_is_wrong_is_built_in_one_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = (
        '<Response><Speak>a</Speak><Wait length="a"/><Dial><Number>15550100101</Number></Dial>'
        "<Hangup/></Response>"
    )
    assert built_in_diagnosis(document, monkeypatch) == [
        Speak("a"),
        Number("15550100101"),
        Hangup(),
    ]


def test_what_is_right_leaves_nothing_to_the_collector_of_garbage() -> None:
    for source in RIGHT.values():
        parse_fragment(source)  # whatever is done once is done
    gc.collect()
    gc.disable()
    try:
        for source in RIGHT.values():
            parse_fragment(source)
        assert gc.collect() == 0
    finally:
        gc.enable()
