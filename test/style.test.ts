/**
 * The house style, as assertions: how a procedure reads, what a file may look like, what a repository may
 * hold.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { projectFolder } from '../dev/project.js';

const FUNCTION_LINES = 70;
const LINE_COLUMNS = 110;
/**
 * Files of src/workflows/ that are not procedures: the list, the doors, the refusals, and what runs beside.
 */
const notProse = new Set(['index.ts', 'messages.ts', 'refusals.ts', 'letters.ts', 'record-check.ts']);

const chinese = /[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]/;

const procedureFiles = readdirSync(join(projectFolder, 'src', 'workflows')).filter(
  (name) => name.endsWith('.ts') && !notProse.has(name),
);
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: projectFolder,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(projectFolder, path)));
const ours = tracked.filter((path) => /^(src|dev|test|bench)\/.*\.(ts|tsx|mjs)$/.test(path));
const sources = ours.filter((path) => /^(src|dev)\//.test(path));

function read(path: string): string {
  return readFileSync(join(projectFolder, path), 'utf8');
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
}

function descendants(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child, ...descendants(child));
  });
  return children;
}

function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** The text of a file without its comments, by the compiler's own scanner. */
function withoutComments(path: string): string {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, read(path));
  let code = '';
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const comment =
      token === ts.SyntaxKind.SingleLineCommentTrivia || token === ts.SyntaxKind.MultiLineCommentTrivia;
    code += comment ? '' : scanner.getTokenText();
  }
  return code;
}

describe.each(procedureFiles)('house style 5.4 › procedure %s', (name) => {
  const path = `src/workflows/${name}`;
  const source = parse(path);
  const nodes = descendants(source);

  test('begins with its article, verbatim in Chinese, as a comment', () => {
    const [first] = read(path).split('\n');
    expect(first).toMatch(/^\/\/ +第[〇一二三四五六七八九十百]+条/);
  });

  test('has no digits and no Chinese outside comments', () => {
    const lines = withoutComments(path).split('\n');
    expect(lines.filter((line) => /\d/.test(line) || chinese.test(line))).toEqual([]);
  });

  test('has no clock, wait or activity of its own', () => {
    const banned = new Set([
      'Date',
      'sleep',
      'condition',
      'proxyActivities',
      'proxyLocalActivities',
      'setTimeout',
    ]);
    const found = nodes.filter((node) => ts.isIdentifier(node) && banned.has(node.text));
    expect(found.map((node) => `${node.getText(source)} on line ${lineOf(source, node)}`)).toEqual([]);
  });

  test('has no try, throw, loop or else-if', () => {
    const banned = (node: ts.Node): boolean =>
      ts.isTryStatement(node) ||
      ts.isThrowStatement(node) ||
      ts.isIterationStatement(node, false) ||
      (ts.isIfStatement(node) && node.elseStatement !== undefined && ts.isIfStatement(node.elseStatement));
    const found = nodes.filter(banned);
    expect(found.map((node) => `${ts.SyntaxKind[node.kind]} on line ${lineOf(source, node)}`)).toEqual([]);
  });

  test('exports one thing, named as the file', () => {
    const camel = basename(name, '.ts').replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
    const exported = source.statements.filter(
      (statement) =>
        ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
    );
    expect(exported).toHaveLength(1);
    expect(exported[0]?.getText(source)).toMatch(new RegExp(`^export (async function|const) ${camel}\\b`));
  });
});

describe('house style 5.1 › the list of procedures', () => {
  test('index.ts names every procedure file and holds nothing but exports', () => {
    const source = parse('src/workflows/index.ts');
    expect(source.statements.filter((statement) => !ts.isExportDeclaration(statement))).toEqual([]);
    const text = source.getText();
    const missing = procedureFiles.filter((name) => !text.includes(`'./${basename(name, '.ts')}.js'`));
    expect(missing).toEqual([]);
  });

  test('index.ts re-exports nothing of the law, which would make a workflow of it', () => {
    expect(read('src/workflows/index.ts')).not.toMatch(/from '\.\/law\//);
  });
});

describe('house style 5.4 › size', () => {
  test(`no function is longer than ${FUNCTION_LINES} lines`, () => {
    const long = sources
      .filter((path) => /\.tsx?$/.test(path))
      .flatMap((path) => {
        const source = parse(path);
        return descendants(source)
          .filter((node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined)
          .filter((node) => {
            const end = source.getLineAndCharacterOfPosition(node.end).line + 1;
            return end - lineOf(source, node) + 1 > FUNCTION_LINES;
          })
          .map((node) => `${path}:${lineOf(source, node)}`);
      });
    expect(long).toEqual([]);
  });

  test(`no line of the sources is longer than ${LINE_COLUMNS} characters, Chinese text aside`, () => {
    const long = sources.flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, index) =>
          line.length > LINE_COLUMNS && !chinese.test(line) ? [`${path}:${index + 1}`] : [],
        ),
    );
    expect(long).toEqual([]);
  });
});

