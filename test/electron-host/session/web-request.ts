import type Electron from 'electron';
import { StrictObject } from '../host/strict.ts';
import { matchesAny } from './url-patterns.ts';

type Listener<Details, Response> = (details: Details, callback: (response: Response) => void) => void;
type FilterOrListener<L> = Electron.WebRequestFilter | L | null;

interface Looked {
  readonly url: string;
  readonly resourceType: string;
}

/** One of `webRequest`'s questions: at most one listener, asked about the requests that its filter names. */
class Question<Details extends Looked, Response extends object> {
  #filter: Electron.WebRequestFilter = { urls: [] };
  #listener: Listener<Details, Response> | null = null;

  get isAsked(): boolean {
    return this.#listener !== null;
  }

  set(first: FilterOrListener<Listener<Details, Response>>, second?: Listener<Details, Response> | null): void {
    const hasFilter = first !== null && typeof first === 'object';
    this.#filter = hasFilter ? first : { urls: [] };
    this.#listener = hasFilter ? (second ?? null) : first;
  }

  async ask(details: Details): Promise<Partial<Response>> {
    const listener = this.#listener;
    const { urls, excludeUrls = [], types = [] } = this.#filter;
    const isExcluded = excludeUrls.length > 0 && matchesAny(excludeUrls, details.url);
    const isOtherType = types.length > 0 && !types.some((type) => type === details.resourceType);
    if (!listener || isExcluded || isOtherType || !matchesAny(urls, details.url)) return {};
    return new Promise((resolve) => listener(details, (response) => resolve(response ?? {})));
  }
}

/** The questions of one session, as the request interceptor asks them. */
export class RequestQuestions {
  readonly beforeRequest = new Question<Electron.OnBeforeRequestListenerDetails, Electron.CallbackResponse>();
  readonly beforeSendHeaders = new Question<Electron.OnBeforeSendHeadersListenerDetails, Electron.BeforeSendResponse>();
  readonly headersReceived = new Question<
    Electron.OnHeadersReceivedListenerDetails,
    Electron.HeadersReceivedResponse
  >();
}

type On<Q> = Q extends Question<infer Details, infer Response> ? Listener<Details, Response> : never;
type BeforeRequest = On<RequestQuestions['beforeRequest']>;
type BeforeSendHeaders = On<RequestQuestions['beforeSendHeaders']>;
type HeadersReceived = On<RequestQuestions['headersReceived']>;

/** `session.webRequest`. */
export class WebRequest extends StrictObject {
  readonly #questions: RequestQuestions;
  readonly #changed: () => void;

  /** @param changed called when a listener was set, because sub-resources are only looked at while one is. */
  constructor(questions: RequestQuestions, changed: () => void) {
    super();
    this.#questions = questions;
    this.#changed = changed;
  }

  onBeforeRequest(first: FilterOrListener<BeforeRequest>, second?: BeforeRequest | null): void {
    this.#questions.beforeRequest.set(first, second);
  }

  onBeforeSendHeaders(first: FilterOrListener<BeforeSendHeaders>, second?: BeforeSendHeaders | null): void {
    this.#questions.beforeSendHeaders.set(first, second);
  }

  onHeadersReceived(first: FilterOrListener<HeadersReceived>, second?: HeadersReceived | null): void {
    this.#questions.headersReceived.set(first, second);
    this.#changed();
  }
}
