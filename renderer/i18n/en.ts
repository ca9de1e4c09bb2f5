import { approval } from './en/approval.ts';
import { type Guides, guides } from './en/guides.ts';
import { ledger } from './en/ledger.ts';
import { notices } from './en/notices.ts';
import { problems } from './en/problems.ts';
import { settings } from './en/settings.ts';
import { voided } from './en/voided.ts';
import { words } from './en/words.ts';

/** Every sentence of the windows. English is the shape that the other languages must have. */
export const en = { words, notices, problems, approval, settings, ledger, guides, voided };
export type Catalogue = Omit<typeof en, 'guides'> & { readonly guides: Guides };
