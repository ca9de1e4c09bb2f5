/** One sign-in at a time, which can be cancelled from any window, and what unlinking proved. */
import type { AccountId } from '../../contract/model.ts';
import type { LinkProgress, UnlinkProof } from '../../contract/views.ts';
import type { LinkOptions } from '../core/accounts/link.ts';

export interface Linking {
  readonly run: <Value>(start: (options: LinkOptions) => Promise<Value>) => Promise<Value>;
  readonly cancel: () => void;
  readonly remember: (id: AccountId, proof: UnlinkProof) => UnlinkProof;
  /** The page of the last unlinking where the permission can be seen or ended by hand. */
  readonly permissionsPage: (id: AccountId) => string | null;
}

export function createLinking(options: {
  readonly surfaces: LinkOptions['surfaces'];
  readonly language: () => string;
  readonly onProgress: (progress: LinkProgress) => void;
}): Linking {
  const pages = new Map<AccountId, string>();
  let current = new AbortController();

  return {
    /** A sign-in that was begun before is given up: the person started over. */
    run: async (start) => {
      current.abort();
      current = new AbortController();
      const { signal } = current;
      const onStage: LinkOptions['onStage'] = (stage) => options.onProgress({ stage });
      try {
        return await start({ surfaces: options.surfaces, language: options.language(), signal, onStage });
      } finally {
        if (!signal.aborted) options.onProgress({ stage: 'idle' });
      }
    },
    cancel: () => {
      current.abort();
      options.onProgress({ stage: 'idle' });
    },
    remember: (id, proof) => {
      if (proof.page !== null) pages.set(id, proof.page);
      return proof;
    },
    permissionsPage: (id) => pages.get(id) ?? null,
  };
}
