// Makes the HTML of the letters for the worker: `node dev/layout.mjs`, called by prepare.mjs.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layoutHtml } from '../dist/src/activities/letters/layout-html.js';
import { root } from './prepare.mjs';

const target = join(root, 'dist', 'src', 'activities', 'letters', 'layout.html');
writeFileSync(`${target}.new`, await layoutHtml());
renameSync(`${target}.new`, target);
