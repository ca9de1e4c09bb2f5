/** An upload in one request: multipart/related (RFC 2387), the words first and the file behind them. */
import { Refusal, type Incoming } from '../server.ts';
import { badRequest } from './errors.ts';
import { resourceSchema } from './metadata.ts';

interface Part {
  readonly mimeType: string;
  readonly content: Buffer;
}

export function readMultipart({ headers, body }: Incoming): {
  readonly resource: ReturnType<typeof resourceSchema.parse>;
  readonly file: Part;
} {
  const boundary = /^multipart\/related;.*boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1];
  const [words, file] = boundary === undefined ? [] : partsOf(body, boundary);
  if (words === undefined || file === undefined)
    throw new Refusal(badRequest('mediaBodyRequired', 'The request does not include the video content.'));
  return { resource: resourceSchema.parse(JSON.parse(words.content.toString())), file };
}

function partsOf(body: Buffer, boundary: string): readonly Part[] {
  const parts: Part[] = [];
  const mark = `--${boundary}`;
  let at = body.indexOf(mark);
  for (let next = body.indexOf(mark, at + 1); next > at; at = next, next = body.indexOf(mark, at + 1)) {
    // Between the line of the boundary and the line break before the next one.
    const part = body.subarray(body.indexOf('\r\n', at) + 2, next - 2);
    const end = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, end).toString();
    parts.push({ mimeType: /content-type: *([^\r\n;]+)/i.exec(head)?.[1] ?? '', content: part.subarray(end + 4) });
  }
  return parts;
}
