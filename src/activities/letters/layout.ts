import { existsSync, readFileSync } from 'node:fs';
import { Eta } from 'eta';

/** One letter's words, in the order they are read. All values are plain text; the layout escapes them. */
export type LetterPage = {
  bureau: string;
  subject: string;
  /** The line mail programs show beside the subject. */
  preview: string;
  heading: string;
  greeting: string;
  paragraphs: readonly string[];
  /** 案号, 案件, 程序, 期限 …: label and value. */
  facts: readonly (readonly [label: string, value: string])[];
  /** What the reader must know about the facts above, e.g. that a date is provisional. */
  notice?: string;
  article: { label: string; text: string };
  action: { label: string; url: string };
  /** How the link works. */
  linkNote: string;
  /** 为何收到此信 */
  why: string;
};

/** Turns a page into the HTML of a letter. */
export type Layout = (page: LetterPage) => string;

/** The layout as the build left it beside this file. */
const BUILT = new URL('./layout.html', import.meta.url);

/**
 * The layout, ready to be filled in. MJML is large: it runs at the build, and here only where nothing was
 * built. Throws when MJML finds fault with it.
 */
export async function compileLayout(): Promise<Layout> {
  const html = existsSync(BUILT) ? readFileSync(BUILT, 'utf8') : await layoutHtml();
  const eta = new Eta({ tags: ['{{', '}}'], autoEscape: true });
  const template = eta.compile(html);
  return (page) => eta.render(template, page);
}

const layoutHtml = async (): Promise<string> => (await import('./layout-html.js')).layoutHtml();

/** The plain-text twin: the same page, for programs and people that do not want HTML. Pure. */
export function plainText(page: LetterPage): string {
  const blocks = [
    page.heading,
    page.greeting,
    ...page.paragraphs,
    page.facts.map(([label, value]) => `${label}：${value}`).join('\n'),
    ...(page.notice ? [page.notice] : []),
    `${page.action.label}：\n${page.action.url}\n${page.linkNote}`,
    `${page.article.label}\n${page.article.text}`,
    `为何收到此信：${page.why}`,
    `${page.bureau}\n本信由系统自动发出，请勿回复，请勿转发。`,
  ];
  return `${blocks.join('\n\n')}\n`;
}
