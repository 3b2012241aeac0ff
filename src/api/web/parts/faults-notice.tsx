import { Alert } from 'antd';
import type { FieldError } from './checks.js';

/** Beside the button: how much is amiss; what, is said at each field. */
export const FaultsNotice = ({ faults }: { faults: readonly FieldError[] }) =>
  faults.length > 0 && (
    <Alert
      type="error"
      showIcon
      title={`尚未提交：有 ${String(faults.length)} 处需要填写或更正，已在各项下标明。`}
    />
  );
