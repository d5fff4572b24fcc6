import { z } from 'zod';
import { timeJson } from '../state/record';
import { referenceOf } from '../state/user';
import { appFor, recordFor } from './context';
import type { RestContext } from './context';
import { appId, check, integer } from './parameters';

/** GET /k/v1/record/comments.json: newest first. */
export function getComments(context: RestContext): unknown {
  const input = check(z.object({ app: appId, record: integer }), context.parameters);
  const app = appFor(context, input.app, 'view');
  const { id } = recordFor(context, app, input.record, 'view');
  const comments = (app.comments.get(id) ?? []).map((comment) => ({
    id: String(comment.id),
    text: comment.text,
    createdAt: timeJson(comment.createdAt),
    creator: comment.creator,
    mentions: [],
  }));
  return { comments: comments.reverse(), older: false, newer: false };
}

/** POST /k/v1/record/comment.json */
export function addComment(context: RestContext): unknown {
  const schema = z.object({
    app: appId,
    record: integer,
    comment: z.object({ text: z.string().min(1).max(65_535) }),
  });
  const input = check(schema, context.parameters);
  const app = appFor(context, input.app, 'view');
  const { id } = recordFor(context, app, input.record, 'view');
  const comments = app.comments.get(id) ?? [];
  const comment = {
    id: (comments.at(-1)?.id ?? 0) + 1,
    text: input.comment.text,
    creator: referenceOf(context.actor),
    createdAt: context.world.settings.now(),
  };
  app.comments.set(id, [...comments, comment]);
  return { id: String(comment.id) };
}
