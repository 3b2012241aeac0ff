import { z } from 'zod';
import type { Response } from 'express';
import { documentOf, isDocumentKey } from '../workflows/law/documents.js';
import { certificateAt } from '../workflows/law/posts.js';
import { refusal } from '../workflows/refusals.js';
import { levelOf, readDossier } from './matters.js';
import type { ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { refused } from './problems.js';
import { FileBytes } from './register-schemas.js';
import { route, type Route } from './route.js';
import { CaseNumber, Form, Moment, PersonId } from './schemas.js';

const RecordParams = z.strictObject({
  number: CaseNumber,
  seq: z.coerce.number().int().positive().meta({ description: '记录序号' }),
});

const DraftParams = z.strictObject({ number: CaseNumber });

/** A document as it is being filled in; what the law requires and is still empty is named. */
export const DraftDocument = z
  .strictObject({
    document: z.string().max(64),
    officers: z.array(PersonId).max(10).default([]),
    form: Form,
    occurredAt: Moment.optional(),
  })
  .meta({ id: 'DraftDocument' });

/**
 * The document of a record as PDF/A, for whoever may see everything it repeats: as it was issued, or as it
 * stands. Looking at it changes nothing: the place of its number stays open until it has been issued.
 */
export const recordDocumentRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/cases/:number/records/:seq/document',
    summary:
      '下载一条记录的文书（PDF/A-2b）：已制发的为制发时存储的原件；尚未制发的，文号留空，法定内容未填齐的不予制作，逐项指明',
    download: true,
    params: RecordParams,
    answers: { 200: FileBytes },
    load: async ({ caller, params: { number, seq } }) => {
      const { records, upTo } = await readDossier(parts.ledger, caller, number);
      const made = parts.documents.find(records, seq);
      const hidden = made && parts.documents.sources(made).some((one) => levelOf(one, records) > upTo);
      if (!made || hidden) throw refused(refusal('notFound', { what: '该记录的文书' }));
      return { records, made };
    },
    do: async ({ response }, { records, made }) => {
      const rendered = await parts.documents.read(made, records);
      if ('refused' in rendered) throw refused(rendered.refused);
      const { title } = documentOf(made.document);
      sendPdf(response, `${made.filed.chainId}-${String(made.filed.seq)}-${title}.pdf`, rendered.pdf);
    },
    present: () => ({}),
  }),
  route({
    method: 'post',
    path: '/api/cases/:number/drafts',
    summary: '将尚未入卷的文书制成稿本（PDF），供核对和签名、盖章；不写入案卷',
    download: true,
    params: DraftParams,
    body: DraftDocument,
    answers: { 200: FileBytes },
    load: ({ caller, params }) => readDossier(parts.ledger, caller, params.number),
    may: ({ caller }, { matter }) => {
      if (!allowed(caller, 'openProcedure', matter))
        throw refused(refusal('notPermitted', { what: '为本案制作文书' }));
    },
    do: async ({ body, receivedAt, response }, { chainId, states }) => {
      if (!isDocumentKey(body.document)) throw refused(refusal('notFound', { what: '该文书' }));
      const officers = await parts.people.peopleByIds(body.officers);
      const at = body.occurredAt ?? receivedAt;
      const named = body.officers.length === 0 ? {} : { officers: body.officers };
      const certificates = officers.map((person) => certificateAt(person, at) ?? '');
      const shown = certificates.length === 0 ? {} : { certificateNumbers: certificates };
      const opening = states['case-initiation']?.opening;
      const rendered = await parts.documents.draft(
        body.document,
        { ...named, ...shown, ...body.form },
        { caseNumber: chainId, emergency: Boolean(opening?.facts['emergency']), at },
      );
      if ('refused' in rendered) throw refused(rendered.refused);
      sendPdf(response, `${chainId}-${documentOf(body.document).title}-稿本.pdf`, rendered.pdf);
    },
    present: () => ({}),
  }),
];

function sendPdf(response: Response, name: string, pdf: Buffer): void {
  response.set({
    'Content-Length': String(pdf.length),
    'Cache-Control': 'private, no-store',
    // Whatever is inside, no browser runs it here.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  });
  response.attachment(name).type('application/pdf').end(pdf);
}
