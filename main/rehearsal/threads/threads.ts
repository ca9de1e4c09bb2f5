import { controlAnswers } from '../control-answers.ts';
import { formLimitBytes, type PretendNetwork } from '../pretend.ts';

export const pretendThreads: PretendNetwork = {
  id: 'threads',
  servers: () =>
    ['threads-www', 'threads-graph'].map((name) => ({
      name,
      routes: [],
      answers: controlAnswers,
      bodyLimitBytes: formLimitBytes,
    })),
  revoke: () => {},
  expire: () => {},
  narrow: () => {},
};
