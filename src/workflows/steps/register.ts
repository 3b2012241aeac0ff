import { proxyActivities } from '@temporalio/workflow';
import type { RegisterActivities } from '../../activities/register.js';
import type { Facts } from '../law/record/kinds.js';
import { APPLIED } from '../law/register/row.js';
import type { CaseFile } from './case-file.js';

/** A database that is away delays a change; nothing makes it be dropped. */
const { applyRegisterChange } = proxyActivities<RegisterActivities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumInterval: '5s' },
});

/** Brings the register to where the opening's change says it is to be, once. */
export const bringUpToDate = <F extends Facts>(file: CaseFile<F>) =>
  file.carryOut(APPLIED, () => applyRegisterChange(file.id));
