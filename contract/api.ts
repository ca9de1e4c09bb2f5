/**
 * The whole surface between windows and the main process, as one literal. From its type come the handlers that main
 * must implement, the validators that each call must have, and the bridge.
 */
import type {
  AccountId,
  Audience,
  CrosspostId,
  LedgerId,
  NetworkId,
  PostId,
  QueueTab,
  RouteId,
  RouteMode,
  Sha256,
  SignInMethod,
} from './model.ts';
import type { Result } from './errors.ts';
import type { KeyField } from './keys.ts';
import type {
  AccountView,
  Environment,
  LinkProgress,
  NetworkOption,
  Preferences,
  RouteView,
  Status,
  UnlinkProof,
} from './views.ts';
import type { OfferAnswer } from './offers.ts';
import type { OfferResult, QueueDetail, QueuePage, WithdrawalResult } from './queue-views.ts';
import type { SettingsPage, WindowName } from './windows.ts';
import type { BucketView } from './keys.ts';
import type { AccountRules, GlobalRules, Liftable, RouteRules } from './rules.ts';
import type { PlannedView } from './schedule-views.ts';
import type { LedgerExport, LedgerFilter, LedgerPage, LedgerProgress, LedgerVerdict } from './ledger.ts';

declare const argument: unique symbol;
declare const answer: unique symbol;
declare const payload: unique symbol;
interface Call<Argument, Answer> {
  readonly kind: 'call';
  readonly [argument]?: Argument;
  readonly [answer]?: Answer;
}
interface Event<Payload> {
  readonly kind: 'event';
  readonly [payload]?: Payload;
}
const call = <Argument, Answer>(): Call<Argument, Answer> => ({ kind: 'call' });
const event = <Payload>(): Event<Payload> => ({ kind: 'event' });

/** A change the person makes to a planned crosspost before approving it; what is absent stays. */
export interface CrosspostEdit {
  readonly id: CrosspostId;
  readonly title?: string;
  readonly text?: string;
  /** The later parts of a thread; an empty list makes one post of it. */
  readonly thread?: readonly string[];
  /** Of the pictures in order, or of the video. */
  readonly altTexts?: readonly string[];
}
/** What a route does from now on. What waits, or is approved and not begun, is planned again. */
export interface RouteChange {
  readonly id: RouteId;
  readonly mode: RouteMode;
  readonly paused: boolean;
  readonly rules: RouteRules;
}
/** A yes to one crosspost with exactly this content. */
export interface ApprovalRequest {
  readonly id: CrosspostId;
  readonly contentHash: Sha256;
}
/** What is to become of the copies of an original that changed; for an update with a yes to each copy's new words. */
export interface OfferAnswerRequest {
  readonly postId: PostId;
  readonly answer: OfferAnswer;
  readonly approvals: readonly ApprovalRequest[];
}
export interface LinkRequest {
  readonly network: NetworkId;
  readonly method: SignInMethod;
  readonly instance?: string;
  readonly identifier?: string;
  readonly appPassword?: string;
  /** A token that the person made on the network's developer page. */
  readonly token?: string;
}
export interface KeysRequest extends Partial<Readonly<Record<KeyField, string>>> {
  readonly network: NetworkId;
}
/** A bucket as the form has it; an empty secret leaves the one that is kept. */
export interface BucketRequest {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly publicBase: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export const api = {
  environment: call<void, Environment>(),
  setPreferences: call<Partial<Preferences>, Preferences>(),
  status: call<void, Status>(),
  checkNow: call<void, void>(),
  pause: call<{ readonly until: number | 'forever' }, void>(),
  resume: call<void, void>(),
  /** `page` is of the settings window. */
  openWindow: call<{ readonly window: WindowName; readonly page?: SettingsPage }, void>(),

  networks: call<void, readonly NetworkOption[]>(),
  accounts: call<void, readonly AccountView[]>(),
  linkAccount: call<LinkRequest, AccountView>(),
  cancelLink: call<void, void>(),
  relinkAccount: call<{ readonly id: AccountId }, AccountView>(),
  checkAccount: call<{ readonly id: AccountId }, AccountView>(),
  unlinkAccount: call<{ readonly id: AccountId }, UnlinkProof>(),

  /** Asks the network whether it knows this developer app. */
  testKeys: call<KeysRequest, void>(),
  saveKeys: call<KeysRequest, NetworkOption>(),
  removeKeys: call<{ readonly network: NetworkId }, NetworkOption>(),
  bucket: call<void, BucketView | null>(),
  /** Tries the bucket and keeps it when it works. */
  saveBucket: call<BucketRequest, BucketView>(),
  removeBucket: call<void, void>(),

  routes: call<void, readonly RouteView[]>(),
  createRoute: call<
    { readonly sourceId: AccountId; readonly destinationId: AccountId; readonly mode: RouteMode },
    RouteView
  >(),
  removeRoute: call<{ readonly id: RouteId }, void>(),
  setRoute: call<RouteChange, RouteView>(),
  setAccountRules: call<{ readonly id: AccountId; readonly rules: AccountRules }, AccountView>(),
  globalRules: call<void, GlobalRules>(),
  setGlobalRules: call<GlobalRules, GlobalRules>(),

