import { EventEmitter } from 'node:events';
import type { Page } from './page.ts';

const pages = new Map<number, Page>();

export function addPage(page: Page): void {
  pages.set(page.id, page);
}

export function removePage(page: Page): void {
  pages.delete(page.id);
}

export function allPages(): readonly Page[] {
  return [...pages.values()];
}

export function pageOfId(id: number): Page | undefined {
  return pages.get(id);
}

/** @param targetId Chromium's id of the page, which is also the id of its main frame. */
export function pageOfTarget(targetId: string): Page | undefined {
  return allPages().find((page) => page.targetId === targetId);
}

export function pageOfFrame(frameId: string): Page | undefined {
  return pageOfTarget(frameId) ?? allPages().find((page) => page.frames.has(frameId));
}

/** A window as the quit sequence needs it. */
export interface OpenWindow {
  /** Asks the window to close. False: a listener said no. */
  requestClose(): boolean;
  /** Marks it as closed without asking. */
  finish(): void;
}

export const openWindows = new Map<number, OpenWindow>();

/** Emits `closed` after a window has left `openWindows`. */
export const windowEvents = new EventEmitter();
