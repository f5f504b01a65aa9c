"""Wrong documents, each with exactly what is said of it."""

from __future__ import annotations

import difflib
import pickle

from collections.abc import Iterable

import pytest

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from plivoml import (
    InvalidDocumentError,
    Problem,
    Response,
    UnknownElement,
    check,
    parse,
    parse_fragment,
)
from tests.support.effort import examples
from tests.support.sameness import canonical
from tests.support.strategies import documents
from tests.support.tables import table


def told(document: str | bytes) -> list[str]:
    with pytest.raises(InvalidDocumentError) as caught:
        parse(document)
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return [str(problem) for problem in caught.value.problems]


NOT_XML = r"""
Response
    1:1: error[not-well-formed] /: expected a document; got plain text that begins with 'Response'
Internal Server Error
    1:1: error[not-well-formed] /: expected a document; got plain text that begins with 'Internal'
<!DOCTYPE html><html><body>Login</body></html>
    1:1: error[not-well-formed] /: expected a document; got an HTML page
<html lang="en"><body>404</body></html>
    1:1: error[not-well-formed] /: expected a document; got an HTML page
<?xml version="1.0"?> <!doctype HTML PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "a.dtd"><html/>
    1:23: error[not-well-formed] /: expected a document; got an HTML page
</Response>
    1:1: error[not-well-formed] /: expected a start tag before its end tag; got '</Response>'
<Response/></Response>
    1:12: error[not-well-formed] /: expected a start tag before its end tag; got '</Response>'
&
    1:1: error[not-well-formed] /: expected a document; got plain text that begins with '&'
= <Response/>
    1:1: error[not-well-formed] /: expected a document that begins with a tag; got '='
Hello <Response/>
    1:1: error[not-well-formed] /: expected a document that begins with a tag; got 'Hello'
<Response>
    1:11: error[not-well-formed] /Response: expected </Response>; got the end of the document
<Response><Speak>Hi</Speak>
    1:28: error[not-well-formed] /Response: expected </Response>; got the end of the document
<Response><Speak>Hi</Response>
    1:20: error[not-well-formed] /Response/Speak: expected </Speak>; got '</Response>'
<Response></response>
    1:11: error[not-well-formed] /Response: expected </Response>; got '</response>'
<Response/><Response/>
    1:12: error[not-well-formed] /: expected one root element; got more after it
<Response/> and more
    1:13: error[not-well-formed] /: expected one root element; got more after it
<Response><Hangup reason="busy" reason="busy"/></Response>
    1:33: error[not-well-formed] /Response: expected each attribute once; got 'reason' again
<Response><Hangup reason=busy/></Response>
    1:26: error[not-well-formed] /Response: expected a value in quotes; got 'busy'
<Response><Hangup reason=></Hangup></Response>
    1:26: error[not-well-formed] /Response: expected a value in quotes; got '>'
<Response><Hangup reason/></Response>
    1:25: error[not-well-formed] /Response: expected well-formed XML; got '/' out of place
<Response><Hangup reason="busy"schedule="5"/></Response>
    1:32: error[not-well-formed] /Response: expected well-formed XML; got 's' out of place
<Response><Hangup reason="busy'/></Response>
    1:34: error[not-well-formed] /Response: expected well-formed XML; got '<' out of place
<Response><Redirect>https://example.com/?a=1&b=2</Redirect></Response>
    1:45: error[not-well-formed] /Response/Redirect: expected &amp; for an ampersand; got '&b'; write &amp;
<Response><Speak>Fish & chips</Speak></Response>
    1:23: error[not-well-formed] /Response/Speak: expected &amp; for an ampersand; got '&'; write &amp;
<Response><Speak>Fish &copy; chips</Speak></Response>
    1:23: error[not-well-formed] /Response/Speak: expected a reference that XML has; got '&copy;'; write ©
<Response><Speak>Fish&nbsp;and chips</Speak></Response>
    1:22: error[not-well-formed] /Response/Speak: expected a reference that XML has; got '&nbsp;'; write &#160;
<Response><Speak>Fish &chips; and more</Speak></Response>
    1:23: error[not-well-formed] /Response/Speak: expected &amp; for an ampersand; got '&chips;'; write &amp;
<Response><Speak>1 &LT; 2</Speak></Response>
    1:20: error[not-well-formed] /Response/Speak: expected a reference that XML has; got '&LT;'; write &lt;
<Response><Speak>2&ThickSpace;3</Speak></Response>
    1:19: error[not-well-formed] /Response/Speak: expected a reference that XML has; got '&ThickSpace;'; write &#8287;&#8202;
<Response><Speak>Fish &amp chips</Speak></Response>
    1:23: error[not-well-formed] /Response/Speak: expected &amp; for an ampersand; got '&amp'; write &amp;
<Response><Speak>&#0;</Speak></Response>
    1:18: error[not-well-formed] /Response/Speak: expected a character that XML can hold; got '&#0;'
<Response><Speak>1 < 2</Speak></Response>
    1:20: error[not-well-formed] /Response/Speak: expected &lt; for a less-than sign; got '<'; write &lt;
<Response><!-- a -- b --></Response>
    1:20: error[not-well-formed] /Response: expected well-formed XML; got ' ' out of place
<Response><Speak><![CDATA[Hi</Speak></Response>
    1:48: error[not-well-formed] /Response/Speak: expected ]]>; got the end of the document
{"speak": "Hi"}
    1:1: error[not-well-formed] /: expected a document; got JSON
["<Response/>"]
    1:1: error[not-well-formed] /: expected a document; got JSON
"<Response><Hangup/></Response>"
    1:1: error[not-well-formed] /: expected a document; got JSON
{% if a %}<Response/>{% endif %}
    1:1: error[not-well-formed] /: expected a document that begins with a tag; got '{'
<?xml version="1.0"><Response/>
    1:1: error[not-well-formed] /: expected ?>; got the end of the document
<Response><!-- Hi</Response>
    1:11: error[not-well-formed] /Response: expected -->; got the end of the document
<Response><Hangup
    1:11: error[not-well-formed] /Response: expected the end of a tag; got the end of the document
 <?xml version="1.0"?><Response/>
    1:2: error[text-before-declaration] /: expected the XML declaration at the very start; got something before it
<!-- first --><?xml version="1.0"?><Response/>
    1:15: error[text-before-declaration] /: expected the XML declaration at the very start; got something before it
Hello <?xml version="1.0"?><Response/>
    1:1: error[text-before-declaration] /: expected the XML declaration at the very start; got something before it
"""

REFUSED = r"""
<!DOCTYPE Response><Response/>
    1:1: error[refused-xml] /: expected no document type declaration; got '<!DOCTYPE'
<!DOCTYPE Response SYSTEM "https://example.com/plivo.dtd"><Response/>
    1:1: error[refused-xml] /: expected no document type declaration; got '<!DOCTYPE'
<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><Response><Speak>&b;</Speak></Response>
    1:1: error[refused-xml] /: expected no document type declaration; got '<!DOCTYPE'
<?xml version="1.1"?><Response/>
    1:1: error[refused-xml] /: expected XML 1.0; got '1.1'
<Response xmlns="https://example.com/"/>
    1:1: error[refused-xml] /: expected no namespaces; got 'xmlns'
<p:Response xmlns:p="https://example.com/"/>
    1:1: error[refused-xml] /: expected no namespaces; got 'p:Response'
<Response><Hangup p:reason="busy"/></Response>
    1:11: error[refused-xml] /Response: expected no namespaces; got 'p:reason'
<Response><Speak>Hi <amazon:effect name="whispered">you</amazon:effect></Speak></Response>
    1:21: error[refused-xml] /Response/Speak: expected no namespaces; got 'amazon:effect'
<Response xmlns:xsd="https://example.com/"/>
    1:1: error[refused-xml] /: expected no namespaces; got 'xmlns:xsd'
<Response><Speak xmlns:xsd="http://www.w3.org/2001/XMLSchema">Hi</Speak></Response>
    1:11: error[refused-xml] /Response: expected no namespaces; got 'xmlns:xsd'
<Response xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="a"/>
    1:1: error[refused-xml] /: expected no namespaces; got 'xsi:type'
<Response><Speak xml:1="">Hi</Speak></Response>
    1:11: error[refused-xml] /Response: expected a name behind xml:; got 'xml:1'
<Response><Say xml:-lang="en">Hi</Say></Response>
    1:11: error[refused-xml] /Response: expected a name behind xml:; got 'xml:-lang'
<Response><Speak xml:a:b="">Hi</Speak></Response>
    1:11: error[refused-xml] /Response: expected no namespaces; got 'xml:a:b'
"""

ROOTS = r"""
<response/>
    1:1: error[unknown-element] /response: expected Response; got 'response'; did you mean 'Response'?
<Respnse/>
    1:1: error[unknown-element] /Respnse: expected Response; got 'Respnse'; did you mean 'Response'?
<VoiceXML/>
    1:1: error[unknown-element] /VoiceXML: expected Response; got 'VoiceXML'
<Dial><Number>+15550100123</Number></Dial>
    1:1: error[misplaced-element] /Dial: expected Response as the root; got 'Dial'
"""

