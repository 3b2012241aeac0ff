import { Link, useRouteError } from 'react-router';
import { Page } from '../parts/page.js';
import { ProblemNotice } from '../parts/problem-notice.js';

/** 404. */
export function NotFoundPage() {
  return (
    <Page title="没有找到这个页面">
      <p>网址可能有误，或内容已经移动。</p>
      <p>
        <Link to="/">回到我的任务</Link>
      </p>
    </Page>
  );
}

/** A fault of the page itself. */
export function FailedPage() {
  const error = useRouteError();
  return (
    <main className="content">
      <Page title="页面出现故障">
        <ProblemNotice error={error} />
        <p>
          <a href="/">重新打开我的任务</a>
        </p>
      </Page>
    </main>
  );
}
