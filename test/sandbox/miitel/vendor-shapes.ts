import { z } from 'zod';

/** The vendor's published schemas, as far as they require something: keys, types, formats and names. */
const uuid = z.uuid();
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
const text = z.string().nullable();
const count = z.number().int();
const mail = z.email().nullable();

const participant = z.object({
  id: uuid,
  from_to: z.enum(['FROM', 'TO']),
  name: text,
  company_name: text,
  login_id: mail,
});

const part = {
  id: uuid,
  dial_starts_at: time,
  dial_answered_at: time.nullable(),
  dial_ends_at: time,
  queueing_starts_at: time.nullable(),
  queueing_answered_at: time.nullable(),
  queueing_ends_at: time.nullable(),
  call_type: z.enum(['OUTGOING_CALL', 'INCOMING_CALL', 'EXTENSION_TRANSFER']),
  circuit_number: text,
  circuit_name: text,
  from_number: text,
  to_number: text,
  previous_id: uuid.nullable(),
};

const call = <T extends z.ZodType>(detail: T) =>
  z.object({
    call: z.object({ id: uuid, tenant_code: z.string(), details: z.array(detail).min(1) }),
  });

const positions = z.array(z.tuple([z.number(), z.number()]));
const raw = z.strictObject({
  order: count,
  phrase: z.string(),
  phrase_nofiller: z.string(),
  start_at: z.number(),
  end_at: z.number(),
  filler_num: count.nullable(),
});

const voice = z
  .object({
    f0: z.number(),
    speechrate: z.number(),
    variance: z.number().nullable(),
    filler_count: count,
    positive_score: count,
    negative_score: count,
  })
  .nullable();

/** call_analysis_completed */
export const analysisShape = call(
  z.object({
    ...part,
    participants: z.array(participant.extend({ analysis: voice })),
    dtmf: text,
    analysis: z
      .object({
        score: z.number(),
        tlr: z.number(),
        rally_count: count,
        overlap_count: count,
        silence_count: count,
        silence_positions: positions,
        overlap_positions: positions,
      })
      .nullable(),
    tags: z.array(
      z.strictObject({
        created_by: z.string(),
        creator_type: z.enum(['TENANT_USER', 'SYSTEM']),
        value: z.string(),
      }),
    ),
    comments: z.array(z.strictObject({ created_at: z.string(), created_by: z.string(), value: z.string() })),
    keywords: z.array(z.strictObject({ starts_at: count, participant_id: uuid, value: z.string() })),
    phrases: z.array(z.strictObject({ participant_id: uuid, raw: z.array(raw), summary: z.array(raw) })),
    speech_recognition: z.strictObject({ raw: z.string(), summary: z.string() }),
  }),
);

/** call_summarization_completed; strict, since none of the analysis stands in it. */
export const minutesShape = call(
  z.strictObject({ ...part, participants: z.array(participant.strict()), minutes: z.string() }),
);

/** video_analysis_completed */
export const meetingShape = z.object({
  video: z.strictObject({
    id: uuid,
    tenant_code: z.string(),
    title: z.string(),
    platform: z.enum(['miitel', 'zoom', 'google_meet', 'microsoft_teams']),
    starts_at: time,
    ends_at: time,
    access_permission: z.enum(['HOST', 'EVERYONE']),
    host: z.strictObject({ user_name: z.string(), login_id: mail }),
    analysis: z.strictObject({ overlap_count: count.nullable(), silence_count: count.nullable() }),
    participants: z.array(
      z.strictObject({ id: uuid, display_name: z.string(), miitel_user_name: text, login_id: mail }),
    ),
    speech_recognition: z.strictObject({ raw: text, summary: text }),
  }),
});
