import { useQuery } from '@tanstack/react-query';
import type { Devices, Stores } from '../device-schemas.js';
import type { Recordings } from '../recording-schemas.js';
import type { PersonEntry } from '../schemas.js';
import { read } from './api.js';
import { useAttention } from './attention.js';

/** How often the recordings of a case are read again, in ms. */
const POLL_MS = 15_000;

export const useDevices = () =>
  useQuery({
    queryKey: ['devices'],
    queryFn: ({ signal }) => read<Devices>('/api/devices', signal),
  });

export const useStores = () =>
  useQuery({
    queryKey: ['recording-stores'],
    queryFn: ({ signal }) => read<Stores>('/api/recording-stores', signal),
  });

export const useRecordings = (number: string) => {
  const attentive = useAttention();
  return useQuery({
    queryKey: ['recordings', number],
    queryFn: ({ signal }) => read<Recordings>(`/api/cases/${encodeURIComponent(number)}/recordings`, signal),
    refetchInterval: attentive ? POLL_MS : false,
  });
};

/** Everybody who holds a post now. */
export const useEverybody = () =>
  useQuery({
    queryKey: ['people', 'everybody'],
    queryFn: ({ signal }) => read<{ items: PersonEntry[] }>('/api/people', signal),
    select: (people) => people.items,
    staleTime: Infinity,
  });
