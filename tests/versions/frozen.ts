/**
 * The golden messages of every protocol that was ever shipped, and the hash of each. Lines are added, never changed and never
 * taken away: tills in shops speak every one of them.
 */
export const FROZEN: Readonly<Record<string, string>> = {
  'protocol-1/enrol-request.json': 'a779a14b37238ad5e4f9670bcb9cb382',
  'protocol-1/enrol-answer.json': '0ad6274b3e079329a9db3b755ca71f7e',
  'protocol-1/token-request.json': 'ea01b178dffeb43a92ac5b8b488be196',
  'protocol-1/token-answer.json': 'bb5b124cd49d376efae18b4a6de15231',
  'protocol-1/hello-request.json': 'd036bb5730330b60ba847ffb47a88309',
  'protocol-1/hello-request-new-epoch.json': '7e082f49930b2bf3b9c8e7a1c38f5158',
  'protocol-1/hello-answer.json': '658e4006921016415f3bf1de12b42978',
  'protocol-1/hello-answer-new-epoch.json': 'dd8be15edb9896696b81b25e250cd13d',
  'protocol-1/push-request.json': 'e7df141245953aa6c71fcf1fadf1ce05',
  'protocol-1/push-answer.json': '11171d8ba0aa04b6d35018cb70d1ef71',
  'protocol-1/raw-quarantine-request.json': '4d7f38493bf4812b326082db335cda86',
  'protocol-1/pull-query.json': 'a14576363fd206019419bdee8bddc575',
  'protocol-1/pull-query-own.json': 'dfc07eb02cdea7a24117ba3fdc31bce1',
  'protocol-1/pull-answer.json': 'c387680a05c21acd90017a1a233218a0',
  'protocol-2/enrol-request.json': '96503070e51dfd692d8a9926dce40faa',
  'protocol-2/enrol-answer.json': '0ad6274b3e079329a9db3b755ca71f7e',
  'protocol-2/token-request.json': 'ea01b178dffeb43a92ac5b8b488be196',
  'protocol-2/token-answer.json': 'bb5b124cd49d376efae18b4a6de15231',
  'protocol-2/hello-request.json': '6145f653ca564b39d7d51807fadcd447',
  'protocol-2/hello-request-new-epoch.json': '8117b9ae6283ad4bb58e89c9a1ce6874',
  'protocol-2/hello-answer.json': '658e4006921016415f3bf1de12b42978',
  'protocol-2/hello-answer-new-epoch.json': '1f67150cdb9e6f584b610ecacfad97fa',
  'protocol-2/push-request.json': '4f9205422fee50ad4cc95bc11009d2ab',
  'protocol-2/push-answer.json': '11171d8ba0aa04b6d35018cb70d1ef71',
  'protocol-2/raw-quarantine-request.json': '4d7f38493bf4812b326082db335cda86',
  'protocol-2/pull-query.json': '61e0a79c44acd7fabc35cdb3532c3413',
  'protocol-2/pull-query-own.json': '71ec6d689241981bf1f23206ba2b6b0e',
  'protocol-2/pull-answer.json': 'baeaa3c0991e536270ca68ad418765ac',
};
