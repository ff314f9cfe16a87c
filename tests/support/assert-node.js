/** Runs before the commands, so it is written for every Node: says in words which one is needed. */
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Stockavoo's commands run on Node 24, and this is Node ${process.versions.node}. ` +
      'Run "npm ci" without --omit=optional, which brings Node 24 along, or install Node 24 yourself.',
  );
  process.exit(1);
}
