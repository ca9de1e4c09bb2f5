import { controlAnswers } from '../control-answers.ts';
import { formLimitBytes, type PretendNetwork } from '../pretend.ts';

export const pretendYoutube: PretendNetwork = {
  id: 'youtube',
  servers: () =>
    ['google-accounts', 'google-oauth', 'google-api', 'google-watch'].map((name) => ({
      name,
      routes: [],
      answers: controlAnswers,
      bodyLimitBytes: formLimitBytes,
    })),
  revoke: () => {},
  expire: () => {},
  narrow: () => {},
};
