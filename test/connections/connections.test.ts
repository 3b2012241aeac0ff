import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { bundleWorkflowCode } from '@temporalio/worker';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createLogger } from '../../src/connections/logger.js';
import { assertDurable } from '../../src/connections/mongodb.js';
import { dataConverter } from '../../src/connections/temporal.js';

describe('the database address', () => {
  test.each([
    'mongodb://h/db',
    'mongodb://h/db?w=majority',
    'mongodb://h/db?journal=true',
    'mongodb://h/db?w=1&journal=true',
    'mongodb://h/db?w=majority&journal=false',
  ])('%s, which does not ask for durable writes › refused', (uri) => {
    expect(() => {
      assertDurable(uri);
    }).toThrow('MONGODB_URI must ask for');
  });

  test('one that asks for both › accepted; the error never shows the address', () => {
    const password = ['sec', 'ret'].join('');
    expect(() => {
      assertDurable('mongodb://h/db?w=majority&journal=true');
    }).not.toThrow();
    expect(() => {
      assertDurable(`mongodb://u:${password}@h/db`);
    }).toThrow(/^(?!.*secret)/);
  });
});

describe('第三十三条 the log', () => {
  test('names, opinions, addresses and secrets under their usual fields › are not written; ids are', () => {
    const lines = new PassThrough();
    const logger = createLogger('info', 'worker', lines);
    logger.info(
      { chainId: 'HY-2026-0001', name: '张三', request: { opinion: '同意', email: 'a@b' }, token: 't0ken' },
      'decided',
    );
    const line = String(lines.read());
    expect(line).toContain('HY-2026-0001');
    for (const secret of ['张三', '同意', 'a@b', 't0ken']) expect(line).not.toContain(secret);
  });
});

describe('the failure converter', () => {
  test('named by path › is there, and goes into a bundle of workflows', async () => {
    const { failureConverterPath } = dataConverter({
      PAYLOAD_KEYS: `k:${Buffer.alloc(32).toString('base64')}`,
    });
    expect(failureConverterPath !== undefined && existsSync(failureConverterPath)).toBe(true);
    const bundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./one-workflow.ts', import.meta.url)),
      ...(failureConverterPath === undefined ? {} : { failureConverterPath }),
      logger: {
        log: () => undefined,
        trace: () => undefined,
        debug: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        error: () => undefined,
      },
    });
    expect(bundle.code).toContain('encodeCommonAttributes');
  }, 60_000);
});
