import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type {
  CalendarYears,
  CalendarYearView,
  ImportEntry,
  ImportList,
  ImportPreview,
  NoticePreview,
} from '../calendar-schemas.js';
import { act, newKey, read } from './api.js';

/** How often the progress of an import is read while it goes on. */
const PROGRESS_MS = 2_000;

export const useCalendar = () =>
  useQuery({
    queryKey: ['calendar'],
    queryFn: ({ signal }) => read<CalendarYears>('/api/calendar', signal),
  });

export const useCalendarYear = (year: string) =>
  useQuery({
    queryKey: ['calendar', year],
    queryFn: ({ signal }) => read<CalendarYearView>(`/api/calendar/${encodeURIComponent(year)}`, signal),
  });

export const useImports = () =>
  useQuery({
    queryKey: ['calendar-imports'],
    queryFn: ({ signal }) => read<ImportList>('/api/calendar/imports', signal),
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => one.state !== 'done') ? PROGRESS_MS : false,
  });

export const useImport = (id: string) =>
  useQuery({
    queryKey: ['calendar-imports', id],
    queryFn: ({ signal }) => read<ImportEntry>(`/api/calendar/imports/${encodeURIComponent(id)}`, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : PROGRESS_MS),
  });

/** What a notice would move, one page after another; asked once a notice is to be previewed. */
export const useNoticePreview = (asked: { year: number; notice: NoticePreview } | null) =>
  useInfiniteQuery({
    queryKey: ['calendar-preview', asked],
    enabled: asked !== null,
    queryFn: ({ pageParam }) => {
      const query = pageParam === null ? '' : `?cursor=${encodeURIComponent(pageParam)}`;
      const path = `/api/calendar/${String(asked?.year)}/preview${query}`;
      return act<ImportPreview>('POST', path, asked?.notice, newKey());
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: ImportPreview) => page.next,
    staleTime: Infinity,
    retry: false,
  });
