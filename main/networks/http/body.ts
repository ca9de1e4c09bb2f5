import { NetworkFailure } from '../../core/ports/network.ts';

/**
 * The same answer with a body that fails as soon as it grows past `maxBytes`: a server cannot make this program hold more.
 * A length announced above the limit fails before a byte of the body is read.
 */
export function limitBody(response: Response, maxBytes: number, host: string): Response {
  const tooLarge = new NetworkFailure({
    code: 'answer_too_large',
    detail: `${host} answered with more than ${Math.round(maxBytes / 1000)} kB.`,
  });
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    void response.body?.cancel().catch(() => undefined);
    throw tooLarge;
  }
  if (response.body === null) return response;
  const limited = new Response(response.body.pipeThrough(countedTo(maxBytes, tooLarge)), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
  Object.defineProperty(limited, 'url', { value: response.url });
  return limited;
}

function countedTo(maxBytes: number, tooLarge: Error): TransformStream<Uint8Array, Uint8Array> {
  let sizeBytes = 0;
  return new TransformStream({
    transform: (chunk, controller) => {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes) controller.error(tooLarge);
      else controller.enqueue(chunk);
    },
  });
}

/**
 * A form as bytes in memory, with its type. Node reads the files of a form while it sends them: when the connection ends
 * meanwhile, or a file cannot be read, that error reaches nobody who waits for the call and would end the program.
 */
export async function formBytes(form: FormData): Promise<{ readonly type: string; readonly bytes: ArrayBuffer }> {
  const inMemory = new FormData();
  for (const [name, value] of form) {
    if (typeof value === 'string') inMemory.append(name, value);
    else inMemory.append(name, new Blob([await value.arrayBuffer()], { type: value.type }), value.name);
  }
  const whole = new Response(inMemory);
  return { type: whole.headers.get('content-type') ?? '', bytes: await whole.arrayBuffer() };
}

export const readText = (response: Response): Promise<string> => response.text();

export const readBytes = async (response: Response): Promise<Uint8Array> =>
  new Uint8Array(await response.arrayBuffer());

/** The value of a JSON text; undefined when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
