import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useRef } from 'react';
import type {
  ImportPreview,
  RegisterAnswer,
  RegisterPeople,
  RegisterPersonDetail,
  RegisterUnits,
  Reminders,
} from '../register-schemas.js';
import { newKey, Problem, read, upload } from './api.js';

/** The people of the register by these filters, one page after another. */
export const useRegisterPeople = (filters: Record<string, string>) =>
  useInfiniteQuery({
    queryKey: ['register', 'people', filters],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        ...filters,
        ...(pageParam === null ? {} : { cursor: pageParam }),
      });
      return read<RegisterPeople>(`/api/register/people?${query.toString()}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: RegisterPeople) => page.next,
    placeholderData: keepPreviousData,
  });

export const useRegisterPerson = (id: string) =>
  useQuery({
    queryKey: ['register', 'person', id],
    queryFn: ({ signal }) =>
      read<RegisterPersonDetail>(`/api/register/people/${encodeURIComponent(id)}`, signal),
  });

export const useRegisterUnits = () =>
  useQuery({
    queryKey: ['register', 'units'],
    queryFn: ({ signal }) => read<RegisterUnits>('/api/register/units', signal),
  });

export const useReminders = () =>
  useQuery({
    queryKey: ['register', 'reminders'],
    queryFn: ({ signal }) => read<Reminders>('/api/register/reminders', signal),
  });

/** What the rest of the page keeps of people and units is read anew after a change of the register. */
export function useForgetRegister() {
  const client = useQueryClient();
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) => ['register', 'people', 'units'].includes(String(queryKey[0])),
    });
}

/** Which table a file fills. */
export type ImportKind = 'people' | 'units';

/** What would become of every row; nothing is changed. */
export const usePreview = (kind: ImportKind) =>
  useMutation({
    mutationFn: (file: File) =>
      upload<ImportPreview>(`/api/register/imports/${kind}/preview`, file, newKey(), () => undefined),
  });

const ASKED_AGAIN = 15;
const PAUSE_MS = 2_000;

type ImportWish = { file: File; version: string; confirmOpenTasks: boolean };

/**
 * Imports the file that was previewed. What is not finished in time is asked for again under the same key.
 */
export function useImport(kind: ImportKind, onDone: (answer: RegisterAnswer) => void) {
  const forget = useForgetRegister();
  const last = useRef<{ wish: ImportWish; key: string }>(undefined);
  return useMutation({
    mutationFn: async (wish: ImportWish) => {
      const { file, version, confirmOpenTasks } = wish;
      const before = last.current?.wish;
      const same =
        before?.file === file && before.version === version && before.confirmOpenTasks === confirmOpenTasks;
      if (!same) last.current = { wish, key: newKey() };
      const query = new URLSearchParams({ version, confirmOpenTasks: String(confirmOpenTasks) });
      const path = `/api/register/imports/${kind}?${query.toString()}`;
      for (let asked = 0; asked < ASKED_AGAIN; asked += 1) {
        const key = last.current?.key ?? newKey();
        const answer = await upload<RegisterAnswer | { state: 'pending' }>(path, file, key, () => undefined);
        if (!('state' in answer)) return answer;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
      throw new Problem(202, '已收到，正在导入。请稍后到人员列表查看，不必重复提交。', 'pending');
    },
    onSuccess: (answer) => {
      last.current = undefined;
      onDone(answer);
    },
    onSettled: forget,
  });
}