MISSPELT = r"""
<Response><Dial timeOut="5"><Number>+15550100123</Number></Dial></Response>
    1:17: error[unknown-attribute] /Response/Dial/@timeOut: expected an attribute of Dial; got 'timeOut'; did you mean 'timeout'?
<Response><Dial time_limit="5" caller_id="+15550100111"><Number>+15550100123</Number></Dial></Response>
    1:17: error[unknown-attribute] /Response/Dial/@time_limit: expected an attribute of Dial; got 'time_limit'; did you mean 'timeLimit'?
    1:32: error[unknown-attribute] /Response/Dial/@caller_id: expected an attribute of Dial; got 'caller_id'; did you mean 'callerId'?
<Response><GetInput action="/" input_type="dtmf"/></Response>
    1:32: error[unknown-attribute] /Response/GetInput/@input_type: expected an attribute of GetInput; got 'input_type'; did you mean 'inputType'?
<Response><MultiPartyCall role="agent" status_callback_url="/">Room 1</MultiPartyCall></Response>
    1:40: error[unknown-attribute] /Response/MultiPartyCall/@status_callback_url: expected an attribute of MultiPartyCall; got 'status_callback_url'; did you mean 'statusCallbackUrl'?
<Response><Wait min_silence="500"/></Response>
    1:17: error[unknown-attribute] /Response/Wait/@min_silence: expected an attribute of Wait; got 'min_silence'; write 'minSilence'
<Response><Dial callerID="+15550100111"><Number sendOnPreAnswer="true">+15550100123</Number></Dial></Response>
    1:17: error[unknown-attribute] /Response/Dial/@callerID: expected an attribute of Dial; got 'callerID'; write 'callerId'
    1:49: error[unknown-attribute] /Response/Dial/Number/@sendOnPreAnswer: expected an attribute of Number; got 'sendOnPreAnswer'; write 'sendOnPreanswer'
<Response><MultiPartyCall role="agent" relayDtmfInputs="true" StartRecordingAudio="/">Room 1</MultiPartyCall></Response>
    1:40: error[unknown-attribute] /Response/MultiPartyCall/@relayDtmfInputs: expected an attribute of MultiPartyCall; got 'relayDtmfInputs'; write 'relayDTMFInputs'
    1:63: error[unknown-attribute] /Response/MultiPartyCall/@StartRecordingAudio: expected an attribute of MultiPartyCall; got 'StartRecordingAudio'; write 'startRecordingAudio'
<Response><dial><Number>+15550100123</Number></dial></Response>
    1:11: error[unknown-element] /Response/dial: expected an element of Plivo's; got 'dial'; did you mean 'Dial'?
<Response><Dial><number>+15550100123</number></Dial></Response>
    1:17: error[unknown-element] /Response/Dial/number: expected Number or User; got 'number'; did you mean 'Number'?
<Response><Dial><Numer>+15550100123</Numer></Dial></Response>
    1:17: error[unknown-element] /Response/Dial/Numer: expected Number or User; got 'Numer'; did you mean 'Number'?
<Response><Spaek>Hi</Spaek></Response>
    1:11: error[unknown-element] /Response/Spaek: expected an element of Plivo's; got 'Spaek'; did you mean 'Speak'?
<Response><get_input action="/"/></Response>
    1:11: error[unknown-element] /Response/get_input: expected an element of Plivo's; got 'get_input'; did you mean 'GetInput'?
<Response><Speak>Hi <Break/></Speak></Response>
    1:21: error[unknown-element] /Response/Speak/Break: expected an element of Plivo's; got 'Break'; did you mean 'break'?
<Response><Speak><say_as interpret-as="date">1</say_as></Speak></Response>
    1:18: error[unknown-element] /Response/Speak/say_as: expected an element of Plivo's; got 'say_as'; did you mean 'say-as'?
<Response><Robot/></Response>
    1:11: error[unknown-element] /Response/Robot: expected an element of Plivo's; got 'Robot'
<Response><Dial mood="good"><Number>+15550100123</Number></Dial></Response>
    1:17: error[unknown-attribute] /Response/Dial/@mood: expected an attribute of Dial; got 'mood'
"""

ANOTHER_S = r"""
<Response><GetInput action="/" timeout="5"/></Response>
    1:32: error[misplaced-attribute] /Response/GetInput/@timeout: expected an attribute of GetInput; got 'timeout'; write 'executionTimeout'
<Response><GetInput action="/" digitTimeout="5"/></Response>
    1:32: error[misplaced-attribute] /Response/GetInput/@digitTimeout: expected an attribute of GetInput; got 'digitTimeout'; write 'digitEndTimeout'
<Response><GetInput action="/" playBeep="true"/></Response>
    1:32: error[misplaced-attribute] /Response/GetInput/@playBeep: expected an attribute of GetInput; got 'playBeep'; it belongs to GetDigits or Record
<Response><GetDigits digitEndTimeout="5"/></Response>
    1:22: error[misplaced-attribute] /Response/GetDigits/@digitEndTimeout: expected an attribute of GetDigits; got 'digitEndTimeout'; it belongs to GetInput
<Response><GetDigits executionTimeout="5"/></Response>
    1:22: error[misplaced-attribute] /Response/GetDigits/@executionTimeout: expected an attribute of GetDigits; got 'executionTimeout'; write 'timeout'
<Response><GetDigits async="true"/></Response>
    1:22: error[misplaced-attribute] /Response/GetDigits/@async: expected an attribute of GetDigits; got 'async'; it belongs to DTMF
<Response><Conference maxParticipants="3">Room 1</Conference></Response>
    1:23: error[misplaced-attribute] /Response/Conference/@maxParticipants: expected an attribute of Conference; got 'maxParticipants'; write 'maxMembers'
<Response><Conference relayDTMFInputs="true">Room 1</Conference></Response>
    1:23: error[misplaced-attribute] /Response/Conference/@relayDTMFInputs: expected an attribute of Conference; got 'relayDTMFInputs'; it belongs to MultiPartyCall
<Response><MultiPartyCall role="agent" relayDTMF="true">Room 1</MultiPartyCall></Response>
    1:40: error[misplaced-attribute] /Response/MultiPartyCall/@relayDTMF: expected an attribute of MultiPartyCall; got 'relayDTMF'; write 'relayDTMFInputs'
"""

