// Chromium's DevTools protocol as types. Playwright ships them but does not list them in its `exports`, hence the path.
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';

export type { Protocol };

export type Command = keyof Protocol.CommandParameters & keyof Protocol.CommandReturnValues;
export type Parameters<C extends Command> = Protocol.CommandParameters[C];
export type Result<C extends Command> = Protocol.CommandReturnValues[C];
export type EventName = keyof Protocol.Events;
export type EventDetails<E extends EventName> = Protocol.Events[E];
