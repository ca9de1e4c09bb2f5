/** What an account's permissions let Crosstie do, each thing once: a network may ask for one thing under several names. */
import type { Permission } from '../../contract/model.ts';

export function sentencesOf(permissions: readonly Permission[]): readonly Permission['sentence'][] {
  return [...new Set(permissions.map(({ sentence }) => sentence))];
}
