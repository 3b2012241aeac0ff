import { articleLabel } from '../../src/workflows/law/articles.js';

/** The article's name from the table, so that a test's title cannot name an article that does not exist. */
export const articleTitle = articleLabel;
