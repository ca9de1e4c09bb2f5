import { controlAnswers } from '../control-answers.ts';
import { formLimitBytes, type PretendNetwork } from '../pretend.ts';

export const pretendFacebook: PretendNetwork = {
  id: 'facebook',
  servers: () =>
    ['facebook-www', 'facebook-graph'].map((name) => ({
      name,
      routes: [],
      answers: controlAnswers,
      bodyLimitBytes: formLimitBytes,
    })),
  revoke: () => {},
  expire: () => {},
  narrow: () => {},
};
