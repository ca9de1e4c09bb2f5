import { realUrlOf } from '../session/schemes.ts';
import type { Profile } from '../session/profile.ts';
import { allPages } from './registry.ts';

/** Empties the storage of every origin that a page of the profile shows. */
export async function clearStorageOfPages(profile: Profile): Promise<void> {
  for (const page of allPages()) {
    const { origin } = new URL(realUrlOf(page.url || 'about:blank'));
    if (page.profile !== profile || origin === 'null') continue;
    await page.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  }
}
