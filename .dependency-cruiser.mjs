/**
 * One way: expressions ← kernel ← contracts ← sdk ← services, clouds ← apps.
 * Each rule says why it exists; `tools/layers.test.ts` breaks each one on purpose.
 */

const TESTS = '\\.(test|suite|e2e)\\.tsx?$';
/** What a workspace offers to the tests of others, under its "./testing" export. */
const TESTING = '/testing(/|\\.ts$)';

/** Our own code, by folder, without the folders named. A workspace is seen at its real path, not under node_modules. */
const oursExcept = (...allowed) => {
  const all = [
    'apps',
    'services',
    'clouds',
    'sdk',
    'contracts',
    'expressions',
    'kernel',
    'samples',
    'test',
    'bench',
    'tools',
  ];
  return `^(${all.filter((folder) => !allowed.includes(folder)).join('|')})/`;
};

const layers = [
  {
    name: 'expressions-stand-alone',
    comment:
      'The expression language is pure, so that it can be tested, fuzzed and reused without a platform around it.',
    severity: 'error',
    from: { path: '^expressions/' },
    to: { path: oursExcept('expressions') },
  },
  {
    name: 'kernel-knows-no-domain',
    comment:
      'Everything stands on the kernel. What it imported from above would be dragged into every service.',
    severity: 'error',
    from: { path: '^kernel/' },
    to: { path: oursExcept('kernel') },
  },
  {
    name: 'contracts-know-only-the-kernel',
    comment:
      'A contract is data that server and client share. With an implementation behind it, clients would load servers.',
    severity: 'error',
    from: { path: '^contracts/' },
    to: { path: oursExcept('contracts', 'kernel') },
  },
  {
    name: 'sdk-shows-what-a-plug-in-may-see',
    comment:
      'A plug-in is written against the sdk alone. What the sdk imported from a service would become public.',
    severity: 'error',
    from: { path: '^sdk/' },
    to: { path: oursExcept('sdk', 'contracts', 'kernel', 'expressions') },
  },
  {
    name: 'services-never-import-each-other',
    comment: 'Services speak through contracts, so each can run in a process of its own.',
    severity: 'error',
    from: { path: '^services/([^/]+)/' },
    to: { path: '^services/', pathNot: '^services/$1/' },
  },
  {
    name: 'services-know-no-cloud-and-no-app',
    comment:
      'A cloud is a plug-in that an app hands to a service. A service that names one could not do without it.',
    severity: 'error',
    from: { path: '^services/' },
    to: { path: oursExcept('services', 'sdk', 'contracts', 'expressions', 'kernel') },
  },
  {
    name: 'clouds-never-import-each-other',
    comment: 'Each cloud can be left out of an installation without breaking another.',
    severity: 'error',
    from: { path: '^clouds/([^/]+)/' },
    to: { path: '^clouds/', pathNot: '^clouds/$1/' },
  },
  {
    name: 'clouds-have-no-privileges',
    comment:
      'A cloud uses what an outside plug-in could use: the sdk. Otherwise nobody else could write one.',
    severity: 'error',
    from: { path: '^clouds/' },
    to: { path: oursExcept('clouds', 'sdk', 'contracts', 'expressions', 'kernel') },
  },
  {
    name: 'deck-knows-only-contracts',
    comment:
      'Deck is a client of Gate like any other, in a browser: it is typed by contracts, and nothing of the platform ' +
      'can be loaded there. What it cannot do over the API, nobody else could do either.',
    severity: 'error',
    from: { path: '^apps/deck/src/' },
    to: { path: oursExcept('contracts'), pathNot: '^apps/deck/src/' },
  },
  {
    name: 'samples-stand-alone',
    comment: 'A sample shows an application like the reader’s own: it does not know what ships it.',
    severity: 'error',
    from: { path: '^samples/', pathNot: TESTS },
    to: { path: oursExcept('samples') },
  },
];

const boundaries = [
  {
    name: 'imports-go-through-exports',
    comment:
      'A workspace is used by its name (@gennaker/kernel), which opens only what its "exports" lists. ' +
      'A relative path into it would make every one of its files public.',
    severity: 'error',
    from: { path: '^(kernel|contracts|expressions|sdk|services/[^/]+|clouds/[^/]+|apps/[^/]+)/src/' },
    to: {
      path: '^(kernel|contracts|expressions|sdk|services|clouds|apps)/',
      pathNot: '^$1/',
      dependencyTypes: ['local'],
    },
  },
  {
    name: 'imports-can-be-resolved',
    comment: 'The file or package does not exist, or the workspace does not list it in its "exports".',
    severity: 'error',
    from: {},
    // Vite makes virtual modules while it builds.
    to: { couldNotResolve: true, pathNot: '^virtual:' },
  },
  {
    name: 'sql-stays-in-stores',
    comment:
      'Tables are a service’s secret: SQL lives behind the interfaces in its store/, on top of what the kernel offers.',
    severity: 'error',
    from: {
      pathNot: [TESTS, '^kernel/src/(sql|feed|jobs)/', '^(services|clouds|apps)/.+/store/', '^(test|bench)/'],
    },
    to: { path: 'node_modules/(kysely|pg)/' },
  },
  {
    name: 'routes-take-the-store-s-interface',
    comment:
      'A route checks, calls one thing and answers. It is handed a store, so that any implementation will do.',
    severity: 'error',
    from: { path: '^services/[^/]+/src/routes/', pathNot: TESTS },
    to: { path: '/store/.*(sql|memory)-[^/]+$' },
  },
  {
    name: 'the-core-is-pure',
    comment:
      'The core of the engine is a function of its arguments, so that tables and random graphs can test it. ' +
      'Without Node’s modules, SQL and the shell around it, it can reach nothing else.',
    severity: 'error',
    from: { path: '^services/[^/]+/src/core/', pathNot: TESTS },
    to: {
      path: [
        '^services/[^/]+/src/(engine|store|routes)/',
        'node_modules/(kysely|pg|undici)/',
        '^(node:)?(fs|net|http|https|timers|child_process|async_hooks)(/|$)',
      ],
    },
  },
  {
    name: 'tests-are-imported-by-tests-only',
    comment: 'What runs in production must not need a test, its runner or its fixtures.',
    severity: 'error',
    from: {
      path: '^(kernel|contracts|expressions|sdk|services|clouds|apps)/',
      pathNot: [TESTS, TESTING],
    },
    to: { path: [TESTS, TESTING, '^(test|bench)/', 'node_modules/(vitest|fast-check)/'] },
  },
  {
    name: 'no-cycles',
    comment:
      'In a cycle neither file can be understood or loaded without the other. ' +
      'Cycles of types alone are allowed: recursive data has them, and they are gone before the code runs.',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
];

export default {
  forbidden: [...layers, ...boundaries],
  options: {
    // TypeScript 7 has no parser to offer; without swc beside it, dependency-cruiser would see no TypeScript at all.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    // What is built of our code is not our code.
    exclude: { path: '^apps/[^/]+/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