describe('house style 5.5 and 5.6 › words', () => {
  test('nothing is left to do on main', () => {
    const marks = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b`);
    expect(ours.filter((path) => marks.test(read(path)))).toEqual([]);
  });

  test('file names are kebab-case nouns, none of them a drawer for anything', () => {
    const drawers = /(^|[-/.])(utils?|helpers?|managers?|common|misc|stuff)([-/.]|$)/;
    const odd = ours.filter(
      (path) => drawers.test(path) || !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(basename(path)),
    );
    expect(odd).toEqual([]);
  });

  test('identifiers are English words, not pinyin', () => {
    const syllables = [
      'anjian',
      'bubao',
      'chengban',
      'chengbanren',
      'cuigao',
      'dangshiren',
      'dianzi',
      'fazhi',
    ].concat(
      [
        'fuzeren',
        'guidang',
        'juanzong',
        'lian',
        'pizhun',
        'qidong',
        'shenhe',
        'shenpi',
        'songda',
        'tingzheng',
      ],
      ['tongyi', 'tuihui', 'tousu', 'wenshu', 'zhengju', 'zhifa', 'zhuanban'],
    );
    const banned = new Set(syllables);
    const found = sources.flatMap((path) =>
      descendants(parse(path))
        .filter((node): node is ts.Identifier => ts.isIdentifier(node))
        .filter(({ text }) => text.split(/(?=[A-Z])|_/).some((word) => banned.has(word.toLowerCase())))
        .map(({ text }) => `${path}: ${text}`),
    );
    expect(found).toEqual([]);
  });
});

describe('house style 5.13 › decisions', () => {
  const folder = join(projectFolder, 'docs', 'decisions');
  const decisions = existsSync(folder)
    ? readdirSync(folder).filter((name) => /^\d{4}-.*\.md$/.test(name))
    : [];

  test('every decision named in the code exists', () => {
    const named = ours
      .filter((path) => path !== 'test/style.test.ts')
      .flatMap((path) =>
        [...read(path).matchAll(/\b(?:Reading|[Dd]ecision)s? (\d{4})\b/g)].map(([, number]) => ({
          path,
          number,
        })),
      );
    const missing = named.filter(({ number }) => !decisions.some((name) => name.startsWith(`${number}-`)));
    expect(missing).toEqual([]);
  });

  test('every decision says what enforces it', () => {
    const silent = decisions.filter((name) => !/Enforced by/i.test(readFileSync(join(folder, name), 'utf8')));
    expect(silent).toEqual([]);
  });

  test('no two decisions have the same number', () => {
    const numbers = decisions.map((name) => name.slice(0, 4));
    expect(numbers).toHaveLength(new Set(numbers).size);
  });
});

describe('the repository › what it may not hold', () => {
  const readable = tracked.filter((path) => !/\.(png|jpg|ico|woff2?|pdf)$/.test(path));

  test('no paths of one machine', () => {
    const machine = /(?:^|[\s'"`=(:])\/(?:root|work|home\/[a-z]+|Users\/[a-z]+)\//m;
    expect(readable.filter((path) => machine.test(read(path)))).toEqual([]);
  });

  test('no host of a package registry', () => {
    const hosts = [
      ['registry', 'npmjs', 'org'],
      ['pypi', 'org'],
      ['files', 'pythonhosted', 'org'],
      ['crates', 'io'],
      ['proxy', 'golang', 'org'],
      ['repo1', 'maven', 'org'],
      ['deb', 'debian', 'org'],
    ].map((parts) => parts.join('.'));
    const naming = readable.filter((path) => {
      const text = read(path);
      return hosts.some((host) => text.includes(host));
    });
    expect(naming).toEqual([]);
  });

  test('no private key and no password in an address', () => {
    const secret =
      /-----BEGIN [A-Z ]*PRIVATE KEY-----|(?:mongodb(?:\+srv)?|smtps?|https?):\/\/[^\s/:@'"`<$]+:[^\s/@'"`<$]+@/;
    expect(readable.filter((path) => path !== 'test/style.test.ts' && secret.test(read(path)))).toEqual([]);
  });
});
