import { controlAnswers } from '../control-answers.ts';
import { formLimitBytes, type PretendNetwork } from '../pretend.ts';

export const pretendX: PretendNetwork = {
  id: 'x',
  servers: () =>
    ['x-www', 'x-api'].map((name) => ({
      name,
      routes: [],
      answers: controlAnswers,
      bodyLimitBytes: formLimitBytes,
    })),
  revoke: () => {},
  expire: () => {},
  narrow: () => {},
};
