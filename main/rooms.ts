/** The rooms that the core is given, opened for one profile. */
import path from 'node:path';
import type { EngineParts } from './engine.ts';
import { systemClock } from './edges.ts';
import { budgetBook } from './core/budgets/book.ts';
import { bucketHost } from './hosting/bucket.ts';
import { pictureStore } from './media/pictures.ts';
import { videoStore } from './media/videos.ts';
import type { Addresses } from './networks/addresses.ts';
import { connectors } from './networks/registry.ts';
import { openWeb } from './networks/web.ts';
import { ledgerAnchor } from './shell/ledger-anchor.ts';
import type { Profile } from './shell/profile.ts';
import { openStore } from './store/open.ts';
import type { Log, Sealer } from './core/ports/system.ts';

export interface RoomOptions {
  readonly profile: Profile;
  readonly log: Log;
  readonly sealer: Sealer;
  readonly addresses: Addresses;
  readonly allowLoopbackHttp: boolean;
}
export interface Rooms {
  readonly parts: Omit<EngineParts, 'onChange'>;
  readonly close: () => void;
}

export function openRooms({ profile, log, sealer, addresses, allowLoopbackHttp }: RoomOptions): Rooms {
  const outside = { fetch, log, now: Date.now, allowLoopbackHttp };
  const opened = openStore({
    file: profile.database,
    backupFolder: path.join(profile.folder, 'backups'),
    log,
    now: Date.now,
  });
  return {
    parts: {
      store: opened.store,
      clock: systemClock,
      log,
      connectors: connectors({ ...outside, addresses, budgets: budgetBook(opened.store, log) }),
      pictures: pictureStore(profile.pictures),
      videos: videoStore(profile.videos),
      web: openWeb(outside),
      bucketHost: bucketHost(outside),
      sealer,
      anchor: ledgerAnchor(path.join(profile.folder, 'ledger-anchor.json'), sealer),
    },
    close: opened.close,
  };
}
