/** The steps of linking an account, as pure data: what is asked, what is missing, what happens next. */
import type { LinkRequest } from '../../contract/api.ts';
import type { Problem } from '../../contract/errors.ts';
import type { SignInMethod } from '../../contract/model.ts';
import type { AccountView, NetworkOption } from '../../contract/views.ts';

export const linkFields = ['instance', 'identifier', 'appPassword', 'token'] as const;
export type LinkField = (typeof linkFields)[number];

export interface LinkForm {
  readonly network: NetworkOption;
  readonly method: SignInMethod;
  readonly values: Readonly<Record<LinkField, string>>;
}
export type LinkStep =
  | { readonly step: 'network' }
  | { readonly step: 'keys'; readonly form: LinkForm }
  | { readonly step: 'form'; readonly form: LinkForm; readonly problem: Problem | null }
  | { readonly step: 'signing_in'; readonly form: LinkForm }
  | { readonly step: 'linked'; readonly account: AccountView };
export type LinkEvent =
  | { readonly type: 'chosen'; readonly network: NetworkOption }
  | { readonly type: 'back' }
  | { readonly type: 'method'; readonly method: SignInMethod }
  | { readonly type: 'value'; readonly field: LinkField; readonly value: string }
  /** The keys are to be looked at again. */
  | { readonly type: 'keys' }
  /** The network as it is now that its keys are kept. */
  | { readonly type: 'keys_saved'; readonly network: NetworkOption }
  | { readonly type: 'submitted' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'failed'; readonly problem: Problem }
  | { readonly type: 'linked'; readonly account: AccountView };

/** What a sign-in at this network by this method needs from the person. */
export function fieldsOf({ network, method }: Pick<LinkForm, 'network' | 'method'>): readonly LinkField[] {
  const server: readonly LinkField[] = network.instance === null ? [] : ['instance'];
  switch (method) {
    case 'app_password':
      return [...server, 'identifier', 'appPassword'];
    case 'token':
      return [...server, 'token'];
    case 'window':
    case 'browser':
      return server;
  }
}

/** Whether this way to sign in goes by a developer app of the person's own. */
export function usesKeys({ network, method }: Pick<LinkForm, 'network' | 'method'>): boolean {
  return network.keys !== null && network.keyMethods.includes(method);
}

/** The fields that must still be filled in. */
export function missingOf(form: LinkForm): readonly LinkField[] {
  const isOptional = (field: LinkField): boolean => field === 'instance' && form.network.instance?.required === false;
  return fieldsOf(form).filter((field) => !isOptional(field) && form.values[field].trim() === '');
}

/** The question to main: only what this method needs, without the blanks that pasting leaves. */
export function requestOf(form: LinkForm): LinkRequest {
  const given = fieldsOf(form)
    .map((field) => [field, form.values[field].trim()] as const)
    .filter(([, value]) => value !== '');
  return { network: form.network.id, method: form.method, ...Object.fromEntries(given) };
}

/** The next step; an event that does not fit the step (a late answer to a cancelled sign-in) changes nothing. */
export function nextLinkStep(now: LinkStep, event: LinkEvent): LinkStep {
  switch (event.type) {
    case 'chosen':
      return stepFor(emptyForm(event.network));
    case 'back':
      return stepBack(now);
    case 'method':
      return now.step === 'form' || now.step === 'keys' ? stepFor({ ...now.form, method: event.method }) : now;
    case 'value':
      return now.step === 'form' ? { ...now, form: withValue(now.form, event.field, event.value) } : now;
    case 'keys':
      return now.step === 'form' && usesKeys(now.form) ? { step: 'keys', form: now.form } : now;
    case 'keys_saved':
      return now.step === 'keys' ? stepFor({ ...now.form, network: event.network }) : now;
    case 'submitted':
      return now.step === 'form' ? { step: 'signing_in', form: now.form } : now;
    case 'cancelled':
      return now.step === 'signing_in' ? { step: 'form', form: withoutSecrets(now.form), problem: null } : now;
    case 'failed':
      return now.step === 'signing_in' ? { step: 'form', form: withoutSecrets(now.form), problem: event.problem } : now;
    case 'linked':
      return now.step === 'signing_in' ? { step: 'linked', account: event.account } : now;
  }
}

const lacksKeys = (form: LinkForm): boolean => usesKeys(form) && form.network.keys?.state === 'missing';

/** Keys that a sign-in needs and that are not there come first. */
function stepFor(form: LinkForm): LinkStep {
  return lacksKeys(form) ? { step: 'keys', form } : { step: 'form', form, problem: null };
}

/** From keys that were only looked at again back to the form they were opened from. */
function stepBack(now: LinkStep): LinkStep {
  if (now.step === 'keys' && !lacksKeys(now.form)) return { step: 'form', form: now.form, problem: null };
  return now.step === 'form' || now.step === 'keys' ? { step: 'network' } : now;
}

function emptyForm(network: NetworkOption): LinkForm {
  const values = { instance: network.instance?.preset ?? '', identifier: '', appPassword: '', token: '' };
  return { network, method: network.methods[0] ?? 'window', values };
}

const withValue = (form: LinkForm, field: LinkField, value: string): LinkForm => ({
  ...form,
  values: { ...form.values, [field]: value },
});
/** A password or a token stays in the window no longer than the one question it is for. */
const withoutSecrets = (form: LinkForm): LinkForm => withValue(withValue(form, 'appPassword', ''), 'token', '');
