import { randomUUID } from 'node:crypto';
import type { CallDetail, CallWishes, MiiTelCall, MiiTelUser } from './call';
import { timeText } from './call';

/** The body of one delivery: `call` or `video`, and whatever the admin has added. */
export type DeliveryBody = Record<string, unknown>;

const TENANT = 'sandbox';

const PHRASES: Array<['FROM' | 'TO', string]> = [
  ['TO', 'はい、お電話ありがとうございます。'],
  ['FROM', 'お世話になっております。見積もりの件でお電話しました。'],
  ['TO', 'ありがとうございます。来週の定例でご説明いただけますか。'],
];

const VOICE = {
  f0: 180.5,
  speechrate: 6.2,
  variance: null,
  filler_count: 3,
  positive_score: 2,
  negative_score: 0,
};

const TALK = {
  score: 72.5,
  tlr: 48.1,
  rally_count: 21,
  overlap_count: 2,
  silence_count: 1,
  silence_positions: [[10.5, 13]],
  overlap_positions: [
    [20, 20.4],
    [31.2, 31.5],
  ],
};

function phrasesOf(detail: CallDetail): object[] {
  return PHRASES.map(([side, phrase], order) => ({
    participant_id: detail.participants.find(({ from_to: at }) => at === side)?.id,
    raw: [
      {
        order,
        phrase,
        phrase_nofiller: phrase,
        start_at: order * 3 + 0.4,
        end_at: order * 3 + 2.8,
        filler_num: null,
      },
    ],
    summary: [],
  }));
}

/** Analysis finished: what was said. Of a call nobody answered there is nothing to analyse. */
export function analysisBody(call: MiiTelCall): DeliveryBody {
  const details = call.details.map((detail) => {
    const talked = detail.dial_answered_at !== null;
    return {
      ...detail,
      participants: detail.participants.map((person) => ({ ...person, analysis: talked ? VOICE : null })),
      dtmf: null,
      analysis: talked ? TALK : null,
      tags: talked ? [{ created_by: 'SYSTEM', creator_type: 'SYSTEM', value: '見積もり' }] : [],
      comments: [],
      keywords: talked
        ? [{ starts_at: 4, participant_id: detail.participants[0].id, value: '見積もり' }]
        : [],
      phrases: talked ? phrasesOf(detail) : [],
      speech_recognition: talked
        ? { raw: PHRASES.map(([, phrase]) => phrase).join(''), summary: '見積もりの件' }
        : { raw: '', summary: '' },
    };
  });
  return { call: { id: call.id, tenant_code: TENANT, details } };
}

/** Minutes finished: the summary, and nothing of what only the analysis has. */
export function minutesBody(call: MiiTelCall): DeliveryBody {
  const details = call.details.map((detail, part) => ({ ...detail, minutes: call.minutes[part] ?? '' }));
  return { call: { id: call.id, tenant_code: TENANT, details } };
}

/** A meeting: no call at all. */
export function meetingBody({ rep, endedAt = Date.now() - 60_000 }: CallWishes): DeliveryBody {
  const host: MiiTelUser = rep ?? { name: '佐藤 花子', mail: 'sato.hanako@sandbox.example' };
  return {
    video: {
      id: randomUUID(),
      tenant_code: TENANT,
      title: '定例会議',
      platform: 'zoom',
      starts_at: timeText(endedAt - 1_800_000),
      ends_at: timeText(endedAt),
      access_permission: 'EVERYONE',
      host: { user_name: host.name, login_id: host.mail },
      analysis: { overlap_count: 3, silence_count: 1 },
      participants: [
        { id: randomUUID(), display_name: host.name, miitel_user_name: host.name, login_id: host.mail },
        { id: randomUUID(), display_name: '山田 太郎', miitel_user_name: null, login_id: null },
      ],
      speech_recognition: { raw: '来週の予定を確認しました。', summary: '来週の予定' },
    },
  };
}
