import { describe, expect, test } from 'vitest';
import { protocolFit } from './protocol-fit.ts';
import { PROTOCOL_PULL_MIN, PROTOCOL_VERSION } from './protocol-version.ts';

const SERVERS = [1, 2, 3, 4, 5].map((version) => ({ version, pullMin: Math.max(1, version - 2) }));
const TILLS = [1, 2, 3, 4, 5, 6];

describe('every till before every server', () => {
  test.each(SERVERS)('server of protocol $version', (server) => {
    for (const till of TILLS) {
      const isNewer = till > server.version;
      for (const sends of ['push', 'hello'] as const)
        expect(protocolFit(sends, till, server), `${sends} of ${till}`).toBe(isNewer ? 'wait' : 'served');
      const pulls = till < server.version - 2 ? 'upgrade' : 'served';
      expect(protocolFit('pull', till, server), `pull of ${till}`).toBe(isNewer ? 'wait' : pulls);
    }
  });
});

test('pull is understood for this protocol and at least the two before', () => {
  expect(PROTOCOL_PULL_MIN).toBeGreaterThanOrEqual(1);
  expect(PROTOCOL_PULL_MIN).toBeLessThanOrEqual(Math.max(1, PROTOCOL_VERSION - 2));
});
