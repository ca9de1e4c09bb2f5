import { join } from 'node:path';
import type { App } from 'electron';

/** Where one profile keeps what. A rehearsal has a whole profile of its own, so it never meets real accounts. */
export interface Profile {
  readonly folder: string;
  readonly database: string;
  readonly pictures: string;
  readonly videos: string;
  readonly logs: string;
}

export function profileAt(userData: string, isRehearsal: boolean): Profile {
  const folder = isRehearsal ? join(userData, 'rehearsal') : userData;
  return {
    folder,
    database: join(folder, 'crosstie.db'),
    pictures: join(folder, 'pictures'),
    videos: join(folder, 'videos'),
    logs: join(folder, 'logs'),
  };
}

/** Makes Electron keep its own data (cookies, the claim to be the only instance) in the profile too. Call it before ready. */
export function useProfile(app: App, isRehearsal: boolean): Profile {
  const profile = profileAt(app.getPath('userData'), isRehearsal);
  app.setPath('userData', profile.folder);
  return profile;
}
