/** What till and office say to each other. */
export const MESSAGES = ['token', 'hello', 'push', 'pull', 'live'] as const;
export type Message = (typeof MESSAGES)[number];

/** What can befall one message on its way, and who can die at which point of it. */
export const MESSAGE_FAULTS = [
  'refused',
  'request_lost',
  'request_cut',
  'request_late',
  'request_doubled',
  'answer_lost',
  'answer_cut',
  'answer_garbled',
  'answer_late',
  'half_open',
  'portal',
  'bad_gateway',
  'server_dies_before',
  'server_dies_within',
  'server_dies_before_commit',
  'server_dies_after_commit',
  'server_dies_before_answer',
  'server_dies_after_answer',
  'till_dies_before_sending',
  'till_dies_waiting',
  'till_dies_at_answer',
  'till_dies_after_answer',
] as const;
export type MessageFault = (typeof MESSAGE_FAULTS)[number];

export function messageOf(url: string): Message | 'other' {
  const path = new URL(url).pathname;
  return MESSAGES.find((message) => path === `/api/v1/sync/${message}`) ?? 'other';
}
