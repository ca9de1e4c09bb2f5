/** What failed in a run of Vitest, from the report that it leaves. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});
type FileResult = z.infer<typeof reportSchema>['testResults'][number];

/** One line for each test that failed, and for each file that could not be run; none without a report. */
export function failuresIn(file: string): readonly string[] {
  const report = reportSchema.safeParse(jsonIn(file));
  return report.success ? report.data.testResults.flatMap(failuresOf) : ['There is no report to read from.'];
}

function failuresOf({ name: file, status, message, assertionResults }: FileResult): readonly string[] {
  const name = path.basename(file);
  const failed = assertionResults.filter((result) => result.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [`${name}: ${firstLines(message)}`];
  return failed.map(({ fullName, failureMessages }) => `${name}: ${fullName}: ${firstLines(failureMessages?.[0])}`);
}

/** What was wrong and where in the test, without the way through the test runner. */
function firstLines(message = ''): string {
  const lines = message.split('\n').filter((line) => line.trim() !== '' && !line.includes('node_modules'));
  return lines.slice(0, 3).join(' ').slice(0, 300);
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
