"""Requests that Plivo signed, requests that it did not, and what a person is told of them."""

from __future__ import annotations

import copy
import hmac
import json
import pickle
import subprocess
import sys

from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml import signatures
from plivoml.errors import InvalidSignatureError
from plivoml.signatures import (
    Explanation,
    SignatureMatch,
    Variant,
    explain,
    is_valid,
    is_valid_v2,
    sign,
    sign_v2,
    verify,
    verify_v2,
)
from tests.support import rooms
from tests.support.effort import examples
from tests.support.faces import names_of
from tests.support.processes import PATIENCE


if TYPE_CHECKING:
    from collections.abc import Callable

VECTORS = json.loads(
    (Path(__file__).parent / "signatures/vectors.json").read_text(encoding="utf-8"),
)
V3 = [row for row in VECTORS["requests"] if row["version"] == "V3"]
HANDSHAKES = VECTORS["handshakes"]
V2 = [row for row in VECTORS["requests"] if row["version"] == "V2"]

TOKEN = "aW52ZW50ZWQtdG9rZW4tZm9yLXRlc3Rz"
OTHER = "YW5vdGhlci1pbnZlbnRlZC10b2tlbg"
URL = "https://voice.example.com/answer?tenant=7"
FORM = {"CallUUID": "c-1", "From": "+15550100101", "To": "15550100202", "AnswerTime": ""}
PLAIN, MAIN, NONCE = sign("POST", URL, FORM, TOKEN)


def named(row: dict[str, Any]) -> str:
    return str(row["name"])


def request(**changes: Any) -> dict[str, Any]:
    """The arguments of a check that holds, some of them changed."""
    fitting: dict[str, Any] = {
        "method": "POST",
        "url": URL,
        "headers": sign("POST", URL, FORM, TOKEN),
        "params": FORM,
        "auth_token": TOKEN,
    }
    return fitting | changes


# What Plivo signs


@pytest.mark.parametrize("row", V3, ids=named)
def test_a_request_of_plivo_has_its_signature(row: dict[str, Any]) -> None:
    sent = sign(row["method"], row["url"], row["params"], row["token"], nonce=row["nonce"])
    assert sent == {PLAIN: row["signature"], MAIN: row["signature"], NONCE: row["nonce"]}
    match = verify(row["method"], row["url"], sent, row["params"], row["token"])
    assert match == SignatureMatch(PLAIN, 0)


@pytest.mark.parametrize("row", V3, ids=named)
def test_the_signed_text_is_shown_on_demand(row: dict[str, Any]) -> None:
    sent = sign(row["method"], row["url"], row["params"], row["token"], nonce=row["nonce"])
    told = explain(row["method"], row["url"], sent, row["params"], row["token"], show_values=True)
    assert told.signed_text == repr(row["text"])


@pytest.mark.parametrize("row", V2, ids=named)
def test_a_request_of_plivo_has_its_v2_signature(row: dict[str, Any]) -> None:
    sent = sign_v2(row["url"], row["token"], nonce=row["nonce"])
    assert sent == {
        "X-Plivo-Signature-V2": row["signature"],
        "X-Plivo-Signature-Ma-V2": row["signature"],
        "X-Plivo-Signature-V2-Nonce": row["nonce"],
    }
    assert verify_v2(row["url"], sent, row["token"]) == SignatureMatch("X-Plivo-Signature-V2", 0)


@pytest.mark.parametrize("row", VECTORS["headers"], ids=named)
def test_a_header_is_right_or_wrong(row: dict[str, Any]) -> None:
    arguments = (
        row["method"],
        row["url"],
        {PLAIN: row["header"], NONCE: row["nonce"]},
        row["params"],
        row["token"],
    )
    if row["token"]:
        assert is_valid(*arguments) is row["valid"]
    else:
        with pytest.raises(ValueError, match="auth_token"):
            is_valid(*arguments)


def test_the_record_is_whole() -> None:
    assert {name: len(rows) for name, rows in VECTORS.items() if name != "about"} == {
        "requests": 77,
        "headers": 21,
        "handshakes": 6,
    }
    assert {row["variant"] for row in HANDSHAKES} == {*Variant}


# The handshake of a stream

STREAM = "wss://audio.example.com/stream?call=c-1&lang=es"


def headers_of(row: dict[str, Any]) -> dict[str, str]:
    return {PLAIN: row["signature"], MAIN: row["signature"], NONCE: row["nonce"]}


@pytest.mark.parametrize("row", HANDSHAKES, ids=named)
def test_a_match_tells_which_url_of_a_handshake_was_signed(row: dict[str, Any]) -> None:
    request = ("get", row["url"], headers_of(row), None, row["token"])
    assert verify(*request) == SignatureMatch(PLAIN, 0, Variant(row["variant"]))
    assert verify(*request, main_account=True) == SignatureMatch(MAIN, 0, Variant(row["variant"]))
    assert is_valid(*request)
    told = explain(*request, show_values=True)
    assert told.match == SignatureMatch(PLAIN, 0, Variant(row["variant"]))
    assert told.signed_text == repr(row["text"])


@pytest.mark.parametrize("row", HANDSHAKES, ids=named)
def test_a_handshake_is_signed_as_live_calls_were_seen_to_have_it(row: dict[str, Any]) -> None:
    signed = sign("GET", row["url"], None, row["token"], nonce=row["nonce"])
    assert (signed == headers_of(row)) is (row["variant"] == "http")


