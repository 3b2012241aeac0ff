import { useQuery } from '@tanstack/react-query';
import type { MediaMatrixView } from '../media-matrix-schemas.js';
import type { Supervision } from '../supervision-schemas.js';
import { read } from './api.js';
import { usePages } from './queries.js';

/** What is late or was not recorded, by these filters, one page after another (第七条). */
export const useSupervision = (filters: Record<string, string>) =>
  usePages<Supervision>('supervision', '/api/supervision', filters);

/** The bureau's media matrix (第五条). */
export const useMediaMatrix = () =>
  useQuery({
    queryKey: ['register', 'media-matrix'],
    queryFn: ({ signal }) => read<MediaMatrixView>('/api/media-matrix', signal),
  });
