import { useQuery } from '@tanstack/react-query';
import type { PersonEntry } from '../schemas.js';
import type {
  HandoverDetail,
  HandoverList,
  HandoverPreview,
  SubstitutionList,
} from '../substitution-schemas.js';
import { read } from './api.js';
import { useAttention } from './attention.js';
import { usePages } from './queries.js';

/** How often lists are read again, and a handover that is under way. */
const POLL_MS = 15_000;
const PROGRESS_MS = 2_000;
const usePolling = (): number | false => (useAttention() ? POLL_MS : false);

/** 代理; `state` empty for those in force or to come. */
export const useSubstitutions = (state: '' | 'ended') =>
  usePages<SubstitutionList>('substitutions', '/api/substitutions', state === '' ? {} : { state });

/** Everybody who holds a post now; kept for the visit. */
export const useEverybody = () =>
  useQuery({
    queryKey: ['people', 'everybody'],
    queryFn: ({ signal }) => read<{ items: PersonEntry[] }>('/api/people', signal),
    select: (people) => people.items,
    staleTime: Infinity,
  });

/** What a leaver is named for; nobody chosen, nothing asked. */
export const useHandoverPreview = (from: string) =>
  useQuery({
    queryKey: ['handover-preview', from],
    queryFn: ({ signal }) =>
      read<HandoverPreview>(`/api/handovers/preview?from=${encodeURIComponent(from)}`, signal),
    enabled: from !== '',
  });

export const useHandovers = () => {
  const refetchInterval = usePolling();
  return useQuery({
    queryKey: ['handovers'],
    queryFn: ({ signal }) => read<HandoverList>('/api/handovers', signal),
    refetchInterval,
  });
};

/** One handover, read again and again until it is over. */
export const useHandover = (id: string) => {
  const slow = usePolling();
  return useQuery({
    queryKey: ['handover', id],
    queryFn: ({ signal }) => read<HandoverDetail>(`/api/handovers/${encodeURIComponent(id)}`, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? PROGRESS_MS : slow),
  });
};
