import { controlAnswers } from '../control-answers.ts';
import { formLimitBytes, type PretendNetwork } from '../pretend.ts';

export const pretendTiktok: PretendNetwork = {
  id: 'tiktok',
  servers: () =>
    ['tiktok-www', 'tiktok-api'].map((name) => ({
      name,
      routes: [],
      answers: controlAnswers,
      bodyLimitBytes: formLimitBytes,
    })),
  revoke: () => {},
  expire: () => {},
  narrow: () => {},
};
