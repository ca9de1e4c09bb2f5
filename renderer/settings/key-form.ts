/** The fields of a developer app, as pure data: what they are called, what stands in them, what is missing. */
import type { KeysRequest } from '../../contract/api.ts';
import { keyFields, type KeyField, type KeysView, secretKeyFields } from '../../contract/keys.ts';
import type { NetworkId } from '../../contract/model.ts';
import type { Catalogue } from '../i18n/en.ts';

export type KeyValues = Readonly<Record<KeyField, string>>;
type KeyWord = keyof Catalogue['settings']['keys']['field'];

const usual: Readonly<Record<KeyField, KeyWord>> = {
  clientId: 'client_id',
  clientSecret: 'client_secret',
  redirectUri: 'redirect',
};
/** As the network's own developer page calls them, where it does not say client ID and client secret. */
const spelled: Readonly<Partial<Record<NetworkId, Partial<Record<KeyField, KeyWord>>>>> = {
  instagram: { clientId: 'instagram_app_id', clientSecret: 'instagram_app_secret' },
  threads: { clientId: 'threads_app_id', clientSecret: 'threads_app_secret' },
  facebook: { clientId: 'app_id', clientSecret: 'app_secret' },
  tiktok: { clientId: 'client_key' },
};

export function keyWord(network: NetworkId, field: KeyField): KeyWord {
  return spelled[network]?.[field] ?? usual[field];
}

export const isSecret = (field: KeyField): boolean => secretKeyFields.includes(field);

/** What the fields begin with: what is kept, never a secret; for the redirect address Crosstie's own where there is one. */
export function valuesAtFirst({ fields, redirects }: KeysView): KeyValues {
  const valueOf = (name: KeyField): string => {
    const kept = fields.find((field) => field.name === name)?.value ?? '';
    return kept === '' && name === 'redirectUri' ? (redirects[0] ?? '') : kept;
  };
  return Object.fromEntries(keyFields.map((name) => [name, valueOf(name)])) as Record<KeyField, string>;
}

/** The fields that must still be filled in: a secret that is kept may stay empty. */
export function missingKeys({ fields }: KeysView, values: KeyValues): readonly KeyField[] {
  return fields
    .filter(({ name, isSet }) => values[name].trim() === '' && !(isSet && isSecret(name)))
    .map(({ name }) => name);
}

/** The question to main: only what this network wants, and of the secrets only what was typed. */
export function keysRequest(network: NetworkId, { fields }: KeysView, values: KeyValues): KeysRequest {
  const given = fields.map(({ name }) => [name, values[name].trim()] as const).filter(([, value]) => value !== '');
  return { network, ...Object.fromEntries(given) };
}