FOREIGN = r"""
<Response><Say>Hi</Say></Response>
    1:11: error[twilio-element] /Response/Say: expected an element of Plivo's; got 'Say'; write <Speak>
<Response><Gather action="/"><Say>Hi</Say></Gather></Response>
    1:11: error[twilio-element] /Response/Gather: expected an element of Plivo's; got 'Gather'; write <GetInput>
    1:30: error[twilio-element] /Response/Gather/Say: expected an element of Plivo's; got 'Say'; write <Speak>
<Response><Pause length="1"/></Response>
    1:11: error[twilio-element] /Response/Pause: expected an element of Plivo's; got 'Pause'; write <Wait>
<Response><Reject reason="busy"/></Response>
    1:11: error[twilio-element] /Response/Reject: expected an element of Plivo's; got 'Reject'; write <Hangup/>
<Response><Reject/></Response>
    1:11: error[twilio-element] /Response/Reject: expected an element of Plivo's; got 'Reject'; write <Hangup reason="rejected"/>
<Response><Leave/></Response>
    1:11: error[twilio-element] /Response/Leave: expected an element of Plivo's; got 'Leave'; write <Hangup/>
<Response><Sms>Hi</Sms></Response>
    1:11: error[twilio-element] /Response/Sms: expected an element of Plivo's; got 'Sms'; write <Message>
    1:11: error[missing-attribute] /Response/Sms: expected the attribute 'src'; got none
    1:11: error[missing-attribute] /Response/Sms: expected the attribute 'dst'; got none
<Response><Enqueue>Room 1</Enqueue></Response>
    1:11: error[twilio-element] /Response/Enqueue: expected an element of Plivo's; got 'Enqueue'; write <MultiPartyCall> or <Conference>
    1:11: error[missing-attribute] /Response/Enqueue: expected the attribute 'role'; got none
<Response><Connect><Stream url="wss://example.com/"/></Connect></Response>
    1:11: error[twilio-element] /Response/Connect: expected an element of Plivo's; got 'Connect'; leave the tag out, and keep what is in it
    1:28: error[unknown-attribute] /Response/Connect/Stream/@url: expected an attribute of Stream; got 'url'; write it between the tags
<Response><Start><Stream url="wss://example.com/"/></Start></Response>
    1:11: error[twilio-element] /Response/Start: expected an element of Plivo's; got 'Start'; leave the tag out, and keep what is in it
    1:26: error[unknown-attribute] /Response/Start/Stream/@url: expected an attribute of Stream; got 'url'; write it between the tags
<Response><Stream url="wss://example.com/"/></Response>
    1:19: error[unknown-attribute] /Response/Stream/@url: expected an attribute of Stream; got 'url'; write it between the tags
<Response><Stream>wss://example.com/<Parameter name="a" value="b"/></Stream></Response>
    1:37: error[twilio-element] /Response/Stream/Parameter: expected a text in Stream; got 'Parameter'; write extraHeaders on <Stream>
<Response><Dial><Sip>sip:alice@example.com</Sip></Dial></Response>
    1:17: error[twilio-element] /Response/Dial/Sip: expected Number or User; got 'Sip'; write <User>
<Response><Dial><Client>alice</Client></Dial></Response>
    1:17: error[twilio-element] /Response/Dial/Client: expected Number or User; got 'Client'; write <User>
    1:17: error[bad-value] /Response/Dial/Client: expected a SIP URI such as sip:alice@phone.plivo.com, or the digits of a WhatsApp number; got 'alice'
<Response><Dial><Queue>Room 1</Queue></Dial></Response>
    1:17: error[twilio-element] /Response/Dial/Queue: expected Number or User; got 'Queue'; write <MultiPartyCall> or <Conference>; it stands in <Response>
    1:17: error[missing-attribute] /Response/Dial/Queue: expected the attribute 'role'; got none
<Response><Dial><Conference>Room 1</Conference></Dial></Response>
    1:17: error[misplaced-element] /Response/Dial/Conference: expected Number or User in Dial; got 'Conference'; it stands in <Response>
<Response><Dial answerOnBridge="true" ringTone="uk" record="true"><Number url="/">+15550100123</Number></Dial></Response>
    1:17: error[unknown-attribute] /Response/Dial/@answerOnBridge: expected an attribute of Dial; got 'answerOnBridge'; Plivo has nothing like it
    1:39: error[unknown-attribute] /Response/Dial/@ringTone: expected an attribute of Dial; got 'ringTone'; Plivo has nothing like it
    1:53: error[misplaced-attribute] /Response/Dial/@record: expected an attribute of Dial; got 'record'; write <Record recordSession="true" startOnDialAnswer="true" maxLength="14400"/> before the <Dial>
    1:75: error[unknown-attribute] /Response/Dial/Number/@url: expected an attribute of Number; got 'url'; write confirmSound on the <Dial>
<Response><GetInput action="/" input="speech" speechTimeout="auto" partialResultCallback="/"/></Response>
    1:32: error[unknown-attribute] /Response/GetInput/@input: expected an attribute of GetInput; got 'input'; write 'inputType'
    1:47: error[unknown-attribute] /Response/GetInput/@speechTimeout: expected an attribute of GetInput; got 'speechTimeout'; write 'speechEndTimeout'
    1:68: error[unknown-attribute] /Response/GetInput/@partialResultCallback: expected an attribute of GetInput; got 'partialResultCallback'; write 'interimSpeechResultsCallback'
<Response><Record trim="trim-silence" transcribe="true" transcribeCallback="/" recordingStatusCallback="/"/></Response>
    1:19: error[unknown-attribute] /Response/Record/@trim: expected an attribute of Record; got 'trim'; Plivo has nothing like it
    1:39: error[unknown-attribute] /Response/Record/@transcribe: expected an attribute of Record; got 'transcribe'; write transcriptionType="auto"
    1:57: error[unknown-attribute] /Response/Record/@transcribeCallback: expected an attribute of Record; got 'transcribeCallback'; write 'transcriptionUrl'
    1:80: error[unknown-attribute] /Response/Record/@recordingStatusCallback: expected an attribute of Record; got 'recordingStatusCallback'; write 'callbackUrl'
<Response><Conference waitUrl="/">Room 1</Conference></Response>
    1:23: error[unknown-attribute] /Response/Conference/@waitUrl: expected an attribute of Conference; got 'waitUrl'; write 'waitSound'
<Response><Speak>Hi <cont>you</cont></Speak></Response>
    1:21: error[unknown-element] /Response/Speak/cont: expected an element of Plivo's; got 'cont'; write the words themselves, wherever they stand
<Response><MultiPartyCall role="agent">Room 1<AgentHoldMusic/></MultiPartyCall></Response>
    1:46: error[unknown-element] /Response/MultiPartyCall/AgentHoldMusic: expected a text in MultiPartyCall; got 'AgentHoldMusic'; write agentHoldMusicUrl on <MultiPartyCall>
<Response><AudioStream/></Response>
    1:11: error[unknown-element] /Response/AudioStream: expected an element of Plivo's; got 'AudioStream'; write <Stream>
    1:11: error[missing-text] /Response/AudioStream: expected a URL that starts with wss:// or ws://; got ''
"""

MISPLACED = r"""
<Response><Dial><Speak>Hi</Speak></Dial></Response>
    1:17: error[misplaced-element] /Response/Dial/Speak: expected Number or User in Dial; got 'Speak'; it stands in <Response>, <PreAnswer>, <GetDigits> or <GetInput>
<Response><Number>+15550100123</Number></Response>
    1:11: error[misplaced-element] /Response/Number: expected Speak, Play, DTMF, GetDigits, GetInput, Dial, Redirect, Hangup, Wait, PreAnswer, Record, Conference, MultiPartyCall, Message or Stream in Response; got 'Number'; it stands in <Dial>
<Response><break/></Response>
    1:11: error[misplaced-element] /Response/break: expected Speak, Play, DTMF, GetDigits, GetInput, Dial, Redirect, Hangup, Wait, PreAnswer, Record, Conference, MultiPartyCall, Message or Stream in Response; got 'break'
<Response><Response/></Response>
    1:11: error[misplaced-element] /Response/Response: expected Speak, Play, DTMF, GetDigits, GetInput, Dial, Redirect, Hangup, Wait, PreAnswer, Record, Conference, MultiPartyCall, Message or Stream in Response; got 'Response'
<Response><GetDigits><Dial><Number>+15550100123</Number></Dial></GetDigits></Response>
    1:22: error[misplaced-element] /Response/GetDigits/Dial: expected Speak, Play or Wait in GetDigits; got 'Dial'; it stands in <Response>
<Response><PreAnswer><GetInput action="/"/></PreAnswer></Response>
    1:22: error[misplaced-element] /Response/PreAnswer/GetInput: expected Speak, Play, Wait, GetDigits, Redirect, Message or DTMF in PreAnswer; got 'GetInput'; it stands in <Response>
<Response><Speak><w role="amazon:VB"><p>read</p></w></Speak></Response>
    1:38: error[misplaced-element] /Response/Speak/w/p: expected text, break, emphasis, phoneme, prosody, say-as or sub in w; got 'p'; it stands in <Speak>, <lang> or <prosody>
<Response><Play><Speak>Hi</Speak></Play></Response>
    1:11: error[missing-text] /Response/Play: expected a URL without white space; got ''
    1:17: error[misplaced-element] /Response/Play/Speak: expected a text in Play; got 'Speak'; it stands in <Response>, <PreAnswer>, <GetDigits> or <GetInput>
<Response><Hangup><Speak>Bye</Speak></Hangup></Response>
    1:19: error[misplaced-element] /Response/Hangup/Speak: expected nothing in Hangup; got 'Speak'; it stands in <Response>, <PreAnswer>, <GetDigits> or <GetInput>
<Response><Hangup><Robot/></Hangup><Wait><Number>+15550100123</Number></Wait></Response>
    1:19: error[unknown-element] /Response/Hangup/Robot: expected nothing in Hangup; got 'Robot'
    1:42: error[misplaced-element] /Response/Wait/Number: expected nothing in Wait; got 'Number'; it stands in <Dial>
<Response>Hello</Response>
    1:11: error[stray-text] /Response: expected Speak, Play, DTMF, GetDigits, GetInput, Dial, Redirect, Hangup, Wait, PreAnswer, Record, Conference, MultiPartyCall, Message or Stream in Response; got the text 'Hello'; write <Speak>Hello</Speak>
<Response>Hello, you</Response>
    1:11: error[stray-text] /Response: expected Speak, Play, DTMF, GetDigits, GetInput, Dial, Redirect, Hangup, Wait, PreAnswer, Record, Conference, MultiPartyCall, Message or Stream in Response; got the text 'Hello, you'; write <Speak>Hello, you</Speak>
<Response><Dial>+15550100123</Dial></Response>
    1:11: error[dial-without-target] /Response/Dial: expected at least one Number or User; got none
    1:17: error[stray-text] /Response/Dial: expected Number or User in Dial; got the text '+15550100123'; write <Number>+15550100123</Number>
<Response><Dial><Number>+15550100123</Number>, or <User>sip:alice@example.com</User></Dial></Response>
    1:46: error[stray-text] /Response/Dial: expected Number or User in Dial; got the text ', or'; write <Number>, or</Number>
<Response><GetInput action="/">Hello</GetInput></Response>
    1:32: error[stray-text] /Response/GetInput: expected Speak, Play or Wait in GetInput; got the text 'Hello'; write <Speak>Hello</Speak>
<Response><Wait>5</Wait></Response>
    1:17: error[stray-text] /Response/Wait: expected nothing in Wait; got the text '5'
<Response><Speak>Hi <break>1s</break></Speak></Response>
    1:28: error[stray-text] /Response/Speak/break: expected nothing in break; got the text '1s'
"""

