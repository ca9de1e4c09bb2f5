import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Command, EventDetails, EventName, Parameters, Result } from './protocol.ts';

/** A message as the protocol has it: an answer has an `id`, an event a `method`. */
export interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
  readonly sessionId?: string;
}

type Answered = (answer: Message) => void;

const gone: Message = { error: { code: -32000, message: 'Chromium has gone' } };
const separator = 0;

/** The DevTools protocol over Chromium's pipe. Chromium ends when the pipe closes, that is when this process ends. */
export class Connection {
  readonly #output: Writable;
  readonly #waiting = new Map<number, Answered>();
  readonly #events = new EventEmitter().setMaxListeners(0);
  #nextId = 1;
  #isClosed = false;

  constructor(output: Writable, input: Readable) {
    this.#output = output;
    const parts: Buffer[] = [];
    input.on('data', (chunk: Buffer) => this.#read(chunk, parts));
    input.on('close', () => this.#close());
    output.on('error', () => this.#close());
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  async send<C extends Command>(command: C, params?: Parameters<C>, sessionId?: string): Promise<Result<C>> {
    const { promise, resolve, reject } = Promise.withResolvers<Result<C>>();
    this.forward(command, params, sessionId, ({ error, result }) => {
      if (error) reject(new Error(`${command}: ${error.message}`));
      else resolve(result as Result<C>);
    });
    return promise;
  }

  /** Sends a command of someone else, as it is, and hands back the answer as it is. */
  forward(method: string, params: unknown, sessionId: string | undefined, answered: Answered): void {
    if (this.#isClosed) {
      answered(gone);
      return;
    }
    const id = this.#nextId++;
    this.#waiting.set(id, answered);
    this.#output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
  }

  /** Listens to an event of one session, or of the browser itself. */
  on<E extends EventName>(event: E, listener: (details: EventDetails<E>) => void, sessionId = ''): void {
    this.#events.on(`${sessionId} ${event}`, listener);
  }

  /** Drops every listener of a session that has ended. */
  forget(sessionId: string): void {
    for (const name of this.#events.eventNames()) {
      if (typeof name === 'string' && name.startsWith(`${sessionId} `)) this.#events.removeAllListeners(name);
    }
  }

  /** Every event of every session, after the listeners of `on` have had it. Returns the way to stop. */
  onEvery(listener: (message: Message) => void): () => void {
    this.#events.on('every', listener);
    return () => this.#events.off('every', listener);
  }

  onClosed(listener: () => void): void {
    this.#events.once('closed', listener);
  }

  #read(chunk: Buffer, parts: Buffer[]): void {
    let start = 0;
    for (let end = chunk.indexOf(separator); end >= 0; end = chunk.indexOf(separator, start)) {
      parts.push(chunk.subarray(start, end));
      this.#dispatch(JSON.parse(Buffer.concat(parts.splice(0)).toString()) as Message);
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  }

  #dispatch(message: Message): void {
    if (message.id !== undefined) {
      const answered = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      answered?.(message);
      return;
    }
    this.#events.emit(`${message.sessionId ?? ''} ${message.method}`, message.params);
    this.#events.emit('every', message);
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const answered of this.#waiting.values()) answered(gone);
    this.#waiting.clear();
    this.#events.emit('closed');
  }
}