@pytest.mark.parametrize(
    "url",
    [
        STREAM,
        STREAM.partition("?")[0],
        f"{STREAM}&more=1",
        STREAM.replace("wss", "ws"),
        STREAM.replace("wss", "WSS"),
        "http://audio.example.com/stream",
    ],
)
@pytest.mark.parametrize("params", [None, {"call": "c-1", "lang": "es"}])
def test_the_best_proven_signature_covers_host_and_path_alone(url: str, params: Any) -> None:
    params = None if url.startswith("http:") else params
    assert is_valid("GET", url, sign("GET", STREAM, None, TOKEN), params, TOKEN)


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("GET", STREAM.replace("/stream", "/other")),
        ("GET", STREAM.replace("audio", "other")),
        ("GET", STREAM.replace(".com", ".com:8443")),
        ("GET", STREAM.replace("wss", "https")),
        ("GET", STREAM.replace("wss", "http")),
        ("POST", STREAM),
    ],
)
def test_nothing_else_passes_for_a_handshake(method: str, url: str) -> None:
    assert not is_valid(method, url, sign("GET", STREAM, None, TOKEN), None, TOKEN)


def test_a_query_that_is_signed_counts() -> None:
    signed = sign("GET", STREAM.replace("wss", "http"), None, TOKEN)
    again = {"call": "c-1", "lang": "es"}
    for params in (None, again):
        found = verify("GET", STREAM, signed, params, TOKEN)
        assert found == SignatureMatch(PLAIN, 0, Variant.HTTP_WITH_QUERY)
    assert not is_valid("GET", f"{STREAM}&more=1", signed, None, TOKEN)
    assert is_valid("GET", STREAM.partition("?")[0], signed, again, TOKEN)


def test_a_match_of_a_handshake_tells_the_token_too() -> None:
    signed = sign("GET", STREAM, None, OTHER)
    found = verify("GET", STREAM, signed, None, [TOKEN, OTHER])
    assert found == SignatureMatch(PLAIN, 1, Variant.HTTP)


def test_variants_are_words() -> None:
    assert [*Variant] == ["http", "http-with-query", "as-dialled"]
    assert SignatureMatch(PLAIN, 0).variant is Variant.AS_DIALLED


@pytest.mark.parametrize(
    ("dialled", "seen", "more", "clause"),
    [
        (STREAM, STREAM.replace("wss", "https"), {}, "the URL begins with wss://"),
        (
            "https://audio.example.com/stream",
            STREAM,
            {},
            "the URL begins with https:// and the query is left out of the URL",
        ),
        (
            STREAM,
            "ws://10.0.0.7:8000/stream?call=c-1",
            {"Host": "audio.example.com"},
            "the host is 'audio.example.com'",
        ),
        (STREAM, STREAM.replace(".com", ".com:8443"), {}, "the host is 'audio.example.com'"),
        (STREAM, STREAM.replace("/stream", "/stream/websocket"), {}, "the path is '/stream'"),
        (
            STREAM.replace("/stream", "/stream/websocket"),
            STREAM,
            {},
            "the path is '/stream/websocket'",
        ),
        (STREAM, STREAM.replace("/stream", "/agents/v1/stream"), {}, "the path is '/stream'"),
        (
            STREAM,
            STREAM.replace("/stream", "/inside"),
            {"X-Original-URI": "/stream?call=c-1"},
            "the path is '/stream'",
        ),
    ],
)
def test_what_would_make_a_handshake_match_is_told(
    dialled: str, seen: str, more: dict[str, str], clause: str
) -> None:
    signed = {**sign("GET", dialled, None, TOKEN), **more}
    assert f"It matches if {clause}." in explain("GET", seen, signed, None, TOKEN).fixes


def test_a_handshake_that_is_signed_over_ws_is_told() -> None:
    text = f"{STREAM.replace('wss', 'ws')}.42"
    digest = hmac.digest(TOKEN.encode(), text.encode(), "sha256")
    headers = {PLAIN: b64encode(digest).decode(), NONCE: "42"}
    told = explain("GET", STREAM, headers, None, TOKEN)
    assert told.fixes == ("It matches if the URL begins with ws://.",)


def test_a_handshake_that_was_taken_for_a_post_is_told() -> None:
    told = explain("POST", STREAM, sign("GET", STREAM, None, TOKEN), None, TOKEN)
    assert "It matches if the method is GET." in told.fixes


def test_the_text_on_a_handshake() -> None:
    told = explain("GET", STREAM, sign("GET", STREAM, None, TOKEN), None, TOKEN)
    assert str(told) == (
        "The signature is right: X-Plivo-Signature-V3, token 0, signed as http\n"
        "Signed text: 'http://audio.example.com/stream.***'\n"
        "* The request carries X-Plivo-Signature-V3, X-Plivo-Signature-Ma-V3,"
        " X-Plivo-Signature-V3-Nonce.\n"
        "* The query of the URL is not signed, so anybody may have changed it.\n"
        "* Values are hidden; show_values=True shows them."
    )


def test_a_handshake_that_fails_is_told_what_was_tried() -> None:
    told = explain("GET", STREAM, sign("GET", STREAM, None, OTHER), None, TOKEN)
    assert told.signed_text == "'http://audio.example.com/stream.***'"
    assert (
        "The handshake of a stream is signed over http://, without the query; http:// with the"
        " query and the URL as dialled were tried as well." in told.findings
    )


