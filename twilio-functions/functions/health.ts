import { checkHealth } from '../health';
import { jsonAnswer } from '../http/answer';
import { platformHandler } from '../http/platform';
import { readRequest } from '../http/request';

/** `GET /health`, for anyone: whether this deployment is set up, and its version. */
export const handler = platformHandler('health', async (context, event) => {
  const health = checkHealth(readRequest(event), context);
  return jsonAnswer(health.ok ? 200 : 503, health);
});
