import { Navigate, useLocation } from 'react-router';
import { Page } from '../parts/page.js';
import { SignInForm } from '../parts/sign-in-form.js';
import { useSession } from '../session.js';

/** Where somebody was going when asked to sign in; only ever a path of this page. */
const target = (state: unknown): string => {
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : undefined;
  return typeof from === 'string' && from.startsWith('/') && !from.startsWith('//') ? from : '/';
};

/** Signs in and goes on to where one was going. */
export function SignInPage() {
  const from = target(useLocation().state);
  const session = useSession().data;
  if (session) return <Navigate to={from} replace />;
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <Page title="登录" above={<p className="sign-in-system">行政执法全过程记录系统</p>}>
          {from !== '/' && <p className="quiet">登录后将回到您要打开的页面。</p>}
          <SignInForm onDone={() => undefined} />
        </Page>
      </div>
    </main>
  );
}
