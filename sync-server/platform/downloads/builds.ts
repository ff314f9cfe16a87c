import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** electron-builder's artifact name (electron-builder.yml): program, version, system, processor, kind of package. */
const BUILD =
  /^stockavoo-till-(\d{1,5})\.(\d{1,5})\.(\d{1,5})-(win|mac|linux)-([a-z0-9_]{2,12})\.(exe|dmg|AppImage|deb|rpm)$/;
const OS_NAMES = { win: 'Windows', mac: 'macOS', linux: 'Linux' } as const;
/** Older ones are not listed: a hundred versions and more of all packages. */
const FILES_MAX = 2000;

/** What a till is installed from. */
export interface Build {
  readonly fileName: string;
  readonly version: string;
  readonly os: 'Windows' | 'macOS' | 'Linux';
  readonly processor: string;
  readonly kind: string;
  readonly bytes: number;
}

/**
 * What may be handed out of the folder: packages, what updates read of them, and the update feeds (`latest*.yml`, rings
 * `beta*.yml` and the like). Everything else that lies there stays there.
 */
export function isHandedOut(fileName: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,150}\.(exe|dmg|zip|AppImage|deb|rpm|blockmap|yml)$/.test(fileName);
}

/** The packages of a folder, newest version first; none where there is no folder yet. */
export async function listBuilds(folder: string): Promise<readonly Build[]> {
  const names = await readdir(folder).catch(() => []);
  const found = names.flatMap((fileName) => {
    const match = BUILD.exec(fileName);
    return match === null ? [] : [{ fileName, match, rank: match.slice(1, 4).map(Number) }];
  });
  const builds = await Promise.all(
    found
      .toSorted((left, right) => byRank(right.rank, left.rank) || (left.fileName < right.fileName ? -1 : 1))
      .slice(0, FILES_MAX)
      .map(async ({ fileName, match }): Promise<Build | null> => {
        // Taken away since it was listed: one build fewer.
        const stats = await stat(join(folder, fileName)).catch(() => null);
        const [, major, minor, patch, system, processor = '', kind = ''] = match;
        const os = Object.entries(OS_NAMES).find(([key]) => key === system)?.[1];
        if (stats?.isFile() !== true || os === undefined) return null;
        return { fileName, version: `${major}.${minor}.${patch}`, os, processor, kind, bytes: stats.size };
      }),
  );
  return builds.filter((build) => build !== null);
}

/** The packages of the newest version of each system. */
export function newestOf(builds: readonly Build[]): readonly Build[] {
  return Object.values(OS_NAMES).flatMap((os) => {
    const ofSystem = builds.filter((build) => build.os === os);
    return ofSystem.filter(({ version }) => version === ofSystem[0]?.version);
  });
}

function byRank(left: readonly number[], right: readonly number[]): number {
  return left.reduce((found, value, index) => found || value - (right[index] ?? 0), 0);
}
