/**
 * Copies words; false when the browser does not let us. The clipboard of a page is missing on a plain-http
 * intranet, where the old way through a selection still works.
 */
export async function copy(words: string): Promise<boolean> {
  try {
    if (!window.isSecureContext) return copySelected(words);
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copySelected(words);
  }
}

function copySelected(words: string): boolean {
  const box = document.createElement('textarea');
  box.value = words;
  box.readOnly = true;
  box.style.position = 'fixed';
  box.style.opacity = '0';
  document.body.append(box);
  box.select();
  // The only way there is without a secure context.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const done = document.execCommand('copy');
  box.remove();
  return done;
}
