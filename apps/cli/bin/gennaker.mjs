#!/usr/bin/env node
/** `npx gennaker` in a checkout: any Node ≥ 20 starts this, and it starts the CLI with the Node that npm brought. */
import { run } from '../../../tools/run.mjs';

await run(['gennaker', ...process.argv.slice(2)]);