MISSING = r"""
<Response><Dial/></Response>
    1:11: error[dial-without-target] /Response/Dial: expected at least one Number or User; got none
<Response><Dial><!-- nobody --></Dial></Response>
    1:11: error[dial-without-target] /Response/Dial: expected at least one Number or User; got none
<Response><Dial><Number/></Dial></Response>
    1:17: error[missing-text] /Response/Dial/Number: expected a phone number such as +15550100123, on one line; got ''
<Response><Dial><Number> </Number><Number></Number><User/></Dial></Response>
    1:17: error[missing-text] /Response/Dial/Number[1]: expected a phone number such as +15550100123, on one line; got ' '
    1:35: error[missing-text] /Response/Dial/Number[2]: expected a phone number such as +15550100123, on one line; got ''
    1:52: error[missing-text] /Response/Dial/User: expected a SIP URI such as sip:alice@phone.plivo.com, or the digits of a WhatsApp number; got ''
<Response><Play/><Redirect/><DTMF/><Conference/><Stream/></Response>
    1:11: error[missing-text] /Response/Play: expected a URL without white space; got ''
    1:18: error[missing-text] /Response/Redirect: expected a URL without white space; got ''
    1:29: error[missing-text] /Response/DTMF: expected keys 0-9, *, #, w (a wait of half a second) and W (of one second); got ''
    1:36: error[missing-text] /Response/Conference: expected the name of a room, on one line; got ''
    1:49: error[missing-text] /Response/Stream: expected a URL that starts with wss:// or ws://; got ''
<Response><Message src="+15550100111" dst="+15550100123"> </Message></Response>
    1:11: error[missing-text] /Response/Message: expected text that is not blank; got ' '
<Response><Speak><sub alias="Mister"/><say-as interpret-as="date"></say-as></Speak></Response>
    1:18: error[missing-text] /Response/Speak/sub: expected text that is not blank; got ''
    1:39: error[missing-text] /Response/Speak/say-as: expected text that is not blank; got ''
<Response><GetInput/></Response>
    1:11: error[missing-attribute] /Response/GetInput: expected the attribute 'action'; got none
<Response><MultiPartyCall>Room 1</MultiPartyCall></Response>
    1:11: error[missing-attribute] /Response/MultiPartyCall: expected the attribute 'role'; got none
<Response><Message>Hi</Message></Response>
    1:11: error[missing-attribute] /Response/Message: expected the attribute 'src'; got none
    1:11: error[missing-attribute] /Response/Message: expected the attribute 'dst'; got none
<Response><Speak><lang>a</lang><say-as>1</say-as><phoneme>a</phoneme><sub>a</sub><w>a</w></Speak></Response>
    1:18: error[missing-attribute] /Response/Speak/lang: expected the attribute 'xml:lang'; got none
    1:32: error[missing-attribute] /Response/Speak/say-as: expected the attribute 'interpret-as'; got none
    1:50: error[missing-attribute] /Response/Speak/phoneme: expected the attribute 'alphabet'; got none
    1:50: error[missing-attribute] /Response/Speak/phoneme: expected the attribute 'ph'; got none
    1:70: error[missing-attribute] /Response/Speak/sub: expected the attribute 'alias'; got none
    1:82: error[missing-attribute] /Response/Speak/w: expected the attribute 'role'; got none
"""

VALUES = r"""
<Response><Dial method="PUT"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@method: expected one of GET, POST; got 'PUT'
<Response><Dial method="get"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@method: expected one of GET, POST; got 'get'; did you mean 'GET'?
<Response><Dial timeout="abc"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@timeout: expected a whole number of seconds, 1 or more; got 'abc'
<Response><Dial timeout="-1"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@timeout: expected a whole number of seconds, 1 or more; got '-1'
<Response><Dial timeout="+5"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@timeout: expected a whole number of seconds, 1 or more; got '+5'; did you mean '5'?
<Response><Dial timeout="0"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@timeout: expected a whole number of seconds, 1 or more; got '0'
<Response><Dial timeout="05"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@timeout: expected a whole number of seconds, 1 or more; got '05'; did you mean '5'?
<Response><Dial timeout="1e3"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@timeout: expected a whole number of seconds, 1 or more; got '1e3'
<Response><Dial timeout="٥"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@timeout: expected a whole number of seconds, 1 or more; got '٥'
<Response><Dial timeout=" 5" method="GET " redirect="true "><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@timeout: expected a whole number of seconds, 1 or more; got ' 5'; did you mean '5'?
    1:30: error[bad-value] /Response/Dial/@method: expected one of GET, POST; got 'GET '; did you mean 'GET'?
    1:44: error[bad-value] /Response/Dial/@redirect: expected true or false; got 'true '; did you mean 'true'?
<Response><Dial redirect="1"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@redirect: expected true or false; got '1'; did you mean 'true'?
<Response><Dial redirect="yes"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@redirect: expected true or false; got 'yes'; did you mean 'true'?
<Response><Dial redirect="True"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@redirect: expected true or false; got 'True'; did you mean 'true'?
<Response><Dial redirect=""><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@redirect: expected true or false; got ''
<Response><Dial action=""><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@action: expected a URL without white space; got ''
<Response><Dial action="https://example.com/a b"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@action: expected a URL without white space; got 'https://example.com/a b'; did you mean 'https://example.com/a%20b'?
<Response><Dial dialMusic="a b"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@dialMusic: expected real or a URL without white space; got 'a b'
<Response><Dial callerName="A caller whose name is longer than fifty characters"><Number>+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@callerName: expected 1 to 50 characters; got 'A caller whose name is longer than fifty characters'
<Response><Dial confirmKey="12" digitsMatch="" sipHeaders=" "><Number sendDigits="1W">+15550100123</Number></Dial></Response>
    1:17: error[bad-value] /Response/Dial/@confirmKey: expected one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, *, #; got '12'
    1:33: error[bad-value] /Response/Dial/@digitsMatch: expected patterns of keys to match, separated by commas; got ''
    1:48: error[bad-value] /Response/Dial/@sipHeaders: expected SIP headers, as a mapping or as 'name=value,name2=value2'; got ' '
    1:71: error[bad-value] /Response/Dial/Number/@sendDigits: expected keys 0-9, *, # and w (a wait of half a second); got '1W'
<Response><Dial><User>alice@example.com</User></Dial></Response>
    1:17: error[bad-value] /Response/Dial/User: expected a SIP URI such as sip:alice@phone.plivo.com, or the digits of a WhatsApp number; got 'alice@example.com'; did you mean 'sip:alice@example.com'?
<Response><Dial><User sipAuthUsername="alice" sipAuthPassword="short">sip:alice@example.com</User></Dial></Response>
    1:47: error[bad-value] /Response/Dial/User/@sipAuthPassword: expected 8 to 128 characters; got '***'
<Response><GetInput action="/" executionTimeout="61" digitEndTimeout="1" speechEndTimeout="soon" numDigits="33"/></Response>
    1:32: error[bad-value] /Response/GetInput/@executionTimeout: expected a whole number of seconds from 5 to 60; got '61'
    1:54: error[bad-value] /Response/GetInput/@digitEndTimeout: expected auto or a whole number of seconds from 2 to 10; got '1'
    1:74: error[bad-value] /Response/GetInput/@speechEndTimeout: expected auto or a whole number of seconds from 2 to 10; got 'soon'
    1:98: error[bad-value] /Response/GetInput/@numDigits: expected a whole number of digits from 1 to 32; got '33'
<Response><GetInput action="/" inputType="speech dtmf" finishOnKey="##" language="english" hints=""/></Response>
    1:32: error[bad-value] /Response/GetInput/@inputType: expected one of dtmf, speech, dtmf speech; got 'speech dtmf'; did you mean 'dtmf speech'?
    1:56: error[bad-value] /Response/GetInput/@finishOnKey: expected '' or 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, *, #, none; got '##'
    1:73: error[bad-value] /Response/GetInput/@language: expected a language such as en-GB; got 'english'
    1:92: error[bad-value] /Response/GetInput/@hints: expected phrases to expect, separated by commas, 10000 characters at most; got ''
<Response><GetDigits validDigits="0-9" retries="-1"/></Response>
    1:22: error[bad-value] /Response/GetDigits/@validDigits: expected keys 0-9, * and #; got '0-9'
    1:40: error[bad-value] /Response/GetDigits/@retries: expected a whole number of attempts, 0 or more; got '-1'
<Response><Record maxLength="1" fileFormat="ogg" finishOnKey=""/></Response>
    1:19: error[bad-value] /Response/Record/@maxLength: expected a whole number of seconds, 2 or more; got '1'
    1:33: error[bad-value] /Response/Record/@fileFormat: expected one of mp3, wav; got 'ogg'
    1:50: error[bad-value] /Response/Record/@finishOnKey: expected one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, *, #, none; got ''
<Response><Wait length="0" beep="yes"/><Wait beep="duration=x"/><Wait beep="length=3"/></Response>
    1:17: error[bad-value] /Response/Wait[1]/@length: expected a whole number of seconds, 1 or more; got '0'
    1:28: error[bad-value] /Response/Wait[1]/@beep: expected true or false or parameters of a beep; got 'yes'; did you mean 'true'?
    1:46: error[bad-value] /Response/Wait[2]/@beep: expected true or false or parameters of a beep; got 'duration=x'
    1:71: error[bad-value] /Response/Wait[3]/@beep: expected true or false or parameters of a beep; got 'length=3'
<Response><Conference maxMembers="21" enterSound="beep:3 ">Room 1</Conference></Response>
    1:23: error[bad-value] /Response/Conference/@maxMembers: expected a whole number of members from 1 to 20; got '21'
    1:39: error[bad-value] /Response/Conference/@enterSound: expected '', beep:1, beep:2 or a URL without white space; got 'beep:3 '; did you mean 'beep:3'?
<Response><MultiPartyCall role="AGENT" maxDuration="299" waitTime="1801">Room 1</MultiPartyCall></Response>
    1:27: error[bad-value] /Response/MultiPartyCall/@role: expected one of Agent, agent, Supervisor, supervisor, Customer, customer, ai-agent; got 'AGENT'; did you mean 'Agent'?
    1:40: error[bad-value] /Response/MultiPartyCall/@maxDuration: expected a whole number of seconds from 300 to 28800; got '299'
    1:58: error[bad-value] /Response/MultiPartyCall/@waitTime: expected a whole number of seconds from 0 to 1800; got '1801'
<Response><MultiPartyCall role="agent" statusCallbackEvents="mpc-state-changes,,participant-state-changes">Room 1</MultiPartyCall></Response>
    1:40: error[bad-value] /Response/MultiPartyCall/@statusCallbackEvents: expected events out of mpc-state-changes, participant-state-changes, participant-speak-events, participant-digit-input-events, add-participant-api-events, ...; got 'mpc-state-changes,,participant-s...
<Response><Stream noiseCancellationLevel="59" contentType="audio/wav">https://example.com/</Stream></Response>
    1:11: error[bad-value] /Response/Stream: expected a URL that starts with wss:// or ws://; got 'https://example.com/'; did you mean 'wss://example.com/'?
    1:19: error[bad-value] /Response/Stream/@noiseCancellationLevel: expected a whole number from 60 to 100; got '59'
    1:47: error[bad-value] /Response/Stream/@contentType: expected one of audio/x-l16;rate=8000, audio/x-l16;rate=16000, audio/x-l16;rate=24000, audio/x-mulaw;rate=8000; got 'audio/wav'
<Response><Message src="" dst="" type="mms">Hi</Message></Response>
    1:20: error[bad-value] /Response/Message/@src: expected a phone number such as +15550100123, on one line; got ''
    1:27: error[bad-value] /Response/Message/@dst: expected phone numbers, separated by '<'; got ''
    1:34: error[bad-value] /Response/Message/@type: expected sms; got 'mms'
<Response><Speak voice="Amy" loop="-1" language="en_GB">Hi</Speak></Response>
    1:18: error[bad-value] /Response/Speak/@voice: expected WOMAN, MAN or a voice such as Polly.Amy; got 'Amy'; did you mean 'Polly.Amy'?
    1:30: error[bad-value] /Response/Speak/@loop: expected a whole number of times, 0 or more; got '-1'
    1:40: error[bad-value] /Response/Speak/@language: expected a language such as en-GB; got 'en_GB'; did you mean 'en-GB'?
<Response><Speak><break time="11s" strength="big"/><prosody rate="10%" volume="6dB" pitch="5%">a</prosody></Speak></Response>
    1:25: error[bad-value] /Response/Speak/break/@time: expected a time from 0 to 10 seconds, such as 1.5s or 300ms; got '11s'
    1:36: error[bad-value] /Response/Speak/break/@strength: expected one of none, x-weak, weak, medium, strong, x-strong; got 'big'
    1:61: error[bad-value] /Response/Speak/prosody/@rate: expected x-slow, slow, medium, fast, x-fast or a percentage from 20% to 200%; got '10%'
    1:72: error[bad-value] /Response/Speak/prosody/@volume: expected default, silent, x-soft, soft, medium, loud, x-loud or a change such as +6dB or -4.5dB; got '6dB'; did you mean '+6dB'?
    1:85: error[bad-value] /Response/Speak/prosody/@pitch: expected default, x-low, low, medium, high, x-high or a change such as +5% or -10%; got '5%'; did you mean '+5%'?
<Response><Speak><lang xml:lang="xx">a</lang><w role="VB">a</w><emphasis level="Strong">a</emphasis></Speak></Response>
    1:24: error[bad-value] /Response/Speak/lang/@xml:lang: expected one of arb, cmn-CN, cy-GB, da-DK, de-DE, en-AU, en-GB, en-GB-WLS, en-IN, en-US, es-ES, es-MX, es-US, fr-CA, fr-FR, hi-IN, is-IS, it-IT, ja-JP, ko-KR, ...; got 'xx'
    1:49: error[bad-value] /Response/Speak/w/@role: expected one of amazon:VB, amazon:VBD, amazon:DT, amazon:IN, amazon:JJ, amazon:NN, amazon:DEFAULT, amazon:SENSE_1; got 'VB'
    1:74: error[bad-value] /Response/Speak/emphasis/@level: expected one of strong, moderate, reduced; got 'Strong'; did you mean 'strong'?
<Response><Play>Hello, you</Play></Response>
    1:11: error[bad-value] /Response/Play: expected a URL without white space; got 'Hello, you'; a blank in a URL is %20, and words are spoken by <Speak>
<Response><Hangup reason="tired" schedule="0"/></Response>
    1:19: error[free-text-reason] /Response/Hangup/@reason: expected one of rejected, busy; got 'tired'; tell the caller with <Speak>
    1:34: error[bad-value] /Response/Hangup/@schedule: expected a whole number of seconds, 1 or more; got '0'
<Response><DTMF async="0">1,2</DTMF></Response>
    1:11: error[bad-value] /Response/DTMF: expected keys 0-9, *, #, w (a wait of half a second) and W (of one second); got '1,2'
    1:17: error[bad-value] /Response/DTMF/@async: expected true or false; got '0'; did you mean 'false'?
"""

