import type Electron from 'electron';
import { invokeHandler, ipcMain } from '../api/ipc-main.ts';
import { electronEvent } from '../host/event.ts';
import { print, report } from '../host/report.ts';
import { decode, encode } from '../page/codec.ts';
import { deliverFunction, sendBinding, type FromPreload, type ToPreload } from '../page/messages.ts';
import type { AskedPermission } from '../session/permissions.ts';
import { realTextOf, virtualTextOf } from '../session/schemes.ts';
import type { Page } from './page.ts';

type Invoke = Extract<FromPreload, { type: 'invoke' }>;

/**
 * The messages between the main process and the preload of one page. Addresses of custom schemes inside them are
 * rewritten, so that the page gets one that it can load and the main process one that it knows.
 */
export class IpcChannel {
  readonly #page: Page;
  /** The isolated world of the current document. */
  #context: number | undefined;
  /** What was sent before there is a document; it is delivered when the document's preload starts. */
  readonly #waiting: ToPreload[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  follow(): void {
    this.#page.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === sendBinding) this.#receive(JSON.parse(payload) as FromPreload, executionContextId);
    });
    this.#page.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#context) this.#context = undefined;
    });
    this.#page.on('Runtime.executionContextsCleared', () => {
      this.#context = undefined;
    });
  }

  send(channel: string, args: readonly unknown[]): void {
    const message: ToPreload = { type: 'event', channel, args: realTextOf(encode(args)) };
    if (this.#context === undefined) this.#waiting.push(message);
    else this.#deliver(message, this.#context);
  }

  /** A new load drops what the document it replaces has not had. */
  forgetWaiting(): void {
    this.#waiting.length = 0;
  }

  #receive(message: FromPreload, context: number): void {
    switch (message.type) {
      case 'started':
        this.#context = context;
        for (const waiting of this.#waiting.splice(0)) this.#deliver(waiting, context);
        break;
      case 'title':
        this.#page.titleChanged(message.title);
        break;
      case 'send':
        ipcMain.emit(message.channel, this.#event(), ...argumentsOf(message.args));
        break;
      case 'invoke':
        this.#invoke(message, context).catch(report);
        break;
      case 'permission':
        this.#page.profile.permissions
          .request(this.#page.electronContents, message.permission as AskedPermission, message.details)
          .then((isGranted) => {
            this.#deliver({ type: 'result', id: message.id, value: encode(isGranted) }, context);
          })
          .catch(report);
        break;
      case 'preload-error':
        this.#page.preloadFailed(Object.assign(new Error(message.message), { stack: message.stack }));
    }
  }

  async #invoke({ id, channel, args }: Invoke, context: number): Promise<void> {
    try {
      const handler = invokeHandler(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      const value: unknown = await handler(this.#event(), ...argumentsOf(args));
      this.#deliver({ type: 'result', id, value: realTextOf(encode(value)) }, context);
    } catch (error) {
      print(`Error occurred in handler for '${channel}': ${error instanceof Error ? error.stack : String(error)}`);
      this.#deliver(
        { type: 'failure', id, message: `Error invoking remote method '${channel}': ${String(error)}` },
        context,
      );
    }
  }

  #event(): Electron.IpcMainEvent & Electron.IpcMainInvokeEvent {
    const page = this.#page;
    const { main } = page.frames;
    return electronEvent({
      type: 'frame' as const,
      processId: main.processId,
      frameId: main.routingId,
      sender: page.electronContents,
      senderFrame: main,
      frameTreeNodeId: main.frameTreeNodeId,
      ports: [],
      returnValue: undefined,
      reply: (channel: string, ...args: unknown[]) => this.send(channel, args),
    });
  }

  #deliver(message: ToPreload, executionContextId: number): void {
    this.#page
      .send('Runtime.callFunctionOn', {
        functionDeclaration: `(text) => ${deliverFunction}(text)`,
        arguments: [{ value: JSON.stringify(message) }],
        executionContextId,
        silent: true,
      })
      .catch(report);
  }
}

function argumentsOf(text: string): unknown[] {
  return decode(virtualTextOf(text)) as unknown[];
}