@pytest.mark.parametrize("variant", [Variant.HTTP_WITH_QUERY, Variant.AS_DIALLED])
def test_the_text_that_matched_is_the_one_shown(variant: Variant) -> None:
    row = next(row for row in HANDSHAKES if row["variant"] == variant)
    told = explain("GET", row["url"], headers_of(row), None, row["token"])
    assert str(told).splitlines()[0] == (
        "The signature is right: X-Plivo-Signature-V3, token 0"
        + ("" if variant is Variant.AS_DIALLED else ", signed as http-with-query")
    )
    assert told.signed_text is not None
    assert "call=***" in told.signed_text
    assert not any("query" in finding for finding in told.findings)
    assert (
        "The URL is signed as it was dialled, with its own scheme, as no live call had it."
        in told.findings
    ) is (variant is Variant.AS_DIALLED)


def test_what_the_url_of_a_get_holds_is_not_added_again() -> None:
    url = f"{URL}&From=1&From=2"
    sent = sign("GET", url, None, TOKEN)
    again = [("tenant", "7"), ("From", "1"), ("From", "2")]
    assert is_valid("GET", url, sent, again, TOKEN)


def test_a_post_tells_the_query_from_the_body() -> None:
    assert not is_valid(**request(params={**FORM, "tenant": "7"}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/?a=%zz&b=%", "https://example.com/?a=%25zz&b=%25"),
        ("https://example.com/?a=%ff", "https://example.com/?a=%EF%BF%BD"),
        ("https://example.com/?a&&b=", "https://example.com/?b&a="),
        ("https://example.com/?", "https://example.com/"),
    ],
)
def test_queries_of_one_meaning_have_one_signature(one: str, other: str) -> None:
    assert sign("GET", one, None, TOKEN) == sign("GET", other, None, TOKEN)


# Forms and headers, in whatever container


class Starlette:
    def multi_items(self) -> list[tuple[str, str]]:
        return [("a", "1"), ("a", "ü ")]


class Django(dict[str, Any]):
    def lists(self) -> list[tuple[str, list[str]]]:
        return [("a", ["1", "ü "])]


class Bottle(dict[str, Any]):
    recode_unicode = True

    def __getattr__(self, name: str) -> str:
        return ""

    def allitems(self) -> list[tuple[str, str]]:
        return [("a", "1"), ("a", "ü ".encode().decode("latin-1"))]


class BottleDecoded(Bottle):
    recode_unicode = False

    def allitems(self) -> list[tuple[str, str]]:
        return [("a", "1"), ("a", "ü ")]


class Text(str):
    """Text that some framework has made its own."""

    __slots__ = ()


@pytest.mark.parametrize(
    "form",
    [
        "a=1&a=%C3%BC+",
        "a=1&a=ü ",
        b"a=1&a=%c3%bc%20",
        bytearray("a=1&a=ü ".encode()),
        {"a": ["1", "ü "]},
        {"a": ("1", "ü ")},
        {Text("a"): [Text("1"), Text("ü ")]},
        {b"a": [b"1", "ü ".encode()]},
        [("a", "1"), ("a", "ü ")],
        [["a", "1"], ["a", "ü "]],
        (pair for pair in [("a", "1"), (b"a", "ü ")]),
        Starlette(),
        Django(a="ü "),
        Bottle(),
        BottleDecoded(),
    ],
    ids=lambda form: type(form).__name__,
)
def test_a_form_may_come_in_any_container(form: Any) -> None:
    sent = sign("POST", URL, [("a", "1"), ("a", "ü ")], TOKEN)
    assert is_valid("POST", URL, sent, form, TOKEN)


def test_bytes_that_are_not_utf_8_are_read_as_frameworks_read_them() -> None:
    sent = sign("POST", URL, {"a": "\ufffd"}, TOKEN)
    assert is_valid("POST", URL, sent, b"a=\xff", TOKEN)
    assert is_valid("POST", URL, sent, b"a=%ff", TOKEN)


def test_text_of_bottle_that_is_not_latin_1_stays_as_it_is() -> None:
    class Mended(Bottle):
        def allitems(self) -> list[tuple[str, str]]:
            return [("a", "€")]

    assert is_valid("POST", URL, sign("POST", URL, {"a": "€"}, TOKEN), Mended(), TOKEN)


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"a": 1}, "a: expected text; got int"),
        ({"a": ["x", None]}, "a: expected text; got NoneType"),
        ({1: "a"}, "expected a name in text; got int"),
        (["ab"], "expected a name and a value; got str"),
        ([("a", "b", "c")], "expected a name and a value; got tuple"),
        (7, "expected a mapping, pairs, or a raw body; got int"),
    ],
)
def test_what_is_no_form_is_refused(params: Any, reason: str) -> None:
    with pytest.raises(InvalidSignatureError) as caught:
        verify(**request(params=params))
    assert caught.value.reason == f"params: {reason}"


def as_in_wsgi(name: str) -> str:
    return "HTTP_" + name.upper().replace("-", "_")


def spelt(change: Callable[[str], str]) -> dict[str, str]:
    return {change(name): value for name, value in request()["headers"].items()}


