import { describe, expect, test } from '@jest/globals';
import { defaultPorts, readPorts } from '../../dev/settings.js';
import { count } from '../../dev/test.js';

describe('npm start › its ports', () => {
  test('nothing set › the usual ones', () => {
    expect(readPorts({})).toEqual(defaultPorts);
  });

  test('one set › that one differs', () => {
    expect(readPorts({ HTTP_PORT: '8080' })).toEqual({ ...defaultPorts, HTTP_PORT: 8080 });
  });

  test.each(['http', '0', '65536', '-1', '80.5'])('%s › refused by name', (value) => {
    expect(() => readPorts({ HTTP_PORT: value })).toThrow(`HTTP_PORT=${value}`);
  });

  test('two the same › refused', () => {
    expect(() => readPorts({ HTTP_PORT: '8233' })).toThrow('two of the ports are the same');
  });
});

describe('npm test › its count', () => {
  const clean = {
    numPassedTests: 7,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
    numTotalTests: 7,
  };

  test('all passed › none failed', () => {
    expect(count(clean, 0, true)).toEqual({ passed: 7, failed: 0 });
  });

  test('a suite that could not run › a failure', () => {
    expect(count({ ...clean, numRuntimeErrorTestSuites: 1 }, 1, true)).toEqual({ passed: 7, failed: 1 });
  });

  test('a skipped test › a failure in a full run, not in a chosen one', () => {
    expect(count({ ...clean, numPendingTests: 2 }, 0, true)).toEqual({ passed: 7, failed: 2 });
    expect(count({ ...clean, numPendingTests: 2 }, 0, false)).toEqual({ passed: 7, failed: 0 });
  });

  test('no test at all, or jest failed for a reason of its own › a failure', () => {
    expect(count({ ...clean, numPassedTests: 0, numTotalTests: 0 }, 0, true)).toEqual({
      passed: 0,
      failed: 1,
    });
    expect(count(clean, 1, true)).toEqual({ passed: 7, failed: 1 });
  });
});
