/**
 * The fields of an upload as bytes. Clients of X send files without a file name, which Node's own reader of forms takes
 * for text and would change.
 */
import type { Incoming } from '../server.ts';
import { readJson } from '../bodies.ts';

export type Fields = ReadonlyMap<string, Buffer>;

/** From a form of parts (RFC 7578), or from JSON, where a file is Base64. Throws a SyntaxError for anything else. */
export function readUpload(incoming: Incoming): Fields {
  const type = incoming.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return fromJson(readJson(incoming));
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) throw new SyntaxError('Neither a form nor JSON');
  return new Map(partsBetween(incoming.body, `--${boundary}`).flatMap(fieldOf));
}

function fromJson(body: Readonly<Record<string, unknown>>): Fields {
  const texts = Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return new Map(texts.map(([name, value]) => [name, Buffer.from(value, name === 'media' ? 'base64' : 'utf8')]));
}

/** What stands between two marks, without the line break after the first and before the second. */
function partsBetween(body: Buffer, mark: string): readonly Buffer[] {
  const parts: Buffer[] = [];
  let start = body.indexOf(mark);
  for (;;) {
    const next = body.indexOf(`\r\n${mark}`, start);
    if (start < 0 || next < 0) return parts;
    parts.push(body.subarray(start + mark.length + 2, next));
    start = next + 2;
  }
}

function fieldOf(part: Buffer): readonly (readonly [name: string, value: Buffer])[] {
  const end = part.indexOf('\r\n\r\n');
  const name = /name="([^"]*)"/.exec(part.subarray(0, Math.max(0, end)).toString())?.[1];
  return name === undefined ? [] : [[name, part.subarray(end + 4)]];
}
