/** The port's reads, each by its name. */
import type { OfferReader } from '../core/ports/offers.ts';
import type { Reader } from '../core/ports/store.ts';
import { findAccount, findAccountByRemote, listAccounts } from './accounts.ts';
import { findApproval, findVoidedApproval } from './approvals.ts';
import { listAttempts, listAttemptsInState } from './attempts.ts';
import type { Bind } from './bind.ts';
import { findSaidLimit, listLowLimits, listUses, sumOfUses } from './budgets.ts';
import {
  findCrosspost,
  listCrosspostsInState,
  listCrosspostsOf,
  listCrosspostsTo,
  listOpenCrosspostsOf,
} from './crossposts.ts';
import type { ReadableDb } from './db.ts';
import { findNextScheduled, listDueCrossposts, listDueUnknowns, nextDueAt } from './due.ts';
import { latestDueBetween, listDueCrosspostsTo, listGoingByThemselves, listMissedCrossposts } from './due-to.ts';
import { checkLedger, findLedgerMark, listLedger } from './ledger.ts';
import { searchLedger } from './ledger-search.ts';
import { listHostedFiles, listStaleHostedFiles } from './hosted-files.ts';
import {
  findLastPublished,
  isOurOutput,
  listLikenesses,
  listOutputs,
  outputWithoutId,
  recentContents,
} from './output.ts';
import { countOffers, findOpenOffer, listDueUpdates, listDueUpdatesTo } from './offers.ts';
import { findMedia, findPost, findPostByRemote, listMedia, listUnplannedPosts } from './posts.ts';
import { countQueue, findQueuePage } from './queue.ts';
import { listPostsToLookAt, listRevisedPosts } from './revisions.ts';
import { findRoute, listRoutes, listRoutesFrom } from './routes.ts';
import { findSecret } from './secrets.ts';
import { findSetting } from './settings.ts';
import { listPlanned, listTakenTimes } from './times.ts';
import { findSealed } from './vault.ts';

export function bindReader(bind: Bind<ReadableDb>): Reader {
  return {
    account: bind('account', findAccount),
    accounts: bind('accounts', listAccounts),
    accountByRemote: bind('accountByRemote', findAccountByRemote),
    secret: bind('secret', findSecret),
    routes: bind('routes', listRoutes),
    route: bind('route', findRoute),
    routesFrom: bind('routesFrom', listRoutesFrom),
    post: bind('post', findPost),
    postByRemote: bind('postByRemote', findPostByRemote),
    media: bind('media', listMedia),
    mediaById: bind('mediaById', findMedia),
    unplannedPosts: bind('unplannedPosts', listUnplannedPosts),
    crosspost: bind('crosspost', findCrosspost),
    crosspostsOf: bind('crosspostsOf', listCrosspostsOf),
    crosspostsInState: bind('crosspostsInState', listCrosspostsInState),
    openCrosspostsOf: bind('openCrosspostsOf', listOpenCrosspostsOf),
    crosspostsTo: bind('crosspostsTo', listCrosspostsTo),
    dueCrossposts: bind('dueCrossposts', listDueCrossposts),
    dueUnknowns: bind('dueUnknowns', listDueUnknowns),
    nextDueAt: bind('nextDueAt', nextDueAt),
    takenTimes: bind('takenTimes', listTakenTimes),
    plannedCrossposts: bind('plannedCrossposts', listPlanned),
    outputs: bind('outputs', listOutputs),
    hostedFiles: bind('hostedFiles', listHostedFiles),
    staleHostedFiles: bind('staleHostedFiles', listStaleHostedFiles),
    sealed: bind('sealed', findSealed),
    isOurOutput: bind('isOurOutput', isOurOutput),
    outputWithoutId: bind('outputWithoutId', outputWithoutId),
    recentContents: bind('recentContents', recentContents),
    likenesses: bind('likenesses', listLikenesses),
    approval: bind('approval', findApproval),
    voidedApproval: bind('voidedApproval', findVoidedApproval),
    attempts: bind('attempts', listAttempts),
    attemptsInState: bind('attemptsInState', listAttemptsInState),
    queue: bind('queue', findQueuePage),
    counts: bind('counts', countQueue),
    lastPublished: bind('lastPublished', findLastPublished),
    nextScheduled: bind('nextScheduled', findNextScheduled),
    ledger: bind('ledger', listLedger),
    searchLedger: bind('searchLedger', searchLedger),
    ledgerMark: bind('ledgerMark', findLedgerMark),
    checkLedger: bind('checkLedger', checkLedger),
    setting: bind('setting', findSetting),
    dueCrosspostsTo: bind('dueCrosspostsTo', listDueCrosspostsTo),
    missedCrossposts: bind('missedCrossposts', listMissedCrossposts),
    latestDueBetween: bind('latestDueBetween', latestDueBetween),
    goingByThemselves: bind('goingByThemselves', listGoingByThemselves),
    saidLimit: bind('saidLimit', findSaidLimit),
    lowLimits: bind('lowLimits', listLowLimits),
    uses: bind('uses', listUses),
    used: bind('used', sumOfUses),
    ...bindOfferReader(bind),
  };
}

function bindOfferReader(bind: Bind<ReadableDb>): OfferReader {
  return {
    postsToLookAt: bind('postsToLookAt', listPostsToLookAt),
    revisedPosts: bind('revisedPosts', listRevisedPosts),
    openOffer: bind('openOffer', findOpenOffer),
    countOffers: bind('countOffers', countOffers),
    dueUpdates: bind('dueUpdates', listDueUpdates),
    dueUpdatesTo: bind('dueUpdatesTo', listDueUpdatesTo),
  };
}
