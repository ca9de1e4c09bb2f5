/** What each call of the contract does: a line or two each, into the core. */
import type { LinkRequest } from '../../contract/api.ts';
import type { AccountId, PostId } from '../../contract/model.ts';
import type { AccountView, Environment, Preferences, Status } from '../../contract/views.ts';
import type { QueueDetail } from '../../contract/queue-views.ts';
import type { SettingsPage, WindowName } from '../../contract/windows.ts';
import type { LinkOptions } from '../core/accounts/link.ts';
import { linkAccount, relinkAccount, unlinkAccount } from '../core/accounts/link.ts';
import type { Core } from '../core/core.ts';
import { connectorFor, ExpectedFailure, linkedAccount } from '../core/core.ts';
import { approve, restore, skip, tryAgain, undo } from '../core/crosspost/decide.ts';
import { edit, makeThread, resetEdit } from '../core/crosspost/edit.ts';
import { carryAnyway, setAudience } from '../core/crosspost/exceptions.ts';
import { settleByHand } from '../core/crosspost/settle.ts';
import { finishByHand, handOver, type HandOver, withdraw } from '../core/crosspost/withdraw.ts';
import type { BucketCheck, BucketForm } from '../core/ports/hosting.ts';
import { createRoute, removeRoute } from '../core/routes.ts';
import { checkJob } from '../core/schedule/due.ts';
import { pause, resume } from '../core/schedule/pause.ts';
import type { Scheduler } from '../core/schedule/scheduler.ts';
import { queueDetail, queuePage } from '../core/post-views.ts';
import { accountView, networkOptions } from '../core/views.ts';
import type { Handlers } from './answer.ts';
import { callTimeoutMs, keyHandlers } from './key-handlers.ts';
import { type LedgerEdges, ledgerHandlers } from './ledger-handlers.ts';
import { offerHandlers } from './offer-handlers.ts';
import { ruleHandlers } from './rule-handlers.ts';
import { scheduleHandlers } from './schedule-handlers.ts';
import type { Linking } from './linking.ts';

export interface Serves {
  readonly core: Core;
  readonly scheduler: Scheduler;
  readonly linking: Linking;
  readonly status: () => Status;
  readonly environment: () => Promise<Environment>;
  readonly setPreferences: (change: Partial<Preferences>) => Preferences;
  readonly openWindow: (window: WindowName, page: SettingsPage | undefined) => void;
  readonly openExternal: (url: string) => Promise<boolean>;
  /** Copies the text and shows the files, for what the person publishes by hand. */
  readonly giveToPerson: (handed: Pick<HandOver, 'text' | 'files'>) => Promise<void>;
  readonly checkBucket: (form: BucketForm) => BucketCheck;
  readonly checkAll: () => Promise<void>;
  readonly ledger: LedgerEdges;
}

const queuePageRows = 60;

export function handlers(serves: Serves): Handlers {
  const { core, scheduler, linking } = serves;
  const { read } = core.store;
  const detail = (id: PostId): QueueDetail => {
    scheduler.wake();
    return queueDetail(core, id);
  };
  const shown = (id: AccountId): AccountView => accountView(core, linkedAccount(core, id));
  const link = async (start: (options: LinkOptions) => Promise<AccountId>): Promise<AccountView> => {
    const id = await linking.run(start);
    scheduler.wake();
    return shown(id);
  };

  return {
    environment: serves.environment,
    setPreferences: serves.setPreferences,
    status: serves.status,
    checkNow: serves.checkAll,
    pause: ({ until }) => pause(core, until),
    resume: () => resume(core),
    openWindow: ({ window, page }) => serves.openWindow(window, page),

    networks: () => networkOptions(core),
    accounts: () => read.accounts().map((account) => accountView(core, account)),
    linkAccount: (request) => link((options) => linkAccount(core, request, options)),
    cancelLink: () => linking.cancel(),
    relinkAccount: ({ id }) => link((options) => relinkAccount(core, id, again(core, id), options)),
    checkAccount: async ({ id }) => {
      await scheduler.runNow(checkJob(core, linkedAccount(core, id)));
      return shown(id);
    },
    unlinkAccount: async ({ id }) =>
      linking.remember(id, await unlinkAccount(core, id, AbortSignal.timeout(callTimeoutMs))),

    ...keyHandlers(serves),

    routes: () => read.routes(),
    createRoute: ({ sourceId, destinationId, mode }) => createRoute(core, sourceId, destinationId, mode),
    removeRoute: ({ id }) => removeRoute(core, id),
    ...ruleHandlers(serves),

    ...postHandlers(serves, detail),
    ...scheduleHandlers(serves, detail),
    ...offerHandlers(serves, detail),
    open: async (target) => {
      const page = addressOf(serves, target);
      if (page === null || !(await serves.openExternal(page))) throw new ExpectedFailure({ code: 'not_found' });
    },
    ...ledgerHandlers(core, serves.ledger),
  };
}

