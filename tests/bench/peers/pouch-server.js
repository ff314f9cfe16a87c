// express-pouchdb on LevelDB, as its README sets it up. Prints its port.
import express from 'express';
import expressPouch from 'express-pouchdb';
import PouchDB from 'pouchdb';

const [folder] = process.argv.slice(2);
const app = express();
const Databases = PouchDB.defaults({ prefix: `${folder}/` });
app.use(
  '/',
  expressPouch(Databases, { mode: 'minimumForPouchDB', logPath: `${folder}/log.txt`, inMemoryConfig: true }),
);
const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
