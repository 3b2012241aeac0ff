import { Alert, Button } from 'antd';
import { Problem } from '../api.js';
import { articleLabel } from '../format.js';

/** Any failure as a `Problem`; what is not one is a fault of the page. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(-1, '页面出现故障，请刷新后重试。');

/** A refusal stays one however often it is asked; what failed on the way may do better. */
const mayPass = ({ status }: Problem): boolean => status <= 0 || status === 429 || status >= 500;

/** Why something was refused or failed, and the article it rests on. Read out when it appears. */
export function ProblemNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  if (error === null || error === undefined) return null;
  const problem = asProblem(error);
  return (
    <Alert
      type="error"
      showIcon
      title={
        <>
          {problem.message}
          {problem.article !== null && (
            <span className="basis">（依据：本制度{articleLabel(problem.article)}）</span>
          )}
        </>
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
