/** From the preload's world to the main process. `args` is text of the codec. */
export type FromPreload =
  | { readonly type: 'started' }
  | { readonly type: 'title'; readonly title: string }
  | { readonly type: 'send'; readonly channel: string; readonly args: string }
  | { readonly type: 'invoke'; readonly id: number; readonly channel: string; readonly args: string }
  | { readonly type: 'permission'; readonly id: number; readonly permission: string; readonly details: object }
  | { readonly type: 'preload-error'; readonly message: string; readonly stack: string };

/** From the main process to the preload's world. */
export type ToPreload =
  | { readonly type: 'event'; readonly channel: string; readonly args: string }
  | { readonly type: 'result'; readonly id: number; readonly value: string }
  | { readonly type: 'failure'; readonly id: number; readonly message: string };

/** What a sandboxed preload knows of its process. */
export interface PreloadProcess {
  readonly platform: string;
  readonly arch: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly argv: readonly string[];
}

/** The name of the isolated world, as in Electron. */
export const preloadWorld = 'Electron Isolated Context';

/** The function that Chromium gives to that world alone. */
export const sendBinding = 'electronStandInSend';

/** The function that the world keeps for the main process to call. */
export const deliverFunction = 'electronStandInDeliver';