WRONG_WORDS = r"""
<Response><Say voice="woman">Hi</Say><Say voice="Joanna">Hi</Say><Say voice="polly.amy">Hi</Say></Response>
    1:11: error[twilio-element] /Response/Say[1]: expected an element of Plivo's; got 'Say'; write <Speak>
    1:16: error[bad-value] /Response/Say[1]/@voice: expected WOMAN, MAN or a voice such as Polly.Amy; got 'woman'; did you mean 'WOMAN'?
    1:38: error[twilio-element] /Response/Say[2]: expected an element of Plivo's; got 'Say'; write <Speak>
    1:43: error[bad-value] /Response/Say[2]/@voice: expected WOMAN, MAN or a voice such as Polly.Amy; got 'Joanna'; did you mean 'Polly.Joanna'?
    1:66: error[twilio-element] /Response/Say[3]: expected an element of Plivo's; got 'Say'; write <Speak>
    1:71: error[bad-value] /Response/Say[3]/@voice: expected WOMAN, MAN or a voice such as Polly.Amy; got 'polly.amy'; did you mean 'Polly.Amy'?
<Response><Record fileFormat="MP3" transcriptionType="Auto"/><Record recordSession="TRUE" maxLength="60s"/></Response>
    1:19: error[bad-value] /Response/Record[1]/@fileFormat: expected one of mp3, wav; got 'MP3'; did you mean 'mp3'?
    1:36: error[bad-value] /Response/Record[1]/@transcriptionType: expected one of auto, hybrid, manual; got 'Auto'; did you mean 'auto'?
    1:70: error[bad-value] /Response/Record[2]/@recordSession: expected true or false; got 'TRUE'; did you mean 'true'?
    1:91: error[bad-value] /Response/Record[2]/@maxLength: expected a whole number of seconds, 2 or more; got '60s'; did you mean '60'?
<Response><Speak>a<emphasis level="Strong">b</emphasis><break time=" 1s"/><lang xml:lang="en_gb">c</lang></Speak></Response>
    1:29: error[bad-value] /Response/Speak/emphasis/@level: expected one of strong, moderate, reduced; got 'Strong'; did you mean 'strong'?
    1:63: error[bad-value] /Response/Speak/break/@time: expected a time from 0 to 10 seconds, such as 1.5s or 300ms; got ' 1s'; did you mean '1s'?
    1:81: error[bad-value] /Response/Speak/lang/@xml:lang: expected one of arb, cmn-CN, cy-GB, da-DK, de-DE, en-AU, en-GB, en-GB-WLS, en-IN, en-US, es-ES, es-MX, es-US, fr-CA, fr-FR, hi-IN, is-IS, it-IT, ja-JP, ko-KR, ...; got 'en_gb'; did you mean 'en-GB'?
<Response><Speak><break time="1 s"/><prosody volume="+6 dB" rate="50">a</prosody></Speak></Response>
    1:25: error[bad-value] /Response/Speak/break/@time: expected a time from 0 to 10 seconds, such as 1.5s or 300ms; got '1 s'; did you mean '1s'?
    1:46: error[bad-value] /Response/Speak/prosody/@volume: expected default, silent, x-soft, soft, medium, loud, x-loud or a change such as +6dB or -4.5dB; got '+6 dB'; did you mean '+6dB'?
    1:61: error[bad-value] /Response/Speak/prosody/@rate: expected x-slow, slow, medium, fast, x-fast or a percentage from 20% to 200%; got '50'; did you mean '50%'?
<Response><Stream>agent.example.com/talk</Stream></Response>
    1:11: error[bad-value] /Response/Stream: expected a URL that starts with wss:// or ws://; got 'agent.example.com/talk'; did you mean 'wss://agent.example.com/talk'?
<Response><Hangup reason="Busy"/><Hangup reason="rejected "/></Response>
    1:19: error[bad-value] /Response/Hangup[1]/@reason: expected one of rejected, busy; got 'Busy'; did you mean 'busy'?
    1:42: error[bad-value] /Response/Hangup[2]/@reason: expected one of rejected, busy; got 'rejected '; did you mean 'rejected'?
<Response><Stream track="inbound_track">wss://example.com/</Stream><Stream audioTrack="inbound_track" contentType="PCMU">wss://example.com/</Stream></Response>
    1:19: error[unknown-attribute] /Response/Stream[1]/@track: expected an attribute of Stream; got 'track'; write audioTrack: inbound, outbound or both
    1:76: error[bad-value] /Response/Stream[2]/@audioTrack: expected one of inbound, outbound, both; got 'inbound_track'; did you mean 'inbound'?
    1:103: error[bad-value] /Response/Stream[2]/@contentType: expected one of audio/x-l16;rate=8000, audio/x-l16;rate=16000, audio/x-l16;rate=24000, audio/x-mulaw;rate=8000; got 'PCMU'; did you mean 'audio/x-mulaw;rate=8000'?
<Response><Stream contentType="audio/x-mulaw;rate=16000">wss://example.com/</Stream></Response>
    1:19: error[bad-value] /Response/Stream/@contentType: expected one of audio/x-l16;rate=8000, audio/x-l16;rate=16000, audio/x-l16;rate=24000, audio/x-mulaw;rate=8000; got 'audio/x-mulaw;rate=16000'; did you mean 'audio/x-mulaw;rate=8000'?
<Response><Wait length="2.0" minSilence="500ms"/><Wait length="2.5"/><Wait length="5s" minSilence="5s"/></Response>
    1:17: error[bad-value] /Response/Wait[1]/@length: expected a whole number of seconds, 1 or more; got '2.0'; did you mean '2'?
    1:30: error[bad-value] /Response/Wait[1]/@minSilence: expected a whole number of milliseconds, 1 or more; got '500ms'; did you mean '500'?
    1:56: error[bad-value] /Response/Wait[2]/@length: expected a whole number of seconds, 1 or more; got '2.5'
    1:76: error[bad-value] /Response/Wait[3]/@length: expected a whole number of seconds, 1 or more; got '5s'; did you mean '5'?
    1:88: error[bad-value] /Response/Wait[3]/@minSilence: expected a whole number of milliseconds, 1 or more; got '5s'
<Response><Conference record="record-from-start">Room 1</Conference></Response>
    1:23: error[bad-value] /Response/Conference/@record: expected true or false; got 'record-from-start'; did you mean 'true'?
<Response><Dial><User>+1 555</User><User>15550100123@example.com</User></Dial></Response>
    1:17: error[bad-value] /Response/Dial/User[1]: expected a SIP URI such as sip:alice@phone.plivo.com, or the digits of a WhatsApp number; got '+1 555'
    1:36: error[bad-value] /Response/Dial/User[2]: expected a SIP URI such as sip:alice@phone.plivo.com, or the digits of a WhatsApp number; got '15550100123@example.com'; did you mean 'sip:15550100123@example.com'?
"""

