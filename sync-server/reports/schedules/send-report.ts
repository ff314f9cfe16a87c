import { z } from 'zod';
import { exportQuerySchema } from '#shared/api/export-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Outgoing, OutgoingEnd } from '#server/notifications/outgoing.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import { MEDIA_TYPES } from '#server/platform/documents/table.ts';
import { writeTable } from '#server/platform/documents/write-table.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { MailAttachment } from '#server/platform/mail/mail-port.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { findSession, requirePermission } from '#server/platform/sign-in/session.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { exportedTable, exportFileName } from '../export-routes.ts';

const reportMailSchema = z.object({ to: z.string(), query: exportQuerySchema });
/** To whom, and what: the `message` of what goes out as a report. */
export type ReportMail = z.infer<typeof reportMailSchema>;

/** Mail servers refuse what is larger. */
const ATTACHMENT_BYTES_MAX = 10 * 1024 * 1024;

type SendDeps = Pick<ServerDeps, 'pool' | 'replica' | 'nowMs' | 'makeId' | 'mail' | 'config' | 'log'>;

/** A report to one person, made now, with the rights that whoever set it up has now. */
export async function sendReport(deps: SendDeps, one: Outgoing, handOver: () => Promise<void>): Promise<OutgoingEnd> {
  try {
    await makeAndSend(deps, one, handOver);
  } catch (error) {
    await note(deps, one, { trouble: troubleOf(error) });
    // What was asked wrongly, or is not allowed any more, will not be better later.
    if (error instanceof Fault && error.code !== 'unavailable') return 'dropped';
    throw error;
  }
  await note(deps, one, { trouble: null });
  return 'sent';
}

async function makeAndSend(
  deps: SendDeps,
  { userId, subject, message }: Outgoing,
  handOver: () => Promise<void>,
): Promise<void> {
  const { to, query } = reportMailSchema.parse(JSON.parse(message));
  const session = await findSession(deps.pool, userId);
  requirePermission(session, 'reports.export');
  const bytes = await bytesOf(writeTable(query.format, await exportedTable(deps, session, query)));
  const attachments: MailAttachment[] =
    bytes === null ? [] : [{ fileName: exportFileName(query), mediaType: MEDIA_TYPES[query.format], bytes }];
  const found =
    bytes === null
      ? 'The report is too large for a message. Open it there, for fewer days.'
      : 'The report is attached.';
  const text = `${found}\n\nOpen Stockavoo: ${deps.config.publicUrl}\n${session.fullName} has it sent; it is changed there, under Reports.\n`;
  await deps.mail.send({ to, subject, text, attachments }, handOver);
}

/** Null where it is too large. */
async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length > ATTACHMENT_BYTES_MAX) return null;
  }
  return Buffer.concat(parts);
}

async function note(
  deps: SendDeps,
  { businessId, userId, targetId, subject }: Outgoing,
  { trouble }: { readonly trouble: string | null },
): Promise<void> {
  const at = new Date(deps.nowMs());
  await withTenant(deps.pool, businessId, async (tx) => {
    await tx`update report_schedules set last_trouble = ${trouble},
        last_sent_at = case when ${trouble === null} then ${at}::timestamptz else last_sent_at end
      where business_id = ${businessId} and id = ${targetId}`;
    if (trouble !== null) return;
    const by = { session: { businessId, userId }, caller: { address: '', agent: 'schedule' } };
    const entity = { entityType: 'report_schedule', entityId: targetId, newValues: { subject } };
    await writeAudit(tx, deps, by, { action: 'report.sent', ...entity });
  });
}

function troubleOf(error: unknown): string {
  if (error instanceof BadInput) return error.fields.map(({ field, message }) => `${field}: ${message}`).join(' ');
  if (error instanceof Fault) return error.message;
  return 'The mail server did not take it. It is tried again, later each time, for a day.';
}
