import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import type { OpenedLink } from '../../schemas.js';
import { act } from '../api.js';
import { Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';

/** What the token of a link looks like; mail programs and copying may cut it off. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * The link of a letter. Its token is in the fragment, which no server, proxy or mail scanner gets to see;
 * it only says which task is meant. Opening it decides nothing.
 */
export function LinkPage() {
  const token = useLocation().hash.slice(1);
  const whole = TOKEN.test(token);
  const navigate = useNavigate();
  const opened = useQuery({
    queryKey: ['link', token],
    queryFn: () => act<OpenedLink>('POST', '/api/links/open', { token }),
    enabled: whole,
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const { taskId = null, page = null } = opened.data ?? {};
  const to = taskId === null ? page : `/tasks/${encodeURIComponent(taskId)}`;
  useEffect(() => {
    if (to !== null) void navigate(to, { replace: true });
  }, [to, navigate]);
  return (
    <Page title="打开邮件中的链接">
      {!whole ? (
        <p role="alert">链接不完整，请从邮件中完整复制，或登录后在“我的任务”中办理。</p>
      ) : (
        <Loaded reading={opened}>{() => <p>正在打开……</p>}</Loaded>
      )}
      <p>
        <Link to="/">到我的任务中查看</Link>
      </p>
    </Page>
  );
}
