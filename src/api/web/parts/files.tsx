import type { AttachmentView } from '../../schemas.js';
import { fileSize } from '../format.js';

/** Files on the record, to be taken out again. */
export function Files({ files }: { files: readonly AttachmentView[] }) {
  if (files.length === 0) return null;
  return (
    <ul className="files">
      {files.map((file, index) => (
        <li key={`${file.sha256}-${String(index)}`}>
          {file.path === null ? (
            <span>{file.name}</span>
          ) : (
            // The door of restricted files alone says what they are called.
            <a href={file.path} download={file.path.startsWith('/api/attachments/') ? file.name : ''}>
              {file.name}
            </a>
          )}
          <span className="quiet">{fileSize(file.size)}</span>
        </li>
      ))}
    </ul>
  );
}
