import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

const TICK_MS = 15_000;
const Now = createContext(Date.now());

/** The present moment (epoch ms), moved forward every 15 s, so that the time left stays true. */
export const useNow = (): number => useContext(Now);

/** Supplies `useNow`. */
export function NowProvider({ children }: { children: ReactNode }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return <Now value={now}>{children}</Now>;
}
