import { buildIfStale } from '../sandbox/build';

export default async function setup(): Promise<void> {
  await buildIfStale();
}
