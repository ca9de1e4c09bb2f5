/** An answer outside 2xx from a plain XRPC call, with the error name the lexicon gives (`RecordNotFound`, …). */
export class XrpcError extends Error {
  readonly status: number;
  readonly errorName: string | undefined;

  constructor(nsid: string, status: number, body: string) {
    super(`${nsid} answered ${status}: ${body}`);
    this.status = status;
    this.errorName = /"error":"(\w+)"/.exec(body)?.[1];
  }
}

/** Asks a PDS without any client library, so that a test's own view of the server shares no code with the app. */
export async function xrpcGet(
  server: string,
  nsid: string,
  parameters: Readonly<Record<string, string>>,
): Promise<unknown> {
  const response = await xrpcFetch(server, `${nsid}?${new URLSearchParams(parameters).toString()}`);
  return response.json();
}

/** Calls a procedure; a `Blob` goes as it is, everything else as JSON. Returns the JSON answer, if there is one. */
export async function xrpcPost(server: string, nsid: string, body: unknown, token?: string): Promise<unknown> {
  const isBlob = body instanceof Blob;
  const headers = new Headers({ 'content-type': isBlob ? body.type : 'application/json' });
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  const init = { method: 'POST', headers, body: isBlob ? body : JSON.stringify(body) };
  const text = await (await xrpcFetch(server, nsid, init)).text();
  return text === '' ? undefined : JSON.parse(text);
}

/** The raw answer of one call; throws an `XrpcError` outside 2xx. */
export async function xrpcFetch(server: string, call: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(`${server}/xrpc/${call}`, init);
  if (!response.ok) throw new XrpcError(call, response.status, await response.text());
  return response;
}
