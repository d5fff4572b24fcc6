import { describe, expect, it } from 'vitest';
import { readTwiml } from '../../../../sandbox/twilio/twiml/verbs';
import { parseXml } from '../../../../sandbox/twilio/twiml/xml';

describe('parseXml', () => {
  it('reads attributes, entities, comments and text', () => {
    expect(
      parseXml(
        '<?xml version="1.0"?><!-- a --><a b="1&amp;2" c=\'"\'><d/>t&lt;&#x41;&#66;<![CDATA[<&]]></a>\n',
      ),
    ).toEqual({
      name: 'a',
      attributes: { b: '1&2', c: '"' },
      text: 't<AB<&',
      children: [{ name: 'd', attributes: {}, children: [], text: '' }],
    });
  });

  it.each(['', 'text', '<a>', '<a></b>', '<a/><b/>', '<a b=1/>', '<a', '</a>', '<a/>rest'])(
    'refuses %j',
    (text) => {
      expect(parseXml(text)).toBeUndefined();
    },
  );
});

describe('readTwiml', () => {
  it('reads a Dial with Twilio’s defaults and limits', () => {
    expect(readTwiml('<Response><Dial timeout="1">+81312345601</Dial></Response>')).toEqual([
      {
        verb: 'Dial',
        number: '+81312345601',
        callerId: undefined,
        answerOnBridge: false,
        timeout: 5,
        timeLimit: 14_400,
        ringTone: 'us',
        action: undefined,
        statusCallback: undefined,
        statusEvents: new Set(['completed']),
      },
    ]);
  });

  it('reads the other verbs in their order', () => {
    expect(readTwiml('<Response><Pause/><Say>はい</Say><Reject/><Hangup/></Response>')).toEqual([
      { verb: 'Pause', seconds: 1 },
      { verb: 'Say', text: 'はい', language: 'en-US' },
      { verb: 'Reject', reason: 'rejected' },
      { verb: 'Hangup' },
    ]);
  });

  it('refuses two numbers at once', () => {
    const twoNumbers = '<Response><Dial><Number>+81</Number><Number>+82</Number></Dial></Response>';
    expect(readTwiml(twoNumbers)).toMatchObject({ code: 12200 });
  });
});
