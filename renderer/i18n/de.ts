import { approval } from './de/approval.ts';
import { guides } from './de/guides.ts';
import { ledger } from './de/ledger.ts';
import { notices } from './de/notices.ts';
import { offers } from './de/offers.ts';
import { privacy } from './de/privacy.ts';
import { problems } from './de/problems.ts';
import { rules } from './de/rules.ts';
import { schedule } from './de/schedule.ts';
import { settings } from './de/settings.ts';
import { times } from './de/times.ts';
import { voided } from './de/voided.ts';
import { words } from './de/words.ts';
import type { Catalogue } from './en.ts';

export const de: Catalogue = {
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