@pytest.mark.parametrize(
    "headers",
    [
        spelt(str.lower),
        spelt(str.upper),
        spelt(as_in_wsgi),
        {**spelt(str), "wsgi.input": object(), "Host": None},
        [(name.lower().encode(), value.encode()) for name, value in spelt(str).items()],
        iter(spelt(str).items()),
        {name: [value] for name, value in spelt(str).items()},
        {name: value.encode() for name, value in spelt(str).items()},
    ],
    ids=["lower", "upper", "wsgi", "environ", "asgi", "pairs", "lists", "bytes"],
)
def test_headers_may_come_in_any_spelling(headers: Any) -> None:
    assert verify(**request(headers=headers)) == SignatureMatch(PLAIN, 0)


@pytest.mark.parametrize("headers", [None, 7, "abc", [("a", "b", "c")], {PLAIN: 7}, {PLAIN: [7]}])
def test_what_are_no_headers_is_a_type_error(headers: Any) -> None:
    with pytest.raises(TypeError):
        verify(**request(headers=headers))


# What is refused


GOOD = request()["headers"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"method": "PUT"}, "method: expected GET or POST; got another one"),
        ({"method": "GET"}, f"{PLAIN}: expected the signature of this request; got another"),
        (
            {"url": "/answer?tenant=7"},
            "url: expected a whole URL, of http, https, ws or wss; got something else",
        ),
        ({"url": "ftp://example.com/"}, "url: expected a whole URL"),
        ({"url": "https:///answer"}, "url: expected a whole URL"),
        ({"url": "https://[broken/answer"}, f"{PLAIN}: expected the signature"),
        ({"headers": {}}, f"{PLAIN}: expected a signature; got none"),
        (
            {"headers": {PLAIN: None, NONCE: GOOD[NONCE]}},
            f"{PLAIN}: expected a signature; got none",
        ),
        ({"headers": {PLAIN: " , ,", NONCE: "1"}}, f"{PLAIN}: expected a signature; got none"),
        ({"headers": {PLAIN: GOOD[PLAIN]}}, f"{NONCE}: expected one nonce; got none"),
        ({"headers": {**GOOD, NONCE: " "}}, f"{NONCE}: expected one nonce; got none"),
        ({"headers": {**GOOD, NONCE.lower(): "2"}}, f"{NONCE}: expected one nonce; got several"),
        ({"headers": {**GOOD, NONCE: "2"}}, f"{PLAIN}: expected the signature"),
        ({"headers": {**GOOD, PLAIN: GOOD[PLAIN][:-1]}}, f"{PLAIN}: expected the signature"),
        ({"headers": {**GOOD, PLAIN: GOOD[PLAIN] + "="}}, f"{PLAIN}: expected the signature"),
        ({"headers": {**GOOD, PLAIN: GOOD[PLAIN].swapcase()}}, f"{PLAIN}: expected the signature"),
        ({"headers": {**GOOD, PLAIN: "é\udcff"}}, f"{PLAIN}: expected the signature"),
        ({"headers": {MAIN: GOOD[MAIN], NONCE: GOOD[NONCE]}}, f"{PLAIN}: expected a signature"),
        ({"params": {**FORM, "Digits": "1"}}, f"{PLAIN}: expected the signature"),
        ({"params": {"CallUUID": "c-1"}}, f"{PLAIN}: expected the signature"),
        ({"params": {**FORM, "To": "\ud800"}}, f"{PLAIN}: expected the signature"),
        ({"auth_token": OTHER}, f"{PLAIN}: expected the signature"),
        ({"auth_token": TOKEN + "\n"}, f"{PLAIN}: expected the signature"),
    ],
)
def test_what_plivo_did_not_sign_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidSignatureError) as caught:
        verify(**request(**changes))
    assert caught.value.reason.startswith(reason)
    assert is_valid(**request(**changes)) is False


@pytest.mark.parametrize("tokens", ["", "  ", [], (), [""], [TOKEN, ""], ["\n", TOKEN]])
def test_an_empty_token_is_a_mistake_of_yours(tokens: Any) -> None:
    for check in (verify, is_valid, explain):
        with pytest.raises(ValueError, match=r"^auth_token: expected at least one") as caught:
            check(**request(auth_token=tokens))
        assert not isinstance(caught.value, InvalidSignatureError)
    for check_v2 in (verify_v2, is_valid_v2):
        with pytest.raises(ValueError, match=r"^auth_token: expected at least one"):
            check_v2(URL, {}, tokens)
    with pytest.raises(ValueError, match=r"^auth_token: expected at least one"):
        sign("POST", URL, FORM, tokens)
    with pytest.raises(ValueError, match=r"^auth_token: expected at least one"):
        sign_v2(URL, tokens)


@pytest.mark.parametrize(
    "changes",
    [
        {"auth_token": None},
        {"auth_token": 7},
        {"auth_token": TOKEN.encode()},
        {"auth_token": [TOKEN, None]},
        {"method": None},
        {"method": b"POST"},
        {"url": None},
        {"url": URL.encode()},
    ],
)
def test_an_argument_of_the_wrong_type_is_a_type_error(changes: dict[str, Any]) -> None:
    for check in (verify, is_valid, explain):
        with pytest.raises(TypeError, match=f"^{next(iter(changes))}: expected text; got "):
            check(**request(**changes))


@pytest.mark.parametrize("nonce", ["", " "])
def test_a_signature_needs_a_nonce(nonce: str) -> None:
    with pytest.raises(ValueError, match=r"^nonce: expected some text; got none"):
        sign("POST", URL, FORM, TOKEN, nonce=nonce)


