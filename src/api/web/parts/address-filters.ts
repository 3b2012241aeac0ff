import { useSearchParams } from 'react-router';

/** Filters of a list, by name. */
export type Filters = Readonly<Record<string, string>>;

/**
 * Filters that are kept in the address, so that going back finds them again; `set` to nothing takes one away.
 */
export function useAddressFilters(names: readonly string[]): {
  filters: Filters;
  set: (changes: Filters) => void;
} {
  const [search, setSearch] = useSearchParams();
  const filters = Object.fromEntries(
    [...search].filter(([name, value]) => names.includes(name) && value !== ''),
  );
  const set = (changes: Filters) =>
    setSearch(
      Object.entries({ ...filters, ...changes }).filter(([, value]) => value !== ''),
      { replace: true },
    );
  return { filters, set };
}
