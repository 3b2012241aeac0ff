import { useQuery } from '@tanstack/react-query';
import type { EntrustmentList } from '../entrustment-schemas.js';
import type { InspectionFrequency, PowersOfUnit } from '../power-schemas.js';
import { read } from './api.js';

/** 委托书; `state` empty for those whose term is not over and that nobody has revoked. */
export const useEntrustments = (state: '' | 'ended') =>
  useQuery({
    queryKey: ['entrustments', state],
    queryFn: ({ signal }) =>
      read<EntrustmentList>(`/api/entrustments${state === '' ? '' : `?state=${state}`}`, signal),
  });

/** How a unit stands to a kind of power; no unit chosen, nothing asked. */
export const usePowersOf = (unit: string, kind: 'penalty' | 'inspection') =>
  useQuery({
    queryKey: ['powers', unit, kind],
    queryFn: ({ signal }) =>
      read<PowersOfUnit>(`/api/powers?unit=${encodeURIComponent(unit)}&kind=${kind}`, signal),
    enabled: unit !== '',
  });

/** How often a subject was inspected this year; asked only once it is named. */
export const useInspectionFrequency = (subject: string) =>
  useQuery({
    queryKey: ['inspection-frequency', subject],
    queryFn: ({ signal }) =>
      read<InspectionFrequency>(`/api/inspections/frequency?subject=${encodeURIComponent(subject)}`, signal),
    enabled: subject !== '',
  });