def test_nobody_signs_what_plivo_does_not_send() -> None:
    with pytest.raises(InvalidSignatureError, match="method"):
        sign("PUT", URL, FORM, TOKEN)


def test_v2_and_v3_are_not_taken_for_each_other() -> None:
    v3, v2 = sign("POST", URL, {}, TOKEN), sign_v2(URL, TOKEN)
    assert not is_valid_v2(URL, v3, TOKEN)
    assert not is_valid("POST", URL, v2, {}, TOKEN)
    renamed = {name.replace("V2", "V3"): value for name, value in v2.items()}
    assert not is_valid("POST", URL, renamed, {}, TOKEN)


def test_v2_covers_neither_query_nor_body() -> None:
    assert is_valid_v2("https://voice.example.com/answer?other=1", sign_v2(URL, TOKEN), TOKEN)
    assert not is_valid_v2("https://voice.example.com/other", sign_v2(URL, TOKEN), TOKEN)


# Several tokens and signatures


def test_a_match_tells_which_token_it_was() -> None:
    old = request(headers=sign("POST", URL, FORM, OTHER), auth_token=(TOKEN, OTHER))
    assert verify(**old) == SignatureMatch(PLAIN, 1)
    assert verify(**request(auth_token=[TOKEN, OTHER])) == SignatureMatch(PLAIN, 0)


def test_a_header_may_list_several_signatures() -> None:
    both = sign("POST", URL, FORM, [OTHER, TOKEN])
    assert both[PLAIN].count(",") == 1
    assert verify(**request(headers=both)) == SignatureMatch(PLAIN, 0)
    assert verify(**request(headers=both, auth_token=OTHER)) == SignatureMatch(PLAIN, 0)


def test_a_header_may_come_several_times() -> None:
    first, second = sign("POST", URL, FORM, OTHER), sign("POST", URL, FORM, TOKEN)
    assert is_valid(**request(headers=[*first.items(), *second.items()]))