INSIDE = r"""
<Response><Gather input="speech" timeout="5" action="/g"><Say voice="alice" language="en">Hi</Say><Pause length="x"/></Gather><Dial timeout="20"><Sip username="a" password="b">sip:a@example.com</Sip><Client>bob</Client></Dial></Response>
    1:11: error[twilio-element] /Response/Gather: expected an element of Plivo's; got 'Gather'; write <GetInput>
    1:19: error[unknown-attribute] /Response/Gather/@input: expected an attribute of GetInput; got 'input'; write 'inputType'
    1:34: error[misplaced-attribute] /Response/Gather/@timeout: expected an attribute of GetInput; got 'timeout'; write 'executionTimeout'
    1:58: error[twilio-element] /Response/Gather/Say: expected an element of Plivo's; got 'Say'; write <Speak>
    1:63: error[bad-value] /Response/Gather/Say/@voice: expected WOMAN, MAN or a voice such as Polly.Amy; got 'alice'; did you mean 'WOMAN'?
    1:99: error[twilio-element] /Response/Gather/Pause: expected an element of Plivo's; got 'Pause'; write <Wait>
    1:106: error[bad-value] /Response/Gather/Pause/@length: expected a whole number of seconds, 1 or more; got 'x'
    1:146: error[twilio-element] /Response/Dial/Sip: expected Number or User; got 'Sip'; write <User>
    1:151: error[unknown-attribute] /Response/Dial/Sip/@username: expected an attribute of User; got 'username'; write 'sipAuthUsername'
    1:164: error[unknown-attribute] /Response/Dial/Sip/@password: expected an attribute of User; got 'password'; write 'sipAuthPassword'
    1:164: error[bad-value] /Response/Dial/Sip/@password: expected 8 to 128 characters; got '***'
    1:200: error[twilio-element] /Response/Dial/Client: expected Number or User; got 'Client'; write <User>
    1:200: error[bad-value] /Response/Dial/Client: expected a SIP URI such as sip:alice@phone.plivo.com, or the digits of a WhatsApp number; got 'bob'
<Response><Robot><Say voice="Amy">Hi</Say><Play/><Arm><Number/></Arm><Body/></Robot></Response>
    1:11: error[unknown-element] /Response/Robot: expected an element of Plivo's; got 'Robot'
    1:18: error[twilio-element] /Response/Robot/Say: expected an element of Plivo's; got 'Say'; write <Speak>
    1:23: error[bad-value] /Response/Robot/Say/@voice: expected WOMAN, MAN or a voice such as Polly.Amy; got 'Amy'; did you mean 'Polly.Amy'?
    1:43: error[missing-text] /Response/Robot/Play: expected a URL without white space; got ''
    1:55: error[missing-text] /Response/Robot/Arm/Number: expected a phone number such as +15550100123, on one line; got ''
<Response><Dial><Speak voice="Amy">Hi</Speak></Dial></Response>
    1:17: error[misplaced-element] /Response/Dial/Speak: expected Number or User in Dial; got 'Speak'; it stands in <Response>, <PreAnswer>, <GetDigits> or <GetInput>
    1:24: error[bad-value] /Response/Dial/Speak/@voice: expected WOMAN, MAN or a voice such as Polly.Amy; got 'Amy'; did you mean 'Polly.Amy'?
<response><Wait length="x"/></response>
    1:1: error[unknown-element] /response: expected Response; got 'response'; did you mean 'Response'?
    1:17: error[bad-value] /response/Wait/@length: expected a whole number of seconds, 1 or more; got 'x'
<Say voice="Amy">Hi</Say>
    1:1: error[twilio-element] /Say: expected Response; got 'Say'; write <Speak>
    1:6: error[bad-value] /Say/@voice: expected WOMAN, MAN or a voice such as Polly.Amy; got 'Amy'; did you mean 'Polly.Amy'?
<Response><Connect>Hello<Stream url="https://example.com/"/></Connect></Response>
    1:11: error[twilio-element] /Response/Connect: expected an element of Plivo's; got 'Connect'; leave the tag out, and keep what is in it
    1:20: error[stray-text] /Response/Connect: expected Speak, Play, DTMF, GetDigits, GetInput, Dial, Redirect, Hangup, Wait, PreAnswer, Record, Conference, MultiPartyCall, Message or Stream in Response; got the text 'Hello'; write <Speak>Hello</Speak>
    1:33: error[bad-value] /Response/Connect/Stream/@url: expected a URL that starts with wss:// or ws://; got 'https://example.com/'; did you mean 'wss://example.com/'?
    1:33: error[unknown-attribute] /Response/Connect/Stream/@url: expected an attribute of Stream; got 'url'; write it between the tags
<Response><Speak>Hi <speak>you <break time="x"/></speak></Speak></Response>
    1:21: error[unknown-element] /Response/Speak/speak: expected an element of Plivo's; got 'speak'; leave the tag out, and keep what is in it
    1:39: error[bad-value] /Response/Speak/speak/break/@time: expected a time from 0 to 10 seconds, such as 1.5s or 300ms; got 'x'
<Response><Message from="+15550100111" to="+15550100123"><Body>Hi</Body></Message></Response>
    1:20: error[unknown-attribute] /Response/Message/@from: expected an attribute of Message; got 'from'; write 'src'
    1:40: error[unknown-attribute] /Response/Message/@to: expected an attribute of Message; got 'to'; write 'dst'
    1:58: error[twilio-element] /Response/Message/Body: expected a text in Message; got 'Body'; write its text in <Message>
<Response><Dial timeOut="x"><Number>+15550100123</Number></Dial></Response>
    1:17: error[unknown-attribute] /Response/Dial/@timeOut: expected an attribute of Dial; got 'timeOut'; did you mean 'timeout'?
    1:17: error[bad-value] /Response/Dial/@timeOut: expected a whole number of seconds, 1 or more; got 'x'
<Response><Play url="a b"/></Response>
    1:17: error[bad-value] /Response/Play/@url: expected a URL without white space; got 'a b'; a blank in a URL is %20, and words are spoken by <Speak>
    1:17: error[unknown-attribute] /Response/Play/@url: expected an attribute of Play; got 'url'; write it between the tags
<Response><User username="a">sip:a@example.com</User></Response>
    1:11: error[misplaced-element] /Response/User: expected Speak, Play, DTMF, GetDigits, GetInput, Dial, Redirect, Hangup, Wait, PreAnswer, Record, Conference, MultiPartyCall, Message or Stream in Response; got 'User'; it stands in <Dial>
    1:11: error[sip-auth-pair] /Response/User: expected sipAuthUsername and sipAuthPassword together; got one without the other
    1:17: error[unknown-attribute] /Response/User/@username: expected an attribute of User; got 'username'; write 'sipAuthUsername'
"""

