import { describe, expect, it } from 'vitest';
import type { Item, Items } from '../../setup/kintone/customization';
import { planCustomization, sameState } from '../../setup/kintone/plan-customization';

const file = (name: string, content: string, ours = false): Item => ({
  kind: 'file',
  name,
  content: Buffer.from(content),
  ours,
});
const url = (name: string): Item => ({ kind: 'url', name });
const items = (js: Item[], rest: Partial<Items> = {}): Items => ({
  'desktop.js': js,
  'desktop.css': [],
  'mobile.js': [],
  'mobile.css': [],
  ...rest,
});
const ours = items([file('settings.js', 'new settings', true), file('client.js', 'client', true)]);
const names = (list: Items) => list['desktop.js'].map(({ name }) => name);

describe('what an upload makes of an app', () => {
  it('adds ours after what is there', () => {
    const live = {
      scope: 'ALL' as const,
      items: items([url('https://example.com/a.js'), file('b.js', 'b')]),
    };
    const plan = planCustomization(live, ours, 'ALL');
    expect(names(plan.items)).toEqual(['https://example.com/a.js', 'b.js', 'settings.js', 'client.js']);
    expect(plan.changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'keep https://example.com/a.js',
      'keep b.js',
      'add settings.js',
      'add client.js',
    ]);
  });

  it('replaces ours where they stand, keeps the order of the others and files that only have our names', () => {
    const live = {
      scope: 'ADMIN' as const,
      items: items(
        [
          file('a.js', 'a'),
          file('settings.js', 'old', true),
          file('client.js', 'client', true),
          file('client.js', 'theirs'),
          url('https://example.com/z.js'),
        ],
        { 'mobile.css': [file('m.css', 'm')] },
      ),
    };
    const plan = planCustomization(live, ours, 'ADMIN');
    expect(plan.items['desktop.js']).toEqual([
      live.items['desktop.js'][0],
      ...ours['desktop.js'],
      ...live.items['desktop.js'].slice(3),
    ]);
    expect(plan.items['mobile.css']).toEqual(live.items['mobile.css']);
    expect(plan.changes).toEqual([
      { kind: 'keep', place: 'desktop.js', name: 'a.js' },
      { kind: 'replace', place: 'desktop.js', name: 'settings.js', before: 3, size: 12 },
      { kind: 'same', place: 'desktop.js', name: 'client.js', size: 6 },
      { kind: 'keep', place: 'desktop.js', name: 'client.js' },
      { kind: 'keep', place: 'desktop.js', name: 'https://example.com/z.js' },
      { kind: 'keep', place: 'mobile.css', name: 'm.css' },
    ]);
  });

  it('takes away what was ours and is no longer', () => {
    const live = {
      scope: 'ALL' as const,
      items: items([], { 'mobile.js': [file('client.js', 'old', true)] }),
    };
    const plan = planCustomization(live, ours, 'ALL');
    expect(plan.items['mobile.js']).toEqual([]);
    expect(plan.changes).toContainEqual({ kind: 'remove', place: 'mobile.js', name: 'client.js' });
  });

  it('changes nothing the second time', () => {
    const live = { scope: 'ALL' as const, items: items([file('a.js', 'a'), file('client.js', 'old', true)]) };
    const once = planCustomization(live, ours, 'ALL');
    expect(sameState(planCustomization(once, ours, 'ALL'), once)).toBe(true);
  });
});

describe('two states', () => {
  const one = { scope: 'ALL' as const, items: items([file('a.js', 'a'), ...ours['desktop.js']]) };

  it.each([
    [
      'another content of the same size',
      { ...one, items: items([file('a.js', 'b'), ...ours['desktop.js']]) },
    ],
    ['another scope', { ...one, scope: 'NONE' as const }],
    ['one more file', { ...one, items: items([file('a.js', 'a'), url('https://example.com/b.js')]) }],
    ['another place', { ...one, items: items(ours['desktop.js'], { 'mobile.js': [file('a.js', 'a')] }) }],
  ])('differ by %s, also without ours', (_, other) => {
    expect(sameState(one, other, 'others')).toBe(false);
    expect(sameState(one, other)).toBe(false);
  });

  it('are the same without ours when only ours differ', () => {
    const other = { scope: 'ALL' as const, items: items([file('a.js', 'a')]) };
    expect(sameState(one, other)).toBe(false);
    expect(sameState(one, other, 'others')).toBe(true);
  });
});
