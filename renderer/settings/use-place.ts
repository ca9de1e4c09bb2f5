import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BucketRequest } from '../../contract/api.ts';
import type { BucketView } from '../../contract/keys.ts';
import { ask } from '../api.ts';
import { bucketQuery } from '../queries.ts';

/** Keeping and removing the bucket; `onKept` is told what there is afterwards. */
export function usePlace(onKept: (now: BucketView | null) => void) {
  const client = useQueryClient();
  const keep = (now: BucketView | null): void => {
    client.setQueryData(bucketQuery.queryKey, now);
    onKept(now);
  };
  const saving = useMutation({
    mutationFn: (form: BucketRequest) => ask('saveBucket', form),
    onSuccess: keep,
  });
  const removing = useMutation({ mutationFn: () => ask('removeBucket'), onSuccess: () => keep(null) });
  return {
    saving,
    removing,
    isBusy: saving.isPending || removing.isPending,
    /** What was said of what stood there before does not hold any more. */
    forget: () => {
      saving.reset();
      removing.reset();
    },
  };
}