  queue: call<{ readonly tab: QueueTab; readonly search?: string; readonly after?: string }, QueuePage>(),
  post: call<{ readonly id: PostId }, QueueDetail>(),
  edit: call<CrosspostEdit, QueueDetail>(),
  /** In place of a shortened text, all of it in posts that go on from each other. */
  makeThread: call<{ readonly id: CrosspostId }, QueueDetail>(),
  resetEdit: call<{ readonly id: CrosspostId }, QueueDetail>(),
  /** For whom the copy is: at most for those who see the original, and what its network can say. */
  setAudience: call<{ readonly id: CrosspostId; readonly audience: Audience }, QueueDetail>(),
  /** Lifts a hold for this one post. */
  carryAnyway: call<{ readonly id: CrosspostId; readonly code: Liftable }, QueueDetail>(),
  approve: call<{ readonly approvals: readonly ApprovalRequest[] }, QueueDetail>(),
  undo: call<{ readonly ids: readonly CrosspostId[] }, QueueDetail>(),
  skip: call<{ readonly ids: readonly CrosspostId[] }, QueueDetail>(),
  restore: call<{ readonly ids: readonly CrosspostId[] }, QueueDetail>(),
  tryAgain: call<{ readonly id: CrosspostId }, QueueDetail>(),
  /** Gives a crosspost another time; null: as soon as the account's rules allow. What was approved is approved for that time. */
  setTime: call<{ readonly id: CrosspostId; readonly time: number | 'next_slot' | null }, QueueDetail>(),
  /** The next slots that an account's rules leave free, each by itself: for the account, or for moving a crosspost. */
  freeSlots: call<
    {
      readonly of: { readonly id: CrosspostId } | { readonly accountId: AccountId };
      readonly from: number;
      readonly count: number;
    },
    readonly number[]
  >(),
  /** What is to go in a span of at most `longestSpanMs`, from the first moment up to, not with, the last. */
  scheduled: call<{ readonly from: number; readonly to: number }, readonly PlannedView[]>(),
  /** The person's own answer for a crosspost whose outcome could not be settled: is it on the network? */
  settle: call<{ readonly id: CrosspostId; readonly isThere: boolean }, QueueDetail>(),
  /** Takes published copies back at their networks. */
  withdraw: call<{ readonly ids: readonly CrosspostId[] }, WithdrawalResult>(),
  answerOffer: call<OfferAnswerRequest, OfferResult>(),
  /** Copies the text, shows the files, opens the network's own page. */
  prepareByHand: call<{ readonly id: CrosspostId }, void>(),
  /** The person published it themselves. */
  finishByHand: call<{ readonly id: CrosspostId }, QueueDetail>(),
  open: call<
    | { readonly what: 'post'; readonly id: PostId }
    | { readonly what: 'crosspost'; readonly id: CrosspostId }
    | { readonly what: 'profile' | 'permissions'; readonly id: AccountId }
    | { readonly what: 'console'; readonly network: NetworkId },
    void
  >(),
  /** Newest first. */
  ledger: call<LedgerFilter & { readonly after?: LedgerId }, LedgerPage>(),
  /** Recomputes every row; tells by `ledgerProgress` how far it is. */
  verifyLedger: call<void, LedgerVerdict>(),
  /** From here on the ledger as it is counts: the person says that an older backup was put in place. */
  takeUpLedger: call<void, LedgerVerdict>(),
  /** Into a file that the person chooses; rows of a filter are an extract. */
  exportLedger: call<LedgerFilter, LedgerExport>(),

  statusChanged: event<Status>(),
  /** The accounts or routes changed: ask again. */
  accountsChanged: event<null>(),
  /** These posts changed (empty: any may have): ask again for what is shown. */
  queueChanged: event<{ readonly postIds: readonly PostId[] }>(),
  linkProgress: event<LinkProgress>(),
  ledgerProgress: event<LedgerProgress>(),
  environmentChanged: event<Environment>(),
  /** The tray or a notification asks the approval window to show this. */
  showPost: event<{ readonly tab: QueueTab; readonly postId: PostId | null }>(),
  /** Something asks the settings window to turn to this page. */
  showPage: event<{ readonly page: SettingsPage }>(),
} as const;

type Api = typeof api;
export type CallName = { [Name in keyof Api]: Api[Name] extends { readonly kind: 'call' } ? Name : never }[keyof Api];
export type EventName = Exclude<keyof Api, CallName>;
export type ArgumentOf<Name extends CallName> = Api[Name] extends Call<infer Argument, unknown> ? Argument : never;
export type AnswerOf<Name extends CallName> = Api[Name] extends Call<unknown, infer Answer> ? Answer : never;
export type PayloadOf<Name extends EventName> = Api[Name] extends Event<infer Payload> ? Payload : never;

/** What the preload script puts on `window.crosstie`. */
export type Bridge = {
  readonly [Name in CallName]: (argument: ArgumentOf<Name>) => Promise<Result<AnswerOf<Name>>>;
} & {
  /** Listens to an event; the answer stops listening. */
  readonly on: <Name extends EventName>(name: Name, listener: (payload: PayloadOf<Name>) => void) => () => void;
};

/** The IPC channel of a call or an event. */
export const channelOf = (name: CallName | EventName): string => `crosstie:${name}`;
export const callNames = (Object.keys(api) as (keyof Api)[]).filter(
  (name): name is CallName => api[name].kind === 'call',
);
export const eventNames = (Object.keys(api) as (keyof Api)[]).filter(
  (name): name is EventName => api[name].kind === 'event',
);
