import { Alert, Button } from 'antd';
import { Problem } from '../api.js';
import { articleLabel } from '../format.js';
import { CopyButton } from './copy-button.js';

/** Any failure as a `Problem`; what is not one is a fault of the page. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(-1, '页面出现故障，请刷新后重试。');

/** A refusal stays one however often it is asked; what failed on the way may do better. */
export const mayPass = ({ status }: Problem): boolean =>
  status <= 0 || status === 401 || status === 429 || status >= 500;

/** The session ended: the dialog over the page asks to sign in again, and what is shown here is over then. */
export const isSessionOver = ({ code }: Problem): boolean => code === 'unauthenticated';

/** 故障编号, by which operators find what happened. */
export const Incident = ({ problem }: { problem: Problem }) =>
  problem.incident !== null && (
    <span className="incident">
      故障编号 <code>{problem.incident}</code>
      <CopyButton label="复制编号" words={problem.incident} />
    </span>
  );

/** Everything that stands against an act, each with its article. */
export const Missing = ({ items }: { items: readonly string[] }) => (
  <ul className="plain-list">
    {items.map((one) => (
      <li key={one}>{one}</li>
    ))}
  </ul>
);

/** Why something was refused or failed, and the article it rests on. Read out when it appears. */
export function ProblemNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  if (error === null || error === undefined) return null;
  const problem = asProblem(error);
  if (isSessionOver(problem)) return null;
  const { missing } = problem;
  return (
    <Alert
      type="error"
      showIcon
      title={
        <>
          {missing.length > 0 ? `条件尚不具备，共 ${String(missing.length)} 项：` : problem.message}
          {missing.length === 0 && problem.article !== null && (
            <span className="basis">（依据：本制度{articleLabel(problem.article)}）</span>
          )}
        </>
      }
      description={
        missing.length > 0 ? (
          <Missing items={missing} />
        ) : problem.incident === null ? undefined : (
          <Incident problem={problem} />
        )
      }
      action={
        retry &&
        mayPass(problem) && (
          <Button size="small" onClick={retry}>
            重试
          </Button>
        )
      }
    />
  );
}
