/** The port's writes, each by its name. */
import type { Reader, Writer } from '../core/ports/store.ts';
import {
  linkAccount,
  setAccountChecked,
  setAccountLimits,
  setAccountProfile,
  setAccountRules,
  setAccountState,
  setNextCheck,
  unlinkAccount,
} from './accounts.ts';
import { addApproval, voidApproval } from './approvals.ts';
import { endAttempt, startAttempt } from './attempts.ts';
import type { Bind } from './bind.ts';
import { addUse, forgetBudgets, keepSaidLimit, takeBackUses } from './budgets.ts';
import { addCrosspost, changeCrosspost } from './crossposts.ts';
import type { WritableDb } from './db.ts';
import { addHostedFile, endHostedFile, setHostedFile } from './hosted-files.ts';
import { appendLedger } from './ledger.ts';
import { endOffer, saveOffer, setOfferAnswer, setOfferContents } from './offers.ts';
import { addOutput, setOutputRemoved } from './output.ts';
import { addPost, setLikeness, setMediaFile, setMediaUrls, setPlanned, setPoster } from './posts.ts';
import { revisePost, setMissing, setNextLook, setReplanned } from './revisions.ts';
import { createRoute, removeRoute, setRoute } from './routes.ts';
import { saveSecret } from './secrets.ts';
import { setSetting } from './settings.ts';
import { eraseSealed, saveSealed } from './vault.ts';

export function bindWriter(bind: Bind<WritableDb>): Omit<Writer, keyof Reader> {
  return {
    linkAccount: bind('linkAccount', linkAccount),
    saveSecret: bind('saveSecret', saveSecret),
    unlinkAccount: bind('unlinkAccount', unlinkAccount),
    setAccountState: bind('setAccountState', setAccountState),
    setAccountChecked: bind('setAccountChecked', setAccountChecked),
    setAccountProfile: bind('setAccountProfile', setAccountProfile),
    setAccountLimits: bind('setAccountLimits', setAccountLimits),
    setAccountRules: bind('setAccountRules', setAccountRules),
    setNextCheck: bind('setNextCheck', setNextCheck),
    createRoute: bind('createRoute', createRoute),
    setRoute: bind('setRoute', setRoute),
    removeRoute: bind('removeRoute', removeRoute),
    addPost: bind('addPost', addPost),
    setMediaFile: bind('setMediaFile', setMediaFile),
    setLikeness: bind('setLikeness', setLikeness),
    setPoster: bind('setPoster', setPoster),
    setMediaUrls: bind('setMediaUrls', setMediaUrls),
    setPlanned: bind('setPlanned', setPlanned),
    addCrosspost: bind('addCrosspost', addCrosspost),
    changeCrosspost: bind('changeCrosspost', changeCrosspost),
    addApproval: bind('addApproval', addApproval),
    voidApproval: bind('voidApproval', voidApproval),
    startAttempt: bind('startAttempt', startAttempt),
    endAttempt: bind('endAttempt', endAttempt),
    addOutput: bind('addOutput', addOutput),
    setOutputRemoved: bind('setOutputRemoved', setOutputRemoved),
    addHostedFile: bind('addHostedFile', addHostedFile),
    setHostedFile: bind('setHostedFile', setHostedFile),
    endHostedFile: bind('endHostedFile', endHostedFile),
    saveSealed: bind('saveSealed', saveSealed),
    eraseSealed: bind('eraseSealed', eraseSealed),
    appendLedger: bind('appendLedger', appendLedger),
    setSetting: bind('setSetting', setSetting),
    keepSaidLimit: bind('keepSaidLimit', keepSaidLimit),
    addUse: bind('addUse', addUse),
    takeBackUses: bind('takeBackUses', takeBackUses),
    forgetBudgets: bind('forgetBudgets', forgetBudgets),
    setNextLook: bind('setNextLook', setNextLook),
    setMissing: bind('setMissing', setMissing),
    revisePost: bind('revisePost', revisePost),
    setReplanned: bind('setReplanned', setReplanned),
    saveOffer: bind('saveOffer', saveOffer),
    setOfferContents: bind('setOfferContents', setOfferContents),
    setOfferAnswer: bind('setOfferAnswer', setOfferAnswer),
    endOffer: bind('endOffer', endOffer),
  };
}
