import { useCallback } from 'react';
import { useLocation, useSearch } from 'wouter';

/** Filters of a table live in the address: they can be sent on, and Back works. */
export function useQuery() {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const params = new URLSearchParams(search);
  const change = useCallback(
    (changes: Record<string, string>, replace = false) =>
      navigate(path + changedSearch(search, changes), { replace }),
    [navigate, path, search],
  );
  return { text: (key: string) => params.get(key) ?? '', page: pageOf(params), change };
}

/** Pages count from 1 in the address and from 0 for the server. */
export function pageOf(params: URLSearchParams): number {
  const page = Number(params.get('page') ?? '1');
  return Number.isInteger(page) && page > 0 ? page - 1 : 0;
}

/** The search part of an address after a change; what is empty leaves it. */
export function changedSearch(search: string, changes: Record<string, string>): string {
  const params = new URLSearchParams(search);
  for (const [key, value] of Object.entries(changes)) {
    if (value === '') params.delete(key);
    else params.set(key, value);
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
