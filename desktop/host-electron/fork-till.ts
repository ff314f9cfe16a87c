import { type MessagePortMain, utilityProcess } from 'electron';
import type { TillChild } from './till-keeper.ts';

/** Starts the till in a process of its own; what it says goes to the log. */
export function forkTill(path: string, writeLog: (text: string) => void): TillChild<MessagePortMain> {
  const child = utilityProcess.fork(path, [], { serviceName: 'Stockavoo till', stdio: 'pipe' });
  child.stdout?.on('data', (bytes: Buffer) => writeLog(bytes.toString('utf8')));
  child.stderr?.on('data', (bytes: Buffer) => writeLog(bytes.toString('utf8')));
  return {
    postMessage: (message, ports) => child.postMessage(message, ports),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    kill: () => child.kill(),
  };
}
