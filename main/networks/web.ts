/** The open web as anyone sees it: for public addresses of files, fetched to be compared. */
import { createHash } from 'node:crypto';
import type { Sha256 } from '../../contract/model.ts';
import type { Web } from '../core/ports/system.ts';
import { type HttpOptions, openHttp } from './http.ts';

const timeoutMs = 10 * 60_000;

export function openWeb(options: HttpOptions): Web {
  const http = openHttp(options);
  return {
    hashOf: async (url, maxBytes, signal) => {
      const { body } = await http.stream({
        method: 'GET',
        url,
        kind: 'read',
        maxBytes,
        timeoutMs,
        signal,
        explain: ({ status }) => ({ code: status >= 500 || status === 429 ? 'transient' : 'media_unreachable' }),
      });
      const hash = createHash('sha256');
      for await (const chunk of body) hash.update(chunk);
      return hash.digest('hex') as Sha256;
    },
  };
}