TOGETHER = r"""
<Response><Dial><User sipAuthUsername="alice">sip:alice@example.com</User></Dial></Response>
    1:17: error[sip-auth-pair] /Response/Dial/User: expected sipAuthUsername and sipAuthPassword together; got one without the other
<Response><Dial><User sipAuthPassword="a long secret">sip:alice@example.com</User></Dial></Response>
    1:17: error[sip-auth-pair] /Response/Dial/User: expected sipAuthUsername and sipAuthPassword together; got one without the other
<Response><Stream bidirectional="true" audioTrack="both">wss://example.com/</Stream></Response>
    1:40: error[stream-track-conflict] /Response/Stream/@audioTrack: expected audioTrack to be inbound where bidirectional is true; got 'both'
<Response><Speak><prosody>a</prosody></Speak></Response>
    1:18: error[prosody-without-attribute] /Response/Speak/prosody: expected volume, rate or pitch; got none of them
"""


@table(("document", "problems"), NOT_XML)
def test_what_is_not_well_formed_is_told_with_its_place(document: str, problems: list[str]) -> None:
    assert told(document) == problems


@table(("document", "problems"), REFUSED)
def test_what_no_document_needs_is_refused(document: str, problems: list[str]) -> None:
    assert told(document) == problems


@table(("document", "problems"), ROOTS)
def test_a_document_is_a_response(document: str, problems: list[str]) -> None:
    assert told(document) == problems


@table(("document", "problems"), MISSPELT)
def test_a_misspelt_name_is_told_the_right_one(document: str, problems: list[str]) -> None:
    assert told(document) == problems


@table(("document", "problems"), ANOTHER_S)
def test_an_attribute_of_another_element_is_told_the_one_of_this(
    document: str, problems: list[str]
) -> None:
    assert told(document) == problems


@table(("document", "problems"), FOREIGN)
def test_a_name_of_another_platform_is_told_in_plivo_s(document: str, problems: list[str]) -> None:
    assert told(document) == problems


@table(("document", "problems"), MISPLACED)
def test_what_stands_in_the_wrong_place_is_told(document: str, problems: list[str]) -> None:
    assert told(document) == problems


@table(("document", "problems"), MISSING)
def test_what_is_missing_is_told(document: str, problems: list[str]) -> None:
    assert told(document) == problems


@table(("document", "problems"), VALUES)
def test_a_wrong_value_is_told_what_was_expected(document: str, problems: list[str]) -> None:
    assert told(document) == problems


@table(("document", "problems"), WRONG_WORDS)
def test_a_value_that_is_written_wrong_is_told_the_right_one(
    document: str, problems: list[str]
) -> None:
    assert told(document) == problems


@table(("document", "problems"), INSIDE)
def test_what_is_in_an_element_by_another_name_is_judged_as_what_is_meant(
    document: str, problems: list[str]
) -> None:
    assert told(document) == problems


@table(("document", "problems"), TOGETHER)
def test_what_must_hold_between_attributes_is_told(document: str, problems: list[str]) -> None:
    assert told(document) == problems


ALL = (MISSPELT, ANOTHER_S, FOREIGN, MISPLACED, MISSING, VALUES, WRONG_WORDS, INSIDE, TOGETHER)


@table(("document", "problems"), "\n".join(rows.strip("\n") for rows in ALL))
def test_plain_data_are_told_what_their_document_is_told(
    document: str, problems: list[str]
) -> None:
    kept = parse(document, strict=False)
    with pytest.raises(InvalidDocumentError) as caught:
        Response.from_dict(kept.to_dict())
    if kept.tag != "Response":
        assert str(caught.value).startswith("/Response: expected Response as the root; got {")
        return
    # Data have no lines and columns.
    sentences = [problem.split("] ", 1)[1] for problem in problems]
    assert [str(problem) for problem in caught.value.problems] == sentences
    assert Response.from_dict(kept.to_dict(), strict=False) == kept


def test_everything_that_is_wrong_is_told_at_once_and_in_order() -> None:
    document = (
        "<Response>\n"
        '  <Say voice="alice">Hi</Say>\n'
        '  <Dial timeOut="5" method="PUT" timeout="abc">\n'
        '    <Number/>\n    <Speak>\u00e9\U0001f600</Speak><Numer redirect="1">1</Numer>\n'
        "  </Dial>\n"
        '  <Dial method="get"/>\n'
        '  <GetInput timeout="5"/>+15550100123\n'
        "  <Redirect>https://example.com/?a=1&b=2</Redirect>\n"
        "</Response>"
    )
    verbs = (
        "Speak, Play, DTMF, GetDigits, GetInput, Dial, Redirect, Hangup, Wait, PreAnswer, "
        "Record, Conference, MultiPartyCall, Message or Stream"
    )
    assert [problem.replace(verbs, "(verbs)") for problem in told(document)] == [
        "2:3: error[twilio-element] /Response/Say: expected an element of Plivo's; got 'Say'; write <Speak>",
        "2:8: error[bad-value] /Response/Say/@voice: expected WOMAN, MAN or a voice such as Polly.Amy; got 'alice'; did you mean 'WOMAN'?",
        "3:9: error[unknown-attribute] /Response/Dial[1]/@timeOut: expected an attribute of Dial; got 'timeOut'; did you mean 'timeout'?",
        "3:21: error[bad-value] /Response/Dial[1]/@method: expected one of GET, POST; got 'PUT'",
        "3:34: error[bad-value] /Response/Dial[1]/@timeout: expected a whole number of seconds, 1 or more; got 'abc'",
        "4:5: error[missing-text] /Response/Dial[1]/Number: expected a phone number such as +15550100123, on one line; got ''",
        "5:5: error[misplaced-element] /Response/Dial[1]/Speak: expected Number or User in Dial; got 'Speak'; it stands in <Response>, <PreAnswer>, <GetDigits> or <GetInput>",
        "5:22: error[unknown-element] /Response/Dial[1]/Numer: expected Number or User; got 'Numer'; did you mean 'Number'?",
        "5:29: error[misplaced-attribute] /Response/Dial[1]/Numer/@redirect: expected an attribute of Number; got 'redirect'; it belongs to GetDigits, GetInput, Dial, Record or Conference",
        "7:3: error[dial-without-target] /Response/Dial[2]: expected at least one Number or User; got none",
        "7:9: error[bad-value] /Response/Dial[2]/@method: expected one of GET, POST; got 'get'; did you mean 'GET'?",
        "8:3: error[missing-attribute] /Response/GetInput: expected the attribute 'action'; got none",
        "8:13: error[misplaced-attribute] /Response/GetInput/@timeout: expected an attribute of GetInput; got 'timeout'; write 'executionTimeout'",
        "8:26: error[stray-text] /Response: expected (verbs) in Response; got the text '+15550100123'; write <Speak>+15550100123</Speak>",
        "9:37: error[not-well-formed] /Response/Redirect: expected &amp; for an ampersand; got '&b'; write &amp;",
    ]


