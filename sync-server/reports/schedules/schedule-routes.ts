import {
  addReportScheduleEndpoint,
  editReportScheduleEndpoint,
  getReportScheduleEndpoint,
  listReportSchedulesEndpoint,
  removeReportScheduleEndpoint,
} from '#shared/api/report-schedule-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { listSchedules, readSchedule } from './read-schedules.ts';
import { addSchedule, editSchedule, removeSchedule } from './write-schedules.ts';

/** /report-schedules: reports that are sent by e-mail at their time. */
export function mountReportSchedules(api: Api): void {
  serve(api, listReportSchedulesEndpoint, async ({ tx, session, query }) => {
    const { rows, total } = await listSchedules(tx, session, query);
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  serve(api, getReportScheduleEndpoint, async ({ tx, session, params }) => ({
    data: await readSchedule(tx, session, params.id),
  }));
  serve(api, addReportScheduleEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await addSchedule(tx, deps, { session, caller }, body),
    message: 'The report is sent from now on.',
  }));
  serve(api, editReportScheduleEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => ({
    data: await editSchedule(tx, deps, { session, caller }, { id: params.id, body, checkVersion }),
    message: 'Saved.',
  }));
  serve(api, removeReportScheduleEndpoint, async ({ tx, session, caller, params }, deps) => {
    await removeSchedule(tx, deps, { session, caller }, params.id);
    return { data: { id: params.id }, message: 'The report is sent no more.' };
  });
}
