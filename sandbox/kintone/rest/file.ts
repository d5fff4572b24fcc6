import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { header } from '../http/message';
import type { Answer, HttpRequest } from '../http/message';
import type { StoredFile } from '../state/customization';
import type { World } from '../state/world';
import { check } from './parameters';
import type { Parameters } from './parameters';
import { RestError, invalidInput } from './rest-error';

const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css' };

/** Keeps a file; its key is what customizations name it by. */
export function keepFile(world: World, name: string, content: Buffer): StoredFile {
  const ending = name.split('.').pop()?.toLowerCase() ?? '';
  const file = {
    fileKey: randomUUID(),
    name,
    contentType: TYPES[ending] ?? 'application/octet-stream',
    content,
  };
  world.files.set(file.fileKey, file);
  return file;
}

/** Reads the multipart form of an upload: the file, and the request token of a page that uploads. */
export async function readUpload(
  request: HttpRequest,
): Promise<{ file: File | undefined; requestToken: string | undefined }> {
  try {
    const form = await new Response(new Uint8Array(request.body), {
      headers: { 'content-type': header(request, 'content-type') },
    }).formData();
    const [file, token] = [form.get('file'), form.get('__REQUEST_TOKEN__')];
    return {
      file: file instanceof File ? file : undefined,
      requestToken: typeof token === 'string' ? token : undefined,
    };
  } catch {
    throw new RestError(400, 'CB_IL02', 'illegal-request');
  }
}

/** POST /k/v1/file.json */
export async function uploadFile(world: World, file: File | undefined): Promise<unknown> {
  if (!file) {
    throw invalidInput({ file: ['required'] });
  }
  return { fileKey: keepFile(world, file.name, Buffer.from(await file.arrayBuffer())).fileKey };
}

/** GET /k/v1/file.json */
export function downloadFile(world: World, parameters: Parameters): Answer {
  const { fileKey } = check(z.object({ fileKey: z.string() }), parameters);
  const file = world.files.get(fileKey);
  if (!file) {
    throw new RestError(404, 'GAIA_BL01', 'file-not-found', fileKey);
  }
  const name = encodeURIComponent(file.name);
  return {
    status: 200,
    headers: {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
      'cache-control': 'no-store',
    },
    body: file.content,
  };
}
