import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';

/** Whether a program can be traced here: only Linux has strace, and not every machine allows it. */
export function canTrace(): boolean {
  const options = ['-f', '-y', '-xx', '--seccomp-bpf', '-o', devNull, '-e', 'trace=fsync'];
  return process.platform === 'linux' && spawnSync('strace', [...options, 'true'], { stdio: 'ignore' }).status === 0;
}
