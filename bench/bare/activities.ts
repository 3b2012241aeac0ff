/** Does nothing, durably: Temporal alone remembers that it was asked. */
export async function note(words: string): Promise<string> {
  return Promise.resolve(words);
}
