import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { prepareNamespace } from '../../dev/parts/temporal.js';
import { projectFolder } from '../../dev/project.js';
import { given } from '../harness/given.js';

const readme = readFileSync(join(projectFolder, 'README.md'), 'utf8');
const searches = (/```sql\n([^]*?)```/.exec(readme)?.[1] ?? '').trim().split('\n');

test('README › searches › there are some, with every search attribute', () => {
  for (const name of ['CaseNo', 'Procedure', 'Organ', 'DueAt', 'Overdue'])
    expect(searches.join()).toContain(name);
});

test.each(searches)('README › the search %s › is one that Temporal understands', async (query) => {
  const address = given('TEST_TEMPORAL_ADDRESS');
  await prepareNamespace(address, { ours: false });
  const connection = await Connection.connect({ address });
  try {
    const counted = await connection.workflowService.countWorkflowExecutions({ namespace: 'default', query });
    expect(Number(counted.count)).toBeGreaterThanOrEqual(0);
  } finally {
    await connection.close();
  }
});
