import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useRef } from 'react';
import type {
  CaseDetail,
  CaseList,
  Letters,
  PersonEntry,
  Post,
  TaskDetail,
  TaskList,
  Session,
  Timeline,
  TokenEntry,
  UnitEntry,
} from '../schemas.js';
import type { DocumentList } from '../document-schemas.js';
import type { MatterOpenings, NextSteps } from '../opening-schemas.js';
import { act, newKey, read } from './api.js';
import { useAttention } from './attention.js';

/** How often an open task or case is read again, so that a decision made elsewhere appears. */
const POLL_MS = 15_000;
const usePolling = (): number | false => (useAttention() ? POLL_MS : false);

type Paged = { next: string | null };

/** A list with a cursor, one page after another. */
export function usePages<P extends Paged>(
  name: string,
  path: string,
  parameters: Record<string, string> = {},
) {
  const refetchInterval = usePolling();
  return useInfiniteQuery({
    queryKey: [name, path, parameters],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        ...parameters,
        ...(pageParam === null ? {} : { cursor: pageParam }),
      });
      return read<P>(`${path}?${query.toString()}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: P) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval,
  });
}

export const useTasks = () => usePages<TaskList>('tasks', '/api/tasks');
export const useCases = (filters: Record<string, string>) =>
  usePages<CaseList>('cases', '/api/cases', filters);
/** Matters other than cases that are found by these words; nothing is asked while there are none. */
export const useMattersFound = (words: string | null) =>
  useQuery({
    queryKey: ['matters-found', words],
    queryFn: ({ signal }) =>
      read<CaseList>(`/api/cases?${new URLSearchParams({ q: words ?? '', limit: '20' }).toString()}`, signal),
    enabled: words !== null,
    placeholderData: keepPreviousData,
    select: ({ items }) => items.filter(({ matter }) => matter !== 'case'),
  });
export const useLetters = (filters: Record<string, string> = {}) =>
  usePages<Letters>('letters', '/api/letters', filters);
export const useTimeline = (number: string) =>
  usePages<Timeline>('timeline', `/api/cases/${encodeURIComponent(number)}/timeline`, { limit: '50' });

export const useCaseDocuments = (number: string) =>
  usePages<DocumentList>('documents', `/api/cases/${encodeURIComponent(number)}/documents`, { limit: '50' });

export const useTask = (id: string) => {
  const refetchInterval = usePolling();
  return useQuery({
    queryKey: ['task', id],
    queryFn: ({ signal }) => read<TaskDetail>(`/api/tasks/${encodeURIComponent(id)}`, signal),
    refetchInterval,
  });
};

export const useCase = (number: string) => {
  const refetchInterval = usePolling();
  return useQuery({
    queryKey: ['case', number],
    queryFn: ({ signal }) => read<CaseDetail>(`/api/cases/${encodeURIComponent(number)}`, signal),
    refetchInterval,
  });
};

/** What may be begun on a matter now, and what may be put on its file. */
export const useNextSteps = (number: string) =>
  useQuery({
    queryKey: ['next', number],
    queryFn: ({ signal }) => read<NextSteps>(`/api/cases/${encodeURIComponent(number)}/next`, signal),
  });

/** Which matters beside cases may be registered, with their forms. */
export const useMatterOpenings = () =>
  useQuery({
    queryKey: ['matter-openings'],
    queryFn: ({ signal }) => read<MatterOpenings>('/api/matters/openings', signal),
  });

/**
 * Who this browser is signed in as by now. Another window may have signed somebody else in, and then this
 * page no longer acts for its reader.
 */
export const useReaderNow = () => {
  const refetchInterval = usePolling();
  return useQuery({
    queryKey: ['reader'],
    queryFn: ({ signal }) => read<Session>('/api/session', signal),
    select: ({ person }) => ({ id: person.id, name: person.name }),
    refetchInterval,
  });
};

export const useTokens = () =>
  useQuery({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => read<{ items: TokenEntry[] }>('/api/tokens', signal),
  });

/** 废止 a token. */
export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => act('DELETE', `/api/tokens/${encodeURIComponent(id)}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

/** Everybody who holds a post now, or any post where none is named; kept for the visit. */
export const usePeople = (post?: Post) =>
  useQuery({
    queryKey: ['people', post ?? 'all'],
    queryFn: ({ signal }) =>
      read<{ items: PersonEntry[] }>(`/api/people${post === undefined ? '' : `?post=${post}`}`, signal),
    select: (people) => people.items,
    staleTime: Infinity,
  });

/** What people are called, by id; dots until it is known, the id if it cannot be had. */
export const useNames = (ids: readonly string[]): ((id: string) => string) => {
  const people = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['people', 'one', id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        read<PersonEntry>(`/api/people/${encodeURIComponent(id)}`, signal),
      staleTime: Infinity,
    })),
  });
  return (id) => {
    const person = people[ids.indexOf(id)];
    return person?.data?.name ?? (person?.isError ? id : '……');
  };
};

export const useUnits = () =>
  useQuery({
    queryKey: ['units'],
    queryFn: ({ signal }) => read<{ items: UnitEntry[] }>('/api/units', signal),
    select: (units) => units.items,
    staleTime: Infinity,
  });

/**
 * One kind of act. The same contents sent again after a failure are the same intent and keep their key,
 * so that an act whose answer was lost is not done twice; other contents, or a success, make a new one.
 */
export function useAct<A>(onDone?: (answer: A) => void) {
  const client = useQueryClient();
  const last = useRef<{ intent: string; key: string }>(undefined);
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: unknown }) => {
      const intent = JSON.stringify([path, body]);
      if (last.current?.intent !== intent) last.current = { intent, key: newKey() };
      return act<A>('POST', path, body, last.current.key);
    },
    onSuccess: (answer) => {
      last.current = undefined;
      onDone?.(answer);
    },
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => !kept.includes(String(queryKey[0])) }),
  });
}

/** What no act changes. */
const kept = ['session', 'session-expired', 'people', 'units', 'phrases'];
