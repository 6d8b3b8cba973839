/**
 * The part of the kernel that a small program needs: no database, no client, no telemetry exporter, no YAML.
 *
 * The agent lives beside every application it runs, so it must not carry what it never uses; all else imports
 * the whole kernel.
 */
export * from './clock/clock.ts';
export * from './errors/app-error.ts';
export { faultText } from './errors/fault-text.ts';
export { implement, type Handlers } from './http/implement.ts';
export { listen, type Front } from './http/server.ts';
export { createService } from './http/service.ts';
export * from './ids/ulid.ts';
export * from './logging/logger.ts';
export * from './process/index.ts';
