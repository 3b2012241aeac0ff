import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import type { OpenedLink } from '../../schemas.js';
import { act } from '../api.js';
import { Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';

/**
 * The link of a letter. Its token is in the fragment, which no server, proxy or mail scanner gets to see;
 * it only says which task is meant. Opening it decides nothing.
 */
export function LinkPage() {
  const token = useLocation().hash.slice(1);
  const navigate = useNavigate();
  const opened = useQuery({
    queryKey: ['link', token],
    queryFn: () => act<OpenedLink>('POST', '/api/links/open', { token }),
    enabled: token !== '',
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const taskId = opened.data?.taskId;
  useEffect(() => {
    if (taskId !== undefined) void navigate(`/tasks/${encodeURIComponent(taskId)}`, { replace: true });
  }, [taskId, navigate]);
  return (
    <Page title="打开来信中的链接">
      {token === '' ? (
        <p>链接不完整，请从来信中重新打开。</p>
      ) : (
        <Loaded reading={opened}>{() => <p>正在打开……</p>}</Loaded>
      )}
      <p>
        <Link to="/">到我的任务中查看</Link>
      </p>
    </Page>
  );
}
