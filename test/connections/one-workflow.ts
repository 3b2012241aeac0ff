/** The smallest workflow there is, to be bundled. */
export async function nothing(): Promise<void> {
  await Promise.resolve();
}
