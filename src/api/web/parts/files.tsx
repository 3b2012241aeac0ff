import type { AttachmentView } from '../../schemas.js';
import { fileSize } from '../format.js';

/** Files on the record, to be taken out again. */
export function Files({ files }: { files: readonly AttachmentView[] }) {
  if (files.length === 0) return null;
  return (
    <ul className="files">
      {files.map((file, index) => (
        <li key={`${file.sha256}-${String(index)}`}>
          <a href={`/api/attachments/${file.sha256}`} download={file.name}>
            {file.name}
          </a>
          <span className="quiet">{fileSize(file.size)}</span>
        </li>
      ))}
    </ul>
  );
}
