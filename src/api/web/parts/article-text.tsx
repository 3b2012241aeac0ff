import type { TaskDetail } from '../../schemas.js';

/** An article of the regulation, word for word. */
export function ArticleText({ article }: { article: TaskDetail['article'] }) {
  return (
    <section className="article" aria-label={`${article.label}原文`}>
      <h2 className="article-label">{article.label}</h2>
      <blockquote>
        {article.text.split('\n').map((line, index) => (
          <p key={index}>{line}</p>
        ))}
      </blockquote>
    </section>
  );
}
