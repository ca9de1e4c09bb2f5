/** Sign-in and consent on one page, as the pretend networks show it between an app's request and its answer. */
import { consentLanguage, consentTexts, type PermissionName } from './consent-text.ts';
import { randomToken } from './oauth-codes.ts';
import { escapeHtml, page, personBlock } from './page.ts';
import { person } from './people.ts';
import { type Answer, type Incoming } from './server.ts';
import { readFields, textField } from './bodies.ts';

export interface ConsentSubject {
  /** The network's name as on the page: `Instagram`. */
  readonly network: string;
  readonly username: string;
  readonly handle: string;
  /** Where the form is sent. */
  readonly action: string;
}
export interface ConsentRequest<Request> {
  readonly app: string;
  readonly permissions: readonly PermissionName[];
  /** What the permission may be given for (the Pages of a person); all are chosen at first. */
  readonly choices?: readonly ConsentChoice[];
  readonly request: Request;
}
export interface ConsentChoice {
  readonly id: string;
  readonly name: string;
}
export type Decision<Request> =
  | { readonly kind: 'denied'; readonly request: Request }
  /** `chosen` are ids of the choices that were left chosen. */
  | { readonly kind: 'allowed'; readonly request: Request; readonly chosen: readonly string[] }
  /** Nothing is decided: show this. */
  | { readonly kind: 'undecided'; readonly answer: Answer };

export interface ConsentDesk<Request> {
  readonly ask: (asked: ConsentRequest<Request>, incoming: Incoming) => Answer;
  /** Reads the form; a page answers once only, so a decision cannot be sent by another site or twice. */
  readonly decide: (incoming: Incoming) => Promise<Decision<Request>>;
}

export function createConsentDesk<Request>(subject: ConsentSubject): ConsentDesk<Request> {
  const open = new Map<string, ConsentRequest<Request>>();
  const ask = (asked: ConsentRequest<Request>, incoming: Incoming, isWrong = false) => {
    const ticket = randomToken();
    open.set(ticket, asked);
    return consentPage(subject, asked, ticket, incoming, isWrong);
  };
  return {
    ask,
    decide: async (incoming) => {
      const fields = await readFields(incoming);
      const ticket = textField(fields, 'ticket') ?? '';
      const asked = open.get(ticket);
      open.delete(ticket);
      if (asked === undefined)
        return { kind: 'undecided', answer: failedPage(subject.network, incoming, 'Unknown request.') };
      if (textField(fields, 'decision') !== 'allow') return { kind: 'denied', request: asked.request };
      if (!knowsPassword(fields, subject)) return { kind: 'undecided', answer: ask(asked, incoming, true) };
      return { kind: 'allowed', request: asked.request, chosen: chosenIn(fields, asked) };
    },
  };
}

const fieldOf = ({ id }: ConsentChoice): string => `choice-${id}`;

/** A box that is not ticked is not sent. */
function chosenIn(fields: FormData, { choices = [] }: ConsentRequest<unknown>): readonly string[] {
  return choices.filter((choice) => fields.has(fieldOf(choice))).map(({ id }) => id);
}

function knowsPassword(fields: FormData, subject: ConsentSubject): boolean {
  return textField(fields, 'username') === subject.username && textField(fields, 'password') === person.password;
}

function consentPage(
  subject: ConsentSubject,
  asked: ConsentRequest<unknown>,
  ticket: string,
  incoming: Incoming,
  isWrong: boolean,
): Answer {
  const language = consentLanguage(incoming.headers['accept-language']);
  const text = consentTexts[language];
  const asksFor = asked.permissions.map((name) => `<li>${escapeHtml(text.permissions[name])}</li>`).join('');
  const choices = choicesBlock(asked.choices ?? [], text.choices);
  const error = isWrong ? `<p class="error" role="alert">${escapeHtml(text.wrongPassword)}</p>` : '';
  const content = `<main><p class="rehearsal">${escapeHtml(text.rehearsal(subject.network))}</p>
<h1>${escapeHtml(text.title(asked.app))}</h1><p>${escapeHtml(text.intro(asked.app, subject.network))}</p><ul>${asksFor}</ul>${personBlock(person.displayName, subject.handle)}
<form method="post" action="${escapeHtml(subject.action)}"><input type="hidden" name="ticket" value="${ticket}">${choices}
<label for="username">${escapeHtml(text.username)}</label><input id="username" name="username" autocomplete="off" value="${escapeHtml(subject.username)}">
<label for="password">${escapeHtml(text.password)}</label><input id="password" name="password" type="password" autocomplete="off" value="${isWrong ? '' : person.password}">${error}
<div class="buttons"><button id="allow" name="decision" value="allow">${escapeHtml(text.allow)}</button><button id="deny" name="decision" value="deny">${escapeHtml(text.deny)}</button></div>
<p class="note">${escapeHtml(text.note)}</p></form></main>`;
  return page(200, language, text.title(asked.app), content);
}

function choicesBlock(choices: readonly ConsentChoice[], legend: string): string {
  if (choices.length === 0) return '';
  const boxes = choices.map((choice) => {
    const field = escapeHtml(fieldOf(choice));
    return `<label for="${field}"><input type="checkbox" id="${field}" name="${field}" value="on" checked>${escapeHtml(choice.name)}</label>`;
  });
  return `<fieldset><legend>${escapeHtml(legend)}</legend>${boxes.join('')}</fieldset>`;
}

/** A refusal that must not go back to the app, because the app or its address is not to be trusted. */
export function failedPage(network: string, incoming: Incoming, reason: string): Answer {
  const language = consentLanguage(incoming.headers['accept-language']);
  const text = consentTexts[language];
  const content = `<main><p class="rehearsal">${escapeHtml(text.rehearsal(network))}</p><h1>${escapeHtml(text.failed)}</h1><p>${escapeHtml(reason)}</p></main>`;
  return page(400, language, text.failed, content);
}
