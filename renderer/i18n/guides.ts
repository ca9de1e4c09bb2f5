/** The guides to a developer app of one's own, in the window's language. */
import type { NetworkId } from '../../contract/model.ts';
import type { Language } from '../../contract/views.ts';
import { de } from './de.ts';
import { type Catalogue, en } from './en.ts';

export type GuideId = keyof Catalogue['guides'];
export interface GuideWords {
  readonly what: string;
  readonly steps: readonly string[];
  readonly costs: string;
  readonly notes: readonly string[];
}

/** Null for a network that needs no developer app. */
export function guideFor(network: NetworkId, language: Language): GuideWords | null {
  const { guides } = language === 'de' ? de : en;
  return network in guides ? guides[network as GuideId] : null;
}
