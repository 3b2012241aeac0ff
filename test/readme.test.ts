/** The README says what the code says: its table of procedures, its tree, its commands. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectFolder } from '../dev/project.js';
import { articleLabel } from '../src/workflows/law/articles.js';
import { rows } from '../src/workflows/law/procedure-rows.js';

const readme = readFileSync(join(projectFolder, 'README.md'), 'utf8');
const scripts = Object.keys(
  (
    JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    }
  ).scripts,
);

/** The cells of the rows of the table under a heading. */
function table(heading: string): string[][] {
  const section = readme.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
  return lines.slice(1).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('README › the table of procedures', () => {
  const documented = table('The procedures');

  test('README › the table of procedures › names every procedure of the service, and no other', () => {
    const expected = rows.map((row) => [
      articleLabel(row.article),
      `${row.title} \`${row.key}\``,
      `\`src/workflows/${row.key}.ts\``,
    ]);
    expect(documented.map((cells) => cells.slice(0, 3)).toSorted()).toEqual(expected.toSorted());
  });

  test.each(rows.map((row) => row.key))(
    'README › the table of procedures › the prose of %s exists',
    (key) => {
      expect(existsSync(join(projectFolder, 'src', 'workflows', `${key}.ts`))).toBe(true);
    },
  );
});

describe('README › the tree and the commands', () => {
  const tree = readme.split('## The tree\n')[1]?.split('```')[1] ?? '';
  const paths = pathsOf(tree);

  test('README › the tree › is not empty', () => {
    expect(paths.length).toBeGreaterThan(10);
  });

  test.each(paths)('README › the tree › %s exists', (path) => {
    expect(existsSync(join(projectFolder, path))).toBe(true);
  });

  const commands = [
    ...new Set([...readme.matchAll(/(?:`|^)npm (?:run )?(?:-s )?([a-z]+)/gm)].map(([, name]) => name ?? '')),
  ];
  test.each(commands)('README › npm %s › is a script of the project', (name) => {
    expect([...scripts, 'ci', 'install']).toContain(name);
  });
});

/** The paths of an indented tree: two spaces a level, the name before two or more spaces. */
function pathsOf(text: string): string[] {
  const parents: string[] = [];
  return text.split('\n').flatMap((line) => {
    const match = /^( *)(\S+(?: \S+\.ts)*)/.exec(line);
    if (!match?.[2]) return [];
    const depth = (match[1] ?? '').length / 2;
    return match[2].split(' ').map((name) => {
      parents.splice(depth, parents.length, name);
      return parents.join('').replace(/\/$/, '');
    });
  });
}
