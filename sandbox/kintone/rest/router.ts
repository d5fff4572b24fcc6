import { header, json, text } from '../http/message';
import type { Answer, HttpRequest } from '../http/message';
import type { SeenRequest, World } from '../state/world';
import { getApp, getFields, getLayout, getStatus } from './app-form';
import { authenticate, languageFor, passesBasicAuth } from './authentication';
import type { Authentication } from './authentication';
import { addComment, getComments } from './comments';
import type { RestHandler } from './context';
import { getLiveCustomization, getPreviewCustomization, updatePreviewCustomization } from './customize';
import { deployApps, getDeployments } from './deploy';
import { downloadFile, readUpload, uploadFile } from './file';
import { methodOf, readParameters } from './parameters';
import { addRecord, deleteRecords, getRecord, updateRecord } from './record';
import { addRecords, getNeighbours, getRecords, updateRecords } from './records';
import { RestError } from './rest-error';

const ROUTES: Record<string, RestHandler> = {
  'GET record.json': getRecord,
  'POST record.json': addRecord,
  'PUT record.json': updateRecord,
  'GET records.json': getRecords,
  'POST records.json': addRecords,
  'PUT records.json': updateRecords,
  'DELETE records.json': deleteRecords,
  'GET record/comments.json': getComments,
  'POST record/comment.json': addComment,
  'GET app.json': getApp,
  'GET app/status.json': getStatus,
  'GET app/form/fields.json': getFields,
  'GET app/form/layout.json': getLayout,
  'GET preview/app/form/fields.json': getFields,
  'GET preview/app/form/layout.json': getLayout,
  'GET app/customize.json': getLiveCustomization,
  'GET preview/app/customize.json': getPreviewCustomization,
  'PUT preview/app/customize.json': updatePreviewCustomization,
  'POST preview/app/deploy.json': deployApps,
  'GET preview/app/deploy.json': getDeployments,
};

const PAGE_ROUTES: Record<string, RestHandler> = { 'GET neighbours.json': getNeighbours };

/** A domain's limit of requests at the same time. */
const MOST_AT_ONCE = 100;

export interface RestAnswer {
  answer: Answer;
  auth: SeenRequest['auth'];
  user: string | null;
}

/**
 * Answers a request under /k/v1/, and under /k/page/, where the stand-in's own pages ask: the same handlers at other
 * paths, so that what a customization asks for can be counted apart. `path` is what follows.
 */
export async function answerRest(
  world: World,
  request: HttpRequest,
  path: string,
  options: { port: number; isPage: boolean },
): Promise<RestAnswer> {
  if (!passesBasicAuth(world, request)) {
    const answer = text(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="kintone"' });
    return { answer, auth: 'none', user: null };
  }
  const limits = {
    'x-concurrencylimit-limit': String(MOST_AT_ONCE),
    'x-concurrencylimit-running': String(world.running + 1),
  };
  let who: Authentication | undefined;
  world.running += 1;
  try {
    if (world.running > MOST_AT_ONCE) {
      throw new RestError(429, 'GAIA_TO04', 'too-busy');
    }
    const isUpload = path === 'file.json' && request.method === 'POST';
    const upload = isUpload ? await readUpload(request) : undefined;
    const parameters = upload ? {} : readParameters(request);
    const requestToken = upload ? upload.requestToken : parameters.__REQUEST_TOKEN__;
    who = authenticate(
      world,
      request,
      typeof requestToken === 'string' ? requestToken : undefined,
      options.port,
    );
    if (upload) {
      return seen(json(200, await uploadFile(world, upload.file), limits), who);
    }
    if (path === 'file.json' && request.method === 'GET') {
      return seen(downloadFile(world, parameters), who);
    }
    const route = `${methodOf(request)} ${path}`;
    const handler = ROUTES[route] ?? (options.isPage ? PAGE_ROUTES[route] : undefined);
    if (!handler) {
      throw new RestError(404, 'CB_IL02', 'no-such-api');
    }
    return seen(json(200, handler({ world, actor: who.actor, parameters }), limits), who);
  } catch (error) {
    if (!(error instanceof RestError)) {
      throw error;
    }
    const language = languageFor(who?.actor, request);
    return seen(json(error.status, error.body(language), limits), who);
  } finally {
    world.running -= 1;
  }
}

function seen(answer: Answer, who: Authentication | undefined): RestAnswer {
  const user = who?.actor.kind === 'user' ? who.actor.user.code : null;
  return { answer, auth: who?.via ?? 'none', user };
}

/** What a fault with a status looks like: an HTML page from 500 on, as from kintone's front, else a REST error. */
export function faultAnswer(status: number, request: HttpRequest): Answer {
  if (status >= 500) {
    return text(status, '<!doctype html><title>Service Unavailable</title>', {
      'content-type': 'text/html;charset=utf-8',
    });
  }
  const code = status === 429 ? 'GAIA_TO04' : 'CB_ON01';
  const error = new RestError(status, code, status === 429 ? 'too-busy' : 'on-purpose');
  return json(status, error.body(header(request, 'accept-language').startsWith('en') ? 'en' : 'ja'));
}
