import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';

const SYSTEM = '行政执法全过程记录系统';
let arrived = false;

/**
 * One page: its heading, its name in the window, and the focus on its heading after moving here from another
 * page, so that a screen reader begins where the eye does.
 */
export function Page({ title, above, children }: { title: string; above?: ReactNode; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${title} · ${SYSTEM}`;
  }, [title]);
  useEffect(() => {
    if (arrived) heading.current?.focus();
    arrived = true;
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <>
      {above}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  );
}
