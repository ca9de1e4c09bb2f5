import type Electron from 'electron';
import { electronEvent } from '../host/event.ts';
import { note } from '../host/report.ts';
import { StrictEmitter } from '../host/strict.ts';

/** A notification that nobody sees. A test clicks it by emitting `click` or `action`. */
export class Notification extends StrictEmitter {
  readonly title: string;
  readonly subtitle: string;
  readonly body: string;
  readonly silent: boolean;
  readonly urgency: Electron.Notification['urgency'];
  readonly actions: Electron.NotificationAction[];

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.urgency = options.urgency ?? 'normal';
    this.actions = options.actions ?? [];
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    note(`notification: ${this.title}: ${this.body}`);
    setImmediate(() => this.emit('show', electronEvent()));
  }

  close(): void {
    this.emit('close', electronEvent({ reason: 'applicationHidden' as const }));
  }
}
