/**
 * What each call accepts, down to the last key. A window is only trusted to be ours, not to be right: a shape that is
 * not listed here never reaches a handler. A call of the contract without a line here does not compile.
 */
import { z } from 'zod';
import type { ArgumentOf, CallName } from '../../contract/api.ts';
import {
  audiences,
  networkIds,
  queueTabs,
  routeModes,
  signInMethods,
  type AccountId,
  type CrosspostId,
  type LedgerId,
  type PostId,
  type RouteId,
  type Sha256,
} from '../../contract/model.ts';
import { ledgerGroups } from '../../contract/ledger.ts';
import { liftable } from '../../contract/rules.ts';
import { offerAnswers } from '../../contract/offers.ts';
import { languages, themes } from '../../contract/views.ts';
import { accountRules, globalRules, routeRules } from './rule-validators.ts';
import { freeSlots, scheduled, setTime } from './schedule-validators.ts';
import { settingsPages, windowNames } from '../../contract/windows.ts';

type Validators = { readonly [Name in CallName]: z.ZodType<ArgumentOf<Name>> };

const idOf = <Id extends number>() =>
  z
    .int()
    .positive()
    .transform((value) => value as Id);
const accountId = idOf<AccountId>();
const routeId = idOf<RouteId>();
const postId = idOf<PostId>();
const crosspostId = idOf<CrosspostId>();
const ledgerId = idOf<LedgerId>();
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((value) => value as Sha256);

/** Far above what any network takes, far below what hurts. */
const longText = z.string().max(100_000);
const altText = z.string().max(10_000);
const line = z.string().max(500);
/** Tokens of networks are long. */
const token = z.string().max(8_000);
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(500);

/** `ipcRenderer.invoke` sends an absent argument as undefined; nothing else may stand for nothing. */
const nothing = z
  .undefined()
  .or(z.null())
  .transform((): void => undefined);
const oneAccount = z.strictObject({ id: accountId });
const oneCrosspost = z.strictObject({ id: crosspostId });
const manyCrossposts = z.strictObject({ ids: listOf(crosspostId) });

const keys = z.strictObject({
  network: z.enum(networkIds),
  clientId: line.exactOptional(),
  clientSecret: line.exactOptional(),
  redirectUri: line.exactOptional(),
});

const ledgerFilter = {
  search: line.exactOptional(),
  group: z.enum(ledgerGroups).exactOptional(),
  postId: postId.exactOptional(),
};

export const validators: Validators = {
  environment: nothing,
  setPreferences: z.strictObject({
    theme: z.enum(themes).exactOptional(),
    language: z.enum([...languages, 'system']).exactOptional(),
  }),
  status: nothing,
  checkNow: nothing,
  pause: z.strictObject({ until: z.int().positive().or(z.literal('forever')) }),
  resume: nothing,
  openWindow: z.strictObject({ window: z.enum(windowNames), page: z.enum(settingsPages).exactOptional() }),

  networks: nothing,
  accounts: nothing,
  linkAccount: z.strictObject({
    network: z.enum(networkIds),
    method: z.enum(signInMethods),
    instance: line.exactOptional(),
    identifier: line.exactOptional(),
    appPassword: line.exactOptional(),
    token: token.exactOptional(),
  }),
  cancelLink: nothing,
  relinkAccount: oneAccount,
  checkAccount: oneAccount,
  unlinkAccount: oneAccount,

  testKeys: keys,
  saveKeys: keys,
  removeKeys: z.strictObject({ network: z.enum(networkIds) }),
  bucket: nothing,
  saveBucket: z.strictObject({
    endpoint: line,
    region: line,
    bucket: line,
    prefix: line,
    publicBase: line,
    accessKeyId: line,
    secretAccessKey: line,
  }),
  removeBucket: nothing,

  routes: nothing,
  createRoute: z.strictObject({ sourceId: accountId, destinationId: accountId, mode: z.enum(routeModes) }),
  removeRoute: z.strictObject({ id: routeId }),
  setRoute: z.strictObject({ id: routeId, mode: z.enum(routeModes), paused: z.boolean(), rules: routeRules }),
  setAccountRules: z.strictObject({ id: accountId, rules: accountRules }),
  globalRules: nothing,
  setGlobalRules: globalRules,

  queue: z.strictObject({ tab: z.enum(queueTabs), search: line.exactOptional(), after: line.exactOptional() }),
  post: z.strictObject({ id: postId }),
  edit: z.strictObject({
    id: crosspostId,
    title: line.exactOptional(),
    text: longText.exactOptional(),
    thread: z.array(longText).max(100).exactOptional(),
    altTexts: z.array(altText).max(500).exactOptional(),
  }),
  makeThread: oneCrosspost,
  resetEdit: oneCrosspost,
  setAudience: z.strictObject({ id: crosspostId, audience: z.enum(audiences) }),
  carryAnyway: z.strictObject({ id: crosspostId, code: z.enum(liftable) }),
  approve: z.strictObject({ approvals: listOf(z.strictObject({ id: crosspostId, contentHash: sha256 })) }),
  undo: manyCrossposts,
  skip: manyCrossposts,
  restore: manyCrossposts,
  tryAgain: oneCrosspost,
  setTime,
  freeSlots,
  scheduled,
  settle: z.strictObject({ id: crosspostId, isThere: z.boolean() }),
  withdraw: manyCrossposts,
  answerOffer: z.strictObject({
    postId,
    answer: z.enum(offerAnswers),
    approvals: z.array(z.strictObject({ id: crosspostId, contentHash: sha256 })).max(500),
  }),
  prepareByHand: oneCrosspost,
  finishByHand: oneCrosspost,
  open: z.discriminatedUnion('what', [
    z.strictObject({ what: z.literal('post'), id: postId }),
    z.strictObject({ what: z.literal('crosspost'), id: crosspostId }),
    z.strictObject({ what: z.enum(['profile', 'permissions']), id: accountId }),
    z.strictObject({ what: z.literal('console'), network: z.enum(networkIds) }),
  ]),
  ledger: z.strictObject({ ...ledgerFilter, after: ledgerId.exactOptional() }),
  verifyLedger: nothing,
  takeUpLedger: nothing,
  exportLedger: z.strictObject(ledgerFilter),
};
