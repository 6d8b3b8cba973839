import { defineDoor } from './define-door.ts';

/** What each safe door replaces. The message is all that somebody who meets the rule reads, so it names the way out. */

export const processRunner = defineDoor({
  message: 'Start programs with run or spawnDetached of @gennaker/kernel: argv only, never a shell.',
  modules: { 'node:child_process': 'all', execa: 'all', 'cross-spawn': 'all' },
});

export const httpClient = defineDoor({
  message:
    'Fetch a URL with the egress client of @gennaker/kernel (createEgress), which checks where it connects to; ' +
    'call a service with its typed client (connect).',
  modules: {
    undici: 'all',
    axios: 'all',
    'node:http': ['request', 'get', 'default', 'Agent', 'globalAgent', 'ClientRequest'],
    'node:https': ['request', 'get', 'default', 'Agent', 'globalAgent'],
    'node:http2': ['connect', 'default'],
    'node:net': ['connect', 'createConnection', 'default', 'Socket'],
    'node:tls': ['connect', 'default', 'TLSSocket'],
  },
  globals: ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'],
});

export const yamlLoader = defineDoor({
  message: 'Load YAML with loadYaml of @gennaker/kernel: its schema is JSON’s, and its size is limited.',
  modules: { yaml: 'all', 'js-yaml': 'all' },
});

export const evaluator = defineDoor({
  message: 'Never run text as code. Evaluate expressions with @gennaker/expressions.',
  modules: { 'node:vm': 'all' },
  globals: ['eval', 'Function'],
});

export const logger = defineDoor({
  message: 'Log with the logger of @gennaker/kernel; the CLI prints through its own output door.',
  globals: ['console'],
});

export const config = defineDoor({
  message: 'Take settings from the configuration (kernel/src/config), which checks and documents them.',
  modules: { 'node:process': ['env'] },
  members: { process: ['env'] },
});

export const clock = defineDoor({
  message: 'Ask the clock that you were handed: a hidden clock cannot be tested.',
  members: { Date: ['now'] },
  emptyDates: true,
});
