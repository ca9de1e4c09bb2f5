/** The rooms that the core is given, opened for one profile. */
import path from 'node:path';
import type { EngineParts } from './engine.ts';
import { budgetBook } from './core/budgets/book.ts';
import { bucketHost } from './hosting/bucket.ts';
import { pictureStore } from './media/pictures.ts';
import { videoStore } from './media/videos.ts';
import type { Addresses } from './networks/addresses.ts';
import { type ConnectorOptions, connectors } from './networks/registry.ts';
import { hearTime } from './networks/http/network-time.ts';
import { openWeb } from './networks/web.ts';
import { ledgerAnchor } from './shell/ledger-anchor.ts';
import type { Profile } from './shell/profile.ts';
import { limitPages, openStore } from './store/open.ts';
import type { Clock, Log, Sealer } from './core/ports/system.ts';

export interface RoomOptions {
  readonly profile: Profile;
  readonly log: Log;
  readonly sealer: Sealer;
  readonly addresses: Addresses;
  readonly allowLoopbackHttp: boolean;
  readonly clock: Clock;
  /** How connectors let time pass; in real time when absent. */
  readonly wait?: ConnectorOptions['wait'] | undefined;
}
export interface Rooms {
  readonly parts: Omit<EngineParts, 'onChange'>;
  /** Lets the database grow no further, as a full disk does. For tests of unpackaged builds. */
  readonly setFull: (full: boolean) => void;
  readonly close: () => void;
}

export function openRooms({ profile, log, sealer, addresses, allowLoopbackHttp, clock, wait }: RoomOptions): Rooms {
  const outside = { fetch, log, now: clock.now, allowLoopbackHttp };
  const networkTime = hearTime(clock);
  const opened = openStore({
    file: profile.database,
    backupFolder: path.join(profile.folder, 'backups'),
    log,
    now: Date.now,
  });
  return {
    parts: {
      store: opened.store,
      clock,
      networkTime,
      log,
      connectors: connectors({
        ...outside,
        addresses,
        budgets: budgetBook(opened.store, log),
        hear: networkTime.hear,
        ...(wait && { wait }),
      }),
      pictures: pictureStore(profile.pictures),
      videos: videoStore(profile.videos),
      web: openWeb(outside),
      bucketHost: bucketHost(outside),
      sealer,
      anchor: ledgerAnchor(path.join(profile.folder, 'ledger-anchor.json'), sealer),
    },
    setFull: (full) => limitPages(opened.connection, full ? 'full' : 'free'),
    close: opened.close,
  };
}
