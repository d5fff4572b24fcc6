import { describe, expect, it } from 'vitest';
import { createMicrophone } from '../../../kintone/call/microphone';
import { codeOf } from '../../../kintone/call/phone-error';

const stream = () => {
  const played = {
    active: true,
    stopped: 0,
    getTracks: () => [
      {
        stop: () => {
          played.stopped += 1;
          played.active = false;
        },
      },
    ],
  };
  return played;
};
const asStream = (played: ReturnType<typeof stream>) => played as unknown as MediaStream;

describe('microphone', () => {
  it.each([
    ['NotAllowedError', 'mic-denied'],
    ['SecurityError', 'mic-denied'],
    ['NotFoundError', 'mic-missing'],
    ['NotReadableError', 'mic-in-use'],
    ['AbortError', 'mic-in-use'],
  ])('reads %s as %s', async (name, code) => {
    const microphone = createMicrophone(async () => {
      throw Object.assign(new Error('refused'), { name });
    });
    expect(await microphone.open().catch(codeOf)).toBe(code);
  });

  it('is asked for once a call, and let go at its end', async () => {
    const [first, second] = [stream(), stream()];
    const given = [first, second];
    const microphone = createMicrophone(async () => asStream(given.shift() as typeof first));
    expect(await microphone.open()).toBe(first);
    expect(await microphone.open()).toBe(first);
    microphone.close();
    expect(first.stopped).toBe(1);
    expect(await microphone.open()).toBe(second);
  });

  it('is opened anew when the headset was pulled out in a call', async () => {
    const [first, second] = [stream(), stream()];
    const given = [first, second];
    const microphone = createMicrophone(async () => asStream(given.shift() as typeof first));
    await microphone.open();
    first.active = false;
    expect(await microphone.open()).toBe(second);
    microphone.close();
    expect(second.stopped).toBe(1);
  });

  it('is let go whole when the headset changed and there were two of them', async () => {
    const [first, second, third] = [stream(), stream(), stream()];
    const given = [first, second, third];
    const microphone = createMicrophone(async () => asStream(given.shift() as typeof first));
    expect(await Promise.all([microphone.open(), microphone.open()])).toEqual([first, second]);
    expect(await microphone.open(true)).toBe(third);
    microphone.close();
    expect([first.stopped, second.stopped, third.stopped]).toEqual([1, 1, 1]);
  });

  it('does not stay open when the rep allows it after giving up', async () => {
    const late = stream();
    let allow: (given: MediaStream) => void = () => undefined;
    const microphone = createMicrophone(() => new Promise((resolve) => (allow = resolve)));
    const opening = microphone.open();
    microphone.close();
    allow(asStream(late));
    await opening;
    expect(late.stopped).toBe(1);
  });
});
