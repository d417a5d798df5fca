type Platform = `${'linux' | 'darwin'}-${'x64' | 'arm64'}`;

/** One version of a program that consists of one executable file, and where to get it. */
export interface ExecutableRelease {
  /** What people call it, such as `Temporal CLI`. */
  title: string;
  /** The file's own name. */
  executable: string;
  version: string;
  /** The package on Python's index whose wheels carry the same executable. */
  pythonPackage: string;
  builds: Record<Platform, ExecutableBuild>;
}

export interface ExecutableBuild {
  /** Of the executable itself: it is checked whichever way the file came, and each time it is taken from the cache. */
  sha256: string;
  /** The `.tar.gz` that the program's makers publish. */
  archiveUrl: string;
  /** The executable's path inside the archive. */
  archiveMember: string;
  /** Of the wheel, for pip. */
  wheelSha256: string;
}

/**
 * The build for the machine this runs on.
 * @throws Error if the release has none, as for Windows.
 */
export function buildForThisMachine(release: ExecutableRelease): ExecutableBuild {
  const platform = `${process.platform}-${process.arch}`;
  const build = (release.builds as Record<string, ExecutableBuild | undefined>)[platform];
  if (!build) {
    throw new Error(`There is no build of ${release.title} ${release.version} for ${platform}.`);
  }
  return build;
}
