import { NOTHING, defineEndpoint } from '#shared/api/endpoint.ts';
import { enrolAnswerSchema } from '#shared/sync/enrol.ts';
import { adoptRequestSchema, joinAnswerSchema, joinRequestSchema } from '#shared/sync/join.ts';
import { DOOR_EXAMPLES } from './door-examples.ts';

const area = 'sync';
const none = { params: NOTHING, query: NOTHING };

export const adoptEndpoint = defineEndpoint({
  ...none,
  area,
  method: 'post',
  path: '/sync/adopt',
  permission: 'public',
  body: adoptRequestSchema,
  answer: enrolAnswerSchema,
  doc: 'Makes a new business of a till that began alone, under its ids and the owner’s e-mail and password. Answered as enrolment is once the e-mail is confirmed, and the same again for ever.',
  example: { body: DOOR_EXAMPLES.adopt },
});
export const joinEndpoint = defineEndpoint({
  ...none,
  area,
  method: 'post',
  path: '/sync/join',
  permission: 'public',
  body: joinRequestSchema,
  answer: joinAnswerSchema,
  doc: 'Asks to join a till that began alone to a business that is there: a one-time code, its products and names of staff. Answers a plan until the owner confirms it, then as enrolment does.',
  example: { body: DOOR_EXAMPLES.join },
});
