import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Session, SignIn } from '../schemas.js';
import { act, Problem, read, rememberSession } from './api.js';
import { forgetWaiting } from './parts/draft-in-tab.js';

const SESSION = ['session'] as const;
const EXPIRED = ['session-expired'] as const;

async function readSession(): Promise<Session | null> {
  try {
    const session = await read<Session>('/api/session');
    rememberSession(session);
    return session;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}

/** Who is signed in: null for nobody, undefined while it is not known yet. */
export function useSession() {
  return useQuery({
    queryKey: SESSION,
    queryFn: readSession,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

/** The session of a page behind the sign-in. */
export function useSignedIn(): Session {
  const session = useSession().data;
  if (!session) throw new Error('used outside the signed-in pages');
  return session;
}

/** The session ended while a page was open: what is typed there stays, and signing in again goes over it. */
export const sessionExpired = (client: QueryClient): void => {
  if (client.getQueryData(SESSION)) client.setQueryData(EXPIRED, true);
};

/** The same, for what fails outside queries. */
export function useExpireSession(): () => void {
  const client = useQueryClient();
  return () => sessionExpired(client);
}

export const useSessionExpired = (): boolean =>
  useQuery({ queryKey: EXPIRED, queryFn: () => false, enabled: false, initialData: false }).data;

/** Signs in; another person than before starts from a clean page. */
export function useSignIn() {
  const client = useQueryClient();
  return async (credentials: SignIn): Promise<Session> => {
    const before = client.getQueryData<Session | null>(SESSION);
    const session = await act<Session>('POST', '/api/session', credentials);
    rememberSession(session);
    if (before && before.person.id !== session.person.id) location.assign('/');
    client.setQueryData(SESSION, session);
    client.setQueryData(EXPIRED, false);
    await client.invalidateQueries({
      predicate: (query) => query.queryKey[0] !== 'session' && query.queryKey[0] !== EXPIRED[0],
    });
    return session;
  };
}

/** Signs out and forgets everything read. */
export function useSignOut() {
  const client = useQueryClient();
  return async (): Promise<void> => {
    await act('DELETE', '/api/session');
    forgetWaiting();
    client.setQueryData(SESSION, null);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
  };
}
