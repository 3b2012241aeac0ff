import { ConfigProvider } from 'antd';
import type { ReactNode } from 'react';

/** Fields that stay as they are filled in, but can no longer be changed. */
export const Shut = ({ when, children }: { when: boolean; children: ReactNode }) => (
  <ConfigProvider componentDisabled={when}>
    <fieldset className="shut stack" disabled={when}>
      {children}
    </fieldset>
  </ConfigProvider>
);
