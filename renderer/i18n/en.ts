import { approval } from './en/approval.ts';
import { type Guides, guides } from './en/guides.ts';
import { ledger } from './en/ledger.ts';
import { notices } from './en/notices.ts';
import { offers } from './en/offers.ts';
import { privacy } from './en/privacy.ts';
import { problems } from './en/problems.ts';
import { rules } from './en/rules.ts';
import { schedule } from './en/schedule.ts';
import { settings } from './en/settings.ts';
import { times } from './en/times.ts';
import { voided } from './en/voided.ts';
import { words } from './en/words.ts';

/** Every sentence of the windows. English is the shape that the other languages must have. */
export const en = {
  words,
  notices,
  problems,
  approval,
  settings,
  ledger,
  guides,
  voided,
  rules,
  privacy,
  schedule,
  offers,
  times,
};
export type Catalogue = Omit<typeof en, 'guides'> & { readonly guides: Guides };
