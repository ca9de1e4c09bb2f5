/** Handle to DID to server: the directory and the resolver. */
import { person } from '../people.ts';
import { json, type Route } from '../server.ts';
import { serviceDid, type PdsContext } from './pds-context.ts';
import { invalidRequest, xrpcError } from './xrpc.ts';

const { did, handle } = person.bluesky;
/** A well-formed public key that signs nothing: the repository's commits are not signed here. */
const signingKey = 'zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF';

/** The document at `GET /{did}` of the pretend plc.directory. */
export const didDocument = (pdsBase: string): Record<string, unknown> => ({
  '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
  id: did,
  alsoKnownAs: [`at://${handle}`],
  verificationMethod: [{ id: `${did}#atproto`, type: 'Multikey', controller: did, publicKeyMultibase: signingKey }],
  service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: pdsBase }],
});

export function plcRoutes(pdsBase: () => string): readonly Route[] {
  const unknown = (asked: string) => json(404, { message: `DID not registered: ${asked}` });
  return [
    {
      method: 'GET',
      path: '/:did',
      handle: ({ params }) =>
        params['did'] === did
          ? json(200, didDocument(pdsBase()), { 'content-type': 'application/did+ld+json' })
          : unknown(params['did'] ?? ''),
    },
  ];
}

export function identityRoutes(context: PdsContext): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/xrpc/com.atproto.identity.resolveHandle',
      handle: ({ url }) => {
        const asked = url.searchParams.get('handle');
        if (asked === null || !/^([a-z0-9-]+\.)+[a-z0-9-]+$/i.test(asked))
          throw invalidRequest('Error: handle must be a valid handle');
        return asked.toLowerCase() === handle
          ? json(200, { did })
          : xrpcError(400, 'HandleNotFound', 'Unable to resolve handle');
      },
    },
    { method: 'GET', path: '/xrpc/com.atproto.server.describeServer', handle: () => json(200, description(context)) },
    { method: 'GET', path: '/xrpc/_health', handle: () => json(200, { version: '0.5.35' }) },
  ];
}

const description = (context: PdsContext) => ({
  did: serviceDid(context),
  availableUserDomains: ['.bsky.rehearsal'],
  inviteCodeRequired: true,
  phoneVerificationRequired: false,
  links: {},
  contact: {},
});
