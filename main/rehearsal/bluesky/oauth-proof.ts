import { json, type Answer, type Incoming } from '../server.ts';
import type { PdsContext } from './pds-context.ts';

/** A handler of the authorization server behind a DPoP proof; every answer brings the nonce to use next. */
export function proven(
  context: PdsContext,
  handle: (incoming: Incoming, keyThumbprint: string) => Answer | Promise<Answer>,
) {
  return async (incoming: Incoming): Promise<Answer> => {
    const proof = [incoming.headers['dpop'] ?? []].flat()[0];
    const verdict = await context.proofs.check({
      proof,
      method: incoming.method,
      url: incoming.url,
      accessToken: null,
    });
    const answer = verdict.kind === 'good' ? await handle(incoming, verdict.keyThumbprint) : refusal(verdict);
    return {
      ...answer,
      headers: { ...answer.headers, 'dpop-nonce': context.proofs.nonce(), 'cache-control': 'no-store' },
    };
  };
}

function refusal(
  verdict: { readonly kind: 'nonce_needed' } | { readonly kind: 'bad'; readonly message: string },
): Answer {
  if (verdict.kind === 'bad') return json(400, { error: 'invalid_dpop_proof', error_description: verdict.message });
  return json(400, { error: 'use_dpop_nonce', error_description: 'Authorization server requires nonce in DPoP proof' });
}