def test_every_signature_is_compared_with_every_token(monkeypatch: pytest.MonkeyPatch) -> None:
    from plivoml.signatures import signing

    compared: list[tuple[bytes, bytes]] = []

    def noted(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return True

    monkeypatch.setattr(signing, "compare_digest", noted)
    verify(**request(headers={**GOOD, PLAIN: "a, b,c"}, auth_token=(TOKEN, OTHER)))
    assert [other for _, other in compared] == [b"a", b"b", b"c"] * 2
    assert len({one for one, _ in compared}) == 2


def test_a_subaccount_has_its_own_header_and_the_main_account_another() -> None:
    sent = sign("POST", URL, FORM, "sub-token", main_token=TOKEN)
    assert sent[PLAIN] != sent[MAIN]
    asked = request(headers=sent)
    assert not is_valid(**asked)
    assert verify(**asked, main_account=True) == SignatureMatch(MAIN, 0)
    assert verify(**request(headers=sent, auth_token="sub-token")) == SignatureMatch(PLAIN, 0)


def test_v2_has_a_header_of_the_main_account_too() -> None:
    sent = sign_v2(URL, "sub-token", main_token=TOKEN)
    match = verify_v2(URL, sent, TOKEN, main_account=True)
    assert match == SignatureMatch("X-Plivo-Signature-Ma-V2", 0)
    assert not is_valid_v2(URL, sent, TOKEN)


# Anything at all


ANYTHING = st.recursive(
    st.none() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=8,
)


@given(
    st.text() | st.sampled_from(["GET", "post"]),
    st.text() | st.text().map("https://example.com/{}".format),
    st.dictionaries(st.text() | st.sampled_from([PLAIN, NONCE]), st.text() | st.binary()),
    ANYTHING,
)
def test_arbitrary_requests_are_refused_and_nothing_else(
    method: str, url: str, headers: dict[str, Any], params: Any
) -> None:
    with pytest.raises(InvalidSignatureError):
        verify(method, url, headers, params, TOKEN)
    assert explain(method, url, headers, params, TOKEN).match is None


TEXT = st.text(max_size=20)
FORMS = st.lists(st.tuples(TEXT, TEXT), max_size=5)


@given(st.sampled_from(["GET", "POST"]), TEXT, FORMS, st.randoms())
def test_what_is_signed_is_accepted_in_any_order(
    method: str, path: str, form: list[tuple[str, str]], random: Any
) -> None:
    url = f"https://example.com/{path}"
    shuffled = random.sample(form, len(form))
    assert is_valid(method, url, sign(method, url, form, TOKEN), shuffled, TOKEN)


@examples(30)
@given(FORMS)
def test_arguments_are_not_changed(form: list[tuple[str, str]]) -> None:
    arguments = request(params=dict(form), auth_token=[TOKEN, OTHER])
    before = copy.deepcopy(arguments)
    is_valid(**arguments)
    explain(**arguments)
    assert arguments == before


# Secrets


def test_no_message_holds_a_secret() -> None:
    leaky = "https://user:sesame@voice.example.com/answer?key=sesame"
    right = sign("POST", leaky, {"Digits": "sesame"}, TOKEN)
    for headers, params in (
        ({**right, PLAIN: "sesame"}, {"Digits": "sesame"}),
        ({**right, NONCE: "sesame"}, {"Digits": "sesame"}),
        (right, {"Digits": "sesame", "More": "sesame"}),
        (right, {"Digits": 5}),
    ):
        with pytest.raises(InvalidSignatureError) as caught:
            verify("POST", leaky, headers, params, TOKEN)
        told = explain("POST", leaky, headers, params, TOKEN)
        for text in (str(caught.value), repr(caught.value), str(told), repr(told)):
            assert "sesame" not in text
            assert TOKEN not in text
            assert right[PLAIN] not in text


#: Bodies in which the word is a value, though a form's reader takes it for a name.
NO_FORMS = [
    '{"Digits": "sesame"}',
    '{"Digits": "a=sesame"}',
    '["sesame"]',
    ' {"a": "1&sesame=1&b"}',
    "sesame",
    "sesame=",
    "c2VzYW1lIQ==".replace("c2VzYW1lIQ", "sesame"),
    "the word is sesame=4711",
    "<Digits>sesame</Digits>",
    '--x\r\nContent-Disposition: form-data; name="Digits"\r\n\r\nsesame\r\n--x--',
    "Digits=1&the sesame",
    "\u0000sesame",
]


def as_mapping(body: str) -> dict[str, str]:
    return {body: ""}


@pytest.mark.uncounted
@pytest.mark.parametrize("body", NO_FORMS)
@pytest.mark.parametrize(
    ("method", "given"),
    [("GET", str), ("POST", str), ("POST", str.encode), ("POST", as_mapping)],
)
def test_nothing_of_a_body_that_is_no_form_is_shown(
    method: str, body: str, given: Callable[[str], Any]
) -> None:
    params = given(body)
    for headers in (GOOD, sign(method, URL, params, TOKEN)):
        told = explain(method, URL, headers, params, TOKEN)
        assert "sesame" not in str(told)
        assert "sesame" not in repr(told)
        json_too = ", but JSON" if body.lstrip().startswith(("{", "[")) else ""
        assert (
            f"The body is no form{json_too}: Plivo sends names with values, as"
            " `application/x-www-form-urlencoded`." in told.findings
        )
        shown = explain(method, URL, headers, params, TOKEN, show_values=True)
        assert "sesame" in str(shown)


@pytest.mark.parametrize(
    "url",
    [
        "https://user:sesame@voice.example.com/answer",
        "https://sesame@voice.example.com:8443/answer",
        "https://user:se/sesame@voice.example.com/answer",
        "https://sesame:#@voice.example.com/answer",
        "https://voice.example.com:sesame/answer",
        "https://voice.example.com/answer?sesame",
        "https://voice.example.com/answer?tenant=7&sesame",
        "https://voice.example.com/answer?tenant=sesame",
        'https://voice.example.com/answer?{"tenant":"sesame"}',
        "wss://user:sesame@voice.example.com/answer?sesame",
        "https://voice.example.com/answer#sesame",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_in_a_url_that_is_a_value_is_shown(method: str, url: str) -> None:
    for headers in (GOOD, sign(method, url, FORM, TOKEN)):
        told = explain(method, url, headers, FORM, TOKEN)
        assert "sesame" not in str(told)
        assert "sesame" not in repr(told)


def test_nothing_in_a_header_that_is_a_value_is_shown() -> None:
    hosts = {"Host": "user:sesame@voice.example.com", "X-Forwarded-Prefix": "/sesame"}
    for headers in (
        {**GOOD, **hosts},
        {**sign("POST", URL.replace("voice", "user:sesame@voice"), FORM, TOKEN), **hosts},
        {**GOOD, PLAIN: "sesame", "Authorization": "sesame", "Cookie": "sesame"},
        {**GOOD, "X-Plivo-Signature": "sesame"},
    ):
        told = explain("POST", URL, headers, FORM, TOKEN)
        assert "sesame" not in str(told)
        assert "sesame" not in repr(told)


def test_a_stranger_cannot_start_a_line_by_the_name_of_a_file() -> None:
    with pytest.raises(InvalidSignatureError) as caught:
        verify(**request(params={"a\nForged": object()}))
    assert caught.value.reason == "params: ***: expected text; got object"


def test_a_token_is_hidden_even_where_values_are_shown() -> None:
    told = explain(**request(params={TOKEN: TOKEN}, auth_token=[OTHER, TOKEN]), show_values=True)
    assert "******" in str(told)
    for text in (str(told), repr(told)):
        assert TOKEN not in text
        assert OTHER not in text
        assert sign("POST", URL, {TOKEN: TOKEN}, TOKEN)[PLAIN] not in text


def test_a_line_break_of_a_stranger_starts_no_line() -> None:
    told = explain(**request(params={"a\nForged": "b\nForged"}), show_values=True)
    assert "\nForged" not in str(told)


# What a person is told


def fixes(**changes: Any) -> tuple[str, ...]:
    return explain(**request(**changes)).fixes


def signed_for(url: str, form: Any = FORM, method: str = "POST") -> dict[str, str]:
    return sign(method, url, form, TOKEN)


HOST = "https://voice.example.com"


@pytest.mark.parametrize(
    ("changes", "clause"),
    [
        ({"url": URL.replace("https", "http")}, "the URL begins with https://"),
        ({"headers": signed_for(URL.replace("https", "wss"))}, "the URL begins with wss://"),
        ({"url": URL.replace("voice", "Voice")}, "the host is 'voice.example.com'"),
        ({"url": URL.replace(".com", ".com:8443")}, "the host is 'voice.example.com'"),
        (
            {"headers": signed_for(URL.replace(".com", ".com:443"))},
            "the host is 'voice.example.com:443'",
        ),
        (
            {
                "url": URL.replace("voice.example.com", "10.0.0.7:8000"),
                "headers": {**GOOD, "Host": "voice.example.com"},
            },
            "the host is 'voice.example.com'",
        ),
        (
            {
                "url": URL.replace("voice", "inside"),
                "headers": {**GOOD, "X-Forwarded-Host": "voice.example.com, inside"},
            },
            "the host is 'voice.example.com'",
        ),
        (
            {
                "headers": {
                    **signed_for(URL.replace(".com", ".com:8443")),
                    "X-Forwarded-Port": "8443",
                },
            },
            "the host is 'voice.example.com:8443'",
        ),
        (
            {"url": URL.replace("voice", "u:p@voice")},
            "the host is 'voice.example.com'",
        ),
        ({"url": URL.replace("answer", "answer/")}, "the path is '/answer'"),
        ({"headers": signed_for(URL.replace("answer", "answer/"))}, "the path is '/answer/'"),
        (
            {"url": f"{HOST}/a%20b", "headers": signed_for(f"{HOST}/a b")},
            "the path is '/a b'",
        ),
        (
            {"url": f"{HOST}/ü", "headers": signed_for(f"{HOST}/%C3%BC")},
            "the path is '/%C3%BC'",
        ),
        (
            {
                "url": f"{HOST}/answer",
                "headers": {**signed_for(f"{HOST}/voice/answer"), "X-Forwarded-Prefix": "/voice/"},
            },
            "the path is '/voice/answer'",
        ),
        ({"headers": signed_for(f"{HOST}/answer")}, "the query is left out of the URL"),
        ({"headers": signed_for(URL, {})}, "the parameters are left out"),
        ({"params": {**FORM, "tenant": "7"}}, "the parameters do not repeat the query"),
        (
            {"params": {**FORM, "From": " 15550100101"}},
            "a blank at the start of a value is a plus sign: the body was decoded twice",
        ),
        (
            {"params": {"a": "b\nc"}, "headers": signed_for(URL, {"a": "b\r\nc"})},
            "line breaks in values are CR LF",
        ),
        ({"method": "GET"}, "the method is POST"),
        (
            {"headers": sign("POST", URL, FORM, "sub-token", main_token=TOKEN)},
            f"{MAIN} is checked, with main_account=True",
        ),
        (
            {"headers": sign("POST", URL, FORM, TOKEN, main_token=OTHER), "main_account": True},
            f"{PLAIN} is checked, without main_account=True",
        ),
        ({"auth_token": f"{TOKEN}\n"}, "the white space around the token is removed"),
        (
            {"params": {**FORM, "csrf_token": "x"}},
            "the parameter 'csrf_token' is left out",
        ),
        (
            {
                "params": {**FORM, "a b": "x", "c": ""},
                "headers": signed_for(URL, {**FORM, "c": ""}),
            },
            "the parameter no. 5 is left out",
        ),
        (
            {"url": f"{URL}&utm_source=x"},
            "the parameter 'utm_source' of the query is left out",
        ),
        (
            {"params": {name: value for name, value in FORM.items() if value}},
            "there is an empty parameter 'AnswerTime' too: something drops those without a value",
        ),
        (
            {
                "url": f"{HOST}/inside",
                "headers": {**signed_for(f"{HOST}/outside"), "X-Forwarded-Uri": "/outside?a=1"},
            },
            "the path is '/outside'",
        ),
    ],
)
def test_one_change_that_would_match_is_told(changes: dict[str, Any], clause: str) -> None:
    assert f"It matches if {clause}." in fixes(**changes)


def test_two_changes_that_would_match_are_told() -> None:
    inside = "http://localhost:8000/answer?tenant=7"
    headers = {**GOOD, "Host": "voice.example.com"}
    assert fixes(url=inside, headers=headers) == (
        "It matches if the URL begins with https:// and the host is 'voice.example.com'.",
    )


def test_a_missing_parameter_behind_a_proxy_is_told() -> None:
    given = {name: value for name, value in FORM.items() if value}
    assert fixes(url=URL.replace("https", "http"), params=given) == (
        "It matches if the URL begins with https:// and there is an empty parameter 'AnswerTime' too: something drops those without a value.",
    )


def test_a_right_request_is_told_to_be_right() -> None:
    told = explain(**request())
    assert told.match == SignatureMatch(PLAIN, 0)
    assert told.reason is None
    assert told.fixes == ()
    assert str(told).splitlines()[0] == f"The signature is right: {PLAIN}, token 0"


def test_the_text_for_a_person() -> None:
    told = explain(**request(url=URL.replace("https", "http")))
    assert str(told) == (
        "The signature is not right: X-Plivo-Signature-V3: expected the signature of this"
        " request; got another; see `explain`\n"
        "Signed text: 'http://voice.example.com/answer?tenant=***."
        "AnswerTime***CallUUID***From***To***.***'\n"
        "* It matches if the URL begins with https://.\n"
        "* The request carries X-Plivo-Signature-V3, X-Plivo-Signature-Ma-V3,"
        " X-Plivo-Signature-V3-Nonce.\n"
        "* Values are hidden; show_values=True shows them."
    )


def test_a_request_without_a_signature_has_no_signed_text() -> None:
    told = explain(**request(headers={}))
    assert told.signed_text is None
    assert str(told).splitlines()[0].endswith(f"{PLAIN}: expected a signature; got none")


def test_a_header_that_is_not_there_is_no_change_to_try() -> None:
    headers = {PLAIN: GOOD[PLAIN], NONCE: GOOD[NONCE]}
    assert fixes(headers=headers, auth_token=OTHER) == ()


def test_where_nothing_helps_a_person_is_asked() -> None:
    assert "Is it the auth token" in str(explain(**request(auth_token=OTHER)))


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        (
            {"headers": {}},
            "The request carries none of Plivo's headers: another sent it, or a proxy drops them.",
        ),
        ({"headers": sign_v2(URL, TOKEN)}, "It is signed by V2 alone, which `verify_v2` checks."),
        (
            {"headers": {"X-Plivo-Signature": "x"}},
            "It is signed by V1 alone, which is obsolete and which nothing here checks.",
        ),
        (
            {"headers": {"X-Plivo-Signature": "x"}},
            "The request carries X-Plivo-Signature.",
        ),
        ({"headers": {NONCE: "1"}}, f"The request carries {NONCE}."),
        (
            {"headers": sign("POST", URL, FORM, [TOKEN, OTHER]), "auth_token": [TOKEN]},
            f"Signatures in {PLAIN}: 2; tokens given: 1.",
        ),
        (
            {"headers": {**GOOD, PLAIN: "short"}},
            f"A signature has 44 characters; those in {PLAIN} have [5].",
        ),
        (
            {"headers": sign("POST", URL, FORM, "sub-token", main_token=TOKEN)},
            f"{PLAIN} and {MAIN} differ: a subaccount owns the call.",
        ),
        ({"params": None}, "There are no parameters: did something read the body before?"),
        (
            {"headers": {**GOOD, **sign_v2(URL, TOKEN)}, "params": {}},
            "The V2 signature matches: token, scheme, host and path are right; look at the query, the method and the parameters.",
        ),
        (
            {"headers": {**GOOD, **sign_v2(URL, OTHER)}, "params": {}},
            "The V2 signature does not match either: look at token, scheme, host and path first.",
        ),
        *(
            (
                {"url": url},
                f"The URL has {doubt}, which Plivo's own libraries sign differently.",
            )
            for url, doubt in (
                ("https://example.com:8443/", "a port"),
                ("https://user@example.com/", "a user name"),
                ("https://example.com/@user", "an `@` in its path"),
                ("https://example.com/a;v=1", "a `;` in its path"),
                ("https://example.com/?a=%C3%BC", "letters beyond ASCII"),
                ("https://example.com/?a=%26", "an escaped & or = in its query"),
            )
        ),
    ],
)
def test_what_is_seen_in_a_request_is_told(changes: dict[str, Any], finding: str) -> None:
    assert finding in explain(**request(**changes)).findings


# Values


def test_a_match_is_a_value() -> None:
    match = SignatureMatch(PLAIN, 1)
    assert repr(match) == (
        f"SignatureMatch(header='{PLAIN}', token_index=1,"
        " variant=<Variant.AS_DIALLED: 'as-dialled'>)"
    )
    assert match == SignatureMatch(PLAIN, 1)
    assert match != SignatureMatch(MAIN, 1)
    assert match != object()
    assert hash(match) == hash(SignatureMatch(PLAIN, 1))
    for same in (pickle.loads(pickle.dumps(match)), copy.copy(match), copy.deepcopy(match)):
        assert same == match
    with pytest.raises(AttributeError, match="cannot assign to field 'header'"):
        match.header = MAIN  # type: ignore[misc]
    with pytest.raises(AttributeError, match="cannot delete field 'header'"):
        del match.header  # pyright: ignore[reportAttributeAccessIssue]


def test_an_explanation_is_a_value() -> None:
    told = explain(**request(auth_token=OTHER))
    assert isinstance(told, Explanation)
    assert pickle.loads(pickle.dumps(told)) == told


def test_the_public_names_are_there() -> None:
    assert all(hasattr(signatures, name) for name in names_of(signatures))
    assert set(names_of(signatures)) <= set(dir(signatures))


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"'plivoml\.signatures' has no attribute 'Form'"):
        getattr(signatures, "Form")  # noqa: B009 - type checkers refuse the attribute, as they should


def test_importing_loads_nothing_heavy() -> None:
    program = "import sys; from plivoml.signatures import verify; print(*sys.modules)"
    # -S: a site may load modules of its own.
    done = subprocess.run(
        [sys.executable, "-S", "-c", program],
        timeout=PATIENCE,
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    loaded = set(done.stdout.split())
    heavy = {"attr", "attrs", "typing", "urllib.parse", "xml", "email", "ssl"}
    assert not heavy & loaded
    assert {name for name in loaded if name.startswith("plivoml")} == {
        "plivoml",
        rooms.LAZY,
        rooms.WEB,
        rooms.FORM,
        rooms.WEB_TYPES,
        rooms.MODEL,
        rooms.RECORD,
        "plivoml.errors",
        "plivoml.signatures",
        "plivoml.signatures.checking",
        "plivoml.signatures.match",
        "plivoml.signatures.signing",
    }


def test_a_match_has_no_attribute_of_anybody_else() -> None:
    assert not hasattr(SignatureMatch(PLAIN, 0), "__dict__")
    assert not hasattr(explain(**request()), "__dict__")
