/** What npm's error codes ask of the user. The first that occurs in the output counts. */
const remedies = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/,
    'npm could not reach its registry. Check the network (behind a proxy: npm config set proxy …), then run this again.',
  ],
  [
    /\bE40[13]\b|ENEEDAUTH/,
    'The registry refused npm. Check the registry and the login in your .npmrc, then run this again.',
  ],
  [
    /\bE404\b|ETARGET/,
    'The registry does not have a package or version of the lock file. If you use a mirror, let it catch up or use another one.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    'A file or folder cannot be written. Give your user the right to write to this folder and to npm’s cache, then run this again.',
  ],
  [/ENOSPC/, 'The disk is full. Free 1 GB, then run this again.'],
  [
    /EINTEGRITY/,
    'A download did not match the lock file. Run "npm cache clean --force", then run this again.',
  ],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/,
    'The registry’s certificate is not trusted. Point NODE_EXTRA_CA_CERTS at your company’s certificate, then run this again.',
  ],
  [
    /ENOENT.*npm|npm.*ENOENT/,
    'npm was not found. It comes with Node: install Node 20 or later with npm, then run this again.',
  ],
];

/** What we call npm's exit code when a signal ended it. */
export const INTERRUPTED = 130;

/**
 * Says what failed and what to do, with the end of npm's own words.
 * @param {string} output everything that npm printed
 * @param {number} exitCode
 */
export function explainNpmFailure(output, exitCode) {
  if (exitCode === INTERRUPTED) return 'Interrupted; the next start goes on installing.';
  const lastLines = output
    .trimEnd()
    .split('\n')
    .filter((line) => !/^npm warn (EBADENGINE|deprecated)/.test(line))
    .slice(-30)
    .map((line) => `  ${line}`);
  const remedy = remedies.find(([pattern]) => pattern.test(output))?.[1];
  return [
    `npm install failed with exit code ${exitCode}:`,
    ...lastLines,
    remedy ?? 'If the lines above do not help, delete node_modules and run this again.',
  ].join('\n');
}
