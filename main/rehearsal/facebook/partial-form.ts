/** A multipart form whose connection broke off: its fields, and as much of its file as arrived. */
import type { Incoming } from '../server.ts';

export interface PartialForm {
  readonly fields: FormData;
  readonly bytes: Uint8Array;
}

/** Null when it broke off before the file began. The file must be the last of the form. */
export function partialFile({ headers, body }: Incoming, name: string): PartialForm | null {
  const boundary = /boundary=("?)([^";]+)\1/.exec(headers['content-type'] ?? '')?.[2];
  const opening = body.indexOf(`name="${name}"`);
  const begin = opening < 0 ? -1 : body.indexOf('\r\n\r\n', opening);
  if (boundary === undefined || begin < 0 || begin + 4 >= body.length) return null;
  const fields = new FormData();
  const text = body.subarray(0, opening).toString();
  for (const [, field = '', value = ''] of text.matchAll(/name="([^"]+)"\r\n\r\n([^]*?)\r\n--/g))
    fields.set(field, value);
  const rest = body.subarray(begin + 4);
  const end = rest.indexOf(`\r\n--${boundary}`);
  return { fields, bytes: new Uint8Array(end < 0 ? rest : rest.subarray(0, end)) };
}