NUL = "expected characters that XML can hold; got '\\x00'"


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (b"", "1:1: error[not-well-formed] /: expected a document; got nothing"),
        (b"\xef\xbb\xbf", "1:1: error[not-well-formed] /: expected a document; got nothing"),
        (" \n ", "2:2: error[not-well-formed] /: expected a document; got nothing"),
        (
            b"<Response><Speak>caf\xe9</Speak></Response>",
            "1:21: error[not-well-formed] /Response/Speak: expected UTF-8; got the byte 0xe9",
        ),
        (
            b"<Response>&on\xe9;</Response>",
            "1:11: error[not-well-formed] /Response: expected &amp; for an ampersand; got '&on\ufffd;'; write &amp;",
        ),
        (
            b'<?xml version="1.0" encoding="iso-8859-1"?><Response></R\xe9sponse>',
            "1:54: error[not-well-formed] /Response: expected </Response>; got '</R\xe9sponse>'",
        ),
        (
            b'<?xml version="1.0" encoding="iso-8859-1"?><Response \xa0/>',
            "1:54: error[not-well-formed] /: expected well-formed XML; got '\\xa0' out of place",
        ),
        (
            "<Response>\n<Speak>a\0b</Speak></Response>",
            "2:9: error[not-well-formed] /Response/Speak: expected characters that XML can hold; got '\\x00'",
        ),
        (
            "<Response><Speak>\ud800</Speak></Response>",
            "1:18: error[not-well-formed] /Response/Speak: expected characters that XML can hold; got '\\ud800'",
        ),
        (
            "<Response><Speak>a\ufffe</Speak></Response>",
            "1:19: error[not-well-formed] /Response/Speak: expected characters that XML can hold; got '\\ufffe'",
        ),
        (
            '\n<?xml version="1.0"?><Response/>',
            "2:1: error[text-before-declaration] /: expected the XML declaration at the very start; got something before it",
        ),
        *[
            (document, f"{place}: error[not-well-formed] /: {NUL}")
            for document, place in (
                ("<Response/>".encode("utf-16-le").decode("latin-1"), "1:2"),
                ("<Response/>".encode("utf-16-be").decode("latin-1"), "1:1"),
                ('<Response><Wait length="5"/></Response>'.encode("utf-32"), "1:1"),
                ('<Response><Wait length="5"/></Response>'.encode("utf-32-le"), "1:2"),
            )
        ],
        (
            b'<?xml version="1.0" encoding="UTF-16"?><Response/>',
            (
                "1:31: error[not-well-formed] /: expected the encoding that the XML declaration "
                "names; got another one"
            ),
        ),
        (
            b'<?xml version="1.0" encoding="windows-1252"?><Response/>',
            "1:1: error[refused-xml] /: expected an encoding that every parser reads, such as UTF-8; got 'windows-1252'",
        ),
        *[
            (
                b'\xef\xbb\xbf<?xml version="1.0" encoding="%s"?><Response><Speak>%s</Speak><Dial timeOut="20"/></Response>'
                % (encoding.encode(), "\udc80".encode(errors="surrogatepass")),
                f"1:1: error[refused-xml] /: expected an encoding that every parser reads, such as UTF-8; got '{encoding}'",
            )
            for encoding in ("ISO-8859-1", "US-ASCII", "UTF-16")
        ],
        (
            "<Response><Conference>Room\n1</Conference></Response>",
            "1:11: error[bad-value] /Response/Conference: expected the name of a room, on one line; got 'Room\\n1'",
        ),
        (
            '<Response><Dial timeout="5\xa0"><Number>+15550100123</Number></Dial></Response>',
            "1:17: error[bad-value] /Response/Dial/@timeout: expected a whole number of seconds, 1 or more; got '5\\xa0'; did you mean '5'?",
        ),
    ],
    ids=repr,
)
def test_what_hardly_shows_is_told_too(document: str | bytes, problem: str) -> None:
    assert told(document) == [problem]


def test_nothing_is_read_beyond_the_hundredth_level() -> None:
    # What is after it is not even looked at: it would not be well-formed.
    deep = "<Response><Speak>" + "<emphasis>" * 10_000 + "</nonsense"
    path = "/Response/Speak" + "/emphasis" * 98
    column = len("<Response><Speak>" + "<emphasis>" * 98) + 1
    assert told(deep) == [
        f"1:{column}: error[refused-xml] {path}: expected at most 100 elements in each other; got more"
    ]


def test_a_hundred_levels_are_read() -> None:
    levels = 98
    document = (
        f"<Response><Speak>{'<emphasis>' * levels}Hi{'</emphasis>' * levels}</Speak></Response>"
    )
    assert len(list(parse(document).walk())) == levels + 2


@pytest.mark.parametrize("kind", [str, str.encode], ids=["text", "bytes"])
def test_a_document_beyond_10_mb_is_not_read(kind: type[str]) -> None:
    # Nor is this one well-formed.
    assert told(kind("<Response><Speak>" + "a" * 20_000_000)) == [
        "1:1: error[refused-xml] /: expected at most 10 MB; got more"
    ]


def test_the_limit_is_one_of_bytes_whatever_is_given() -> None:
    # Two bytes for each character.
    document = f"<Response><Speak>{'é' * 6_000_000}</Speak></Response>"
    too_long = ["1:1: error[refused-xml] /: expected at most 10 MB; got more"]
    assert told(document) == told(document.encode()) == too_long


def test_the_error_can_be_pickled() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        parse('<Response><Dial timeOut="5"/></Response>')
    copied = pickle.loads(pickle.dumps(caught.value))
    assert type(copied) is InvalidDocumentError
    assert copied.problems == caught.value.problems
    assert str(copied) == str(caught.value)


def test_a_mistake_that_is_made_hundreds_of_times_is_thought_over_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    get_close_matches = difflib.get_close_matches

    def close(word: str, known: Iterable[str], n: int, cutoff: float) -> list[str]:
        asked.append(word)
        return get_close_matches(word, known, n, cutoff)

    monkeypatch.setattr(difflib, "get_close_matches", close)
    mistakes = '<Wiat lenngth="5"/><Wait beep="treu"/>' * 300
    problems = told(f"<Response>{mistakes}</Response>")
    assert len(problems) == 900
    assert len(asked) == len(set(asked)) <= 3


def test_after_a_thousand_problems_no_more_are_looked_for() -> None:
    problems = told(f"<Response>{'<Bogus/>' * 2000}</Response>")
    assert len(problems) == 1001
    assert problems[-1] == (
        "1:8011: error[refused-xml] /Response/Bogus[1001]: expected at most 1,000 problems; "
        "got more; nothing else was looked at"
    )


def test_a_document_with_too_many_problems_is_kept_as_it_is() -> None:
    document = f"<Response><Wait/>{'<Bogus/>' * 2000}</Response>"
    kept = parse(document, strict=False)
    assert isinstance(kept, UnknownElement)
    assert str(kept) == document


def test_whoever_asks_for_a_few_rules_hears_that_not_all_was_looked_at() -> None:
    document = f"<Response>{'<Bogus/>' * 2000}<Wait beep='2'/></Response>"
    assert [problem.rule for problem in check(document, select=["bad-value"])] == ["refused-xml"]


def test_no_more_than_a_thousand_warnings_are_told() -> None:
    problems = check(f"<Response>{'<Play>a.mp3</Play>' * 1200}</Response>")
    assert len(problems) == 1001
    assert [problem.rule for problem in problems[-2:]] == ["relative-url", "refused-xml"]


def test_text_before_each_of_many_right_elements_is_told_of_alone() -> None:
    document = f"<Response>{'a<Hangup/>' * 2000}</Response>"
    assert [problem.rule for problem in check(document, select=["stray-text"])] == ["stray-text"]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Documents with a few pieces taken out, doubled or put elsewhere."""
    document = draw(documents(loose=True))
    text = document.to_xml(indent=draw(st.sampled_from(["", " "])), declaration=False)
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        piece = text[start : start + draw(st.integers(0, 12))]
        rest = text[:start] + text[start + len(piece) :]
        place = draw(st.integers(0, len(rest)))
        put = draw(st.sampled_from(["", piece, piece * 2, piece.swapcase(), "<", "&", '"', "-"]))
        text = rest[:place] + put + rest[place:]
    return text


def test_a_long_text_that_is_astray_is_not_told_twice() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        parse(f"<Response>{'word ' * 1000}</Response>")
    (problem,) = caught.value.problems
    assert problem.hint == "write <Speak>...</Speak>"
    assert len(problem.message) <= 200


@given(damaged())
@examples(300)
def test_damage_is_told_or_kept(document: str) -> None:
    problems: tuple[Problem, ...] = ()
    strict: Response | None = None
    try:
        strict = parse(document)
    except InvalidDocumentError as error:
        problems = error.problems
    assert (strict is None) == bool(problems)
    assert all((problem.line or 0) > 0 < (problem.column or 0) for problem in problems)
    try:
        lenient = parse(document, strict=False)
    except InvalidDocumentError:
        assert strict is None
    else:
        assert strict in (None, lenient)
        assert canonical(lenient.to_xml()) == canonical(document)
        assert parse_fragment(document, strict=False) == lenient


NAMES = st.text(st.sampled_from("ax:1-._\u00e9\u00b7\u0300\u2160\u3007"), min_size=1, max_size=4)


@given(NAMES | NAMES.map("xml:{}".format), st.sampled_from(["Speak", "emphasis", "Foo"]))
@examples(200)
def test_every_name_of_an_attribute_is_kept_or_refused(name: str, tag: str) -> None:
    """What libxml2 reads too is kept; the rest is refused."""
    document = f"<Response><Speak>a<{tag} {name}='b'>c</{tag}></Speak></Response>"
    problems = check(document)
    if any(problem.rule in ("not-well-formed", "refused-xml") for problem in problems):
        with pytest.raises(InvalidDocumentError):
            parse(document, strict=False)
        return
    etree.fromstring(document)
    assert canonical(str(parse(document, strict=False))) == canonical(document)
