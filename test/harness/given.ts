/** What test/harness/global-setup.mjs hands to the suites. */
type Given =
  | 'TEST_TEMPORAL_ADDRESS'
  | 'TEST_MONGODB_URI'
  | 'TEST_CHROMIUM_PATH'
  | 'TEST_TEMPORAL_EXECUTABLE'
  | 'TEST_DATABASE_EXECUTABLE'
  | 'TEST_DATABASE_ENGINE'
  | 'TEST_WORKFLOW_BUNDLE'
  | 'TEST_WEB_ROOT'
  | 'TEST_DIST'
  | 'TEST_SCRATCH';

/** A part of this run; a run without it fails and says so. */
export function given(name: Given): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set: the part could not be had, see the beginning of this run`);
  }
  return value;
}
