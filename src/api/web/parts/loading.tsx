import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ProblemNotice } from './problem-notice.js';

type Reading<T> = { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };

/**
 * What is read, or why it is not there yet. A failed refresh keeps what was read before and says so above it.
 */
export function Loaded<T>({ reading, children }: { reading: Reading<T>; children: (value: T) => ReactNode }) {
  const { data, error, isPending, refetch } = reading;
  if (isPending)
    return (
      <div role="status" aria-label="正在读取">
        <Skeleton active={false} paragraph={{ rows: 6 }} />
      </div>
    );
  return (
    <>
      <ProblemNotice error={error} retry={() => void refetch()} />
      {data !== undefined && children(data)}
    </>
  );
}

/** A list that has nothing in it, said as a sentence. */
export const Empty = ({ children }: { children: ReactNode }) => <p className="empty">{children}</p>;

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** The way to the next page of a list. */
export const More = ({ pages }: { pages: Pages }) =>
  pages.hasNextPage ? (
    <Button block loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
      继续显示
    </Button>
  ) : null;