type PostHandlers = Pick<
  Handlers,
  | 'queue'
  | 'post'
  | 'edit'
  | 'makeThread'
  | 'resetEdit'
  | 'setAudience'
  | 'carryAnyway'
  | 'approve'
  | 'undo'
  | 'skip'
  | 'restore'
  | 'tryAgain'
  | 'settle'
  | 'withdraw'
  | 'prepareByHand'
  | 'finishByHand'
>;

/** What a person does with posts and their copies. `detail` wakes the scheduler and shows the post as it is then. */
function postHandlers(serves: Serves, detail: (id: PostId) => QueueDetail): PostHandlers {
  const { core } = serves;
  return {
    queue: ({ tab, search, after }) =>
      queuePage(core, { tab, search: search ?? '', after: after ?? null, limit: queuePageRows }),
    post: ({ id }) => queueDetail(core, id),
    edit: (change) => detail(edit(core, change)),
    makeThread: ({ id }) => detail(makeThread(core, id)),
    resetEdit: ({ id }) => detail(resetEdit(core, id)),
    setAudience: ({ id, audience }) => detail(setAudience(core, id, audience)),
    carryAnyway: ({ id, code }) => detail(carryAnyway(core, id, code)),
    approve: ({ approvals }) => detail(approve(core, approvals)),
    undo: ({ ids }) => detail(undo(core, ids)),
    skip: ({ ids }) => detail(skip(core, ids)),
    restore: ({ ids }) => detail(restore(core, ids)),
    tryAgain: ({ id }) => detail(tryAgain(core, id)),
    settle: ({ id, isThere }) => detail(settleByHand(core, id, isThere)),
    withdraw: async ({ ids }) => {
      const { postId, withdrawn, stillLive } = await withdraw(core, ids, AbortSignal.timeout(callTimeoutMs));
      return { detail: detail(postId), withdrawn, stillLive };
    },
    prepareByHand: async ({ id }) => {
      const handed = await handOver(core, id);
      await serves.giveToPerson(handed);
      await serves.openExternal(handed.page);
    },
    finishByHand: ({ id }) => detail(finishByHand(core, id)),
  };
}

/** Signing in again goes the way it went; instead of what was typed and kept by nobody, through a page. */
function again(core: Core, id: AccountId): Omit<LinkRequest, 'network'> {
  const { method, network } = linkedAccount(core, id);
  const kept = method === 'window' || method === 'browser' ? method : null;
  const { methods } = connectorFor(core, network).about;
  return { method: kept ?? methods.find((way) => way === 'window' || way === 'browser') ?? 'window' };
}

type Target = Parameters<Handlers['open']>[0];
/** Windows name what to open; the address comes from the store, never from a window. */
function addressOf({ core, linking }: Serves, target: Target): string | null {
  const { read } = core.store;
  switch (target.what) {
    case 'post':
      return read.post(target.id)?.url ?? null;
    case 'crosspost':
      return read.crosspost(target.id)?.remoteUrl ?? null;
    case 'profile':
      return read.account(target.id)?.profileUrl ?? null;
    case 'permissions':
      return linking.permissionsPage(target.id) ?? read.account(target.id)?.profileUrl ?? null;
    case 'console':
      return core.connectors.get(target.network)?.about.keys?.console ?? null;
  }
}
