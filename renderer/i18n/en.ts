import { approval } from './en/approval.ts';
import { ledger } from './en/ledger.ts';
import { notices } from './en/notices.ts';
import { problems } from './en/problems.ts';
import { settings } from './en/settings.ts';
import { words } from './en/words.ts';

/** Every sentence of the windows. English is the shape that the other languages must have. */
export const en = { words, notices, problems, approval, settings, ledger };
export type Catalogue = typeof en;
