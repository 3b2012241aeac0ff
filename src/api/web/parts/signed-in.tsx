import { Modal } from 'antd';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useSession, useSessionExpired } from '../session.js';
import { Loaded } from './loading.js';
import { SignInForm } from './sign-in-form.js';

/** Lets only signed-in people through; others sign in first and come back. */
export function SignedIn() {
  const session = useSession();
  const expired = useSessionExpired();
  const { pathname, search, hash } = useLocation();
  if (session.data === null)
    return <Navigate to="/sign-in" replace state={{ from: pathname + search + hash }} />;
  if (!session.data)
    return (
      <main className="content">
        <Loaded reading={session}>{() => null}</Loaded>
      </main>
    );
  return (
    <>
      <Outlet />
      <Modal
        open={expired}
        title="登录已过期"
        footer={null}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
      >
        <p>请重新登录。您在本页填写的内容仍然保留。</p>
        <SignInForm onDone={() => undefined} />
      </Modal>
    </>
  );
}
