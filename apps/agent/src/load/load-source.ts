import { Agent, request } from 'node:http';
import type { LoadPlan, LoadState } from '@gennaker/contracts/agent';
import type { Clock } from '@gennaker/kernel/core';

const TICK_MS = 50;
/** A load balancer that hangs is not buried under requests. */
const AT_ONCE = 100;
const TIMEOUT_MS = 10_000;

export interface LoadSourceTools {
  clock: Clock;
  /** The port of the load balancer as it is now; undefined when it has none that is open. */
  port(): number | undefined;
  onEnd(): void;
}

/** Sends GET requests to one load balancer of this agent, evenly over time, until its time is over. */
export class LoadSource {
  readonly #plan: LoadPlan;
  readonly #tools: LoadSourceTools;
  readonly #connections = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  readonly #startedTime: number;
  readonly #timer: NodeJS.Timeout;
  #endTime: number;
  #isRunning = true;
  #sent = 0;
  #waiting = 0;
  #ok = 0;
  #failed = 0;

  constructor(plan: LoadPlan, tools: LoadSourceTools) {
    this.#plan = plan;
    this.#tools = tools;
    this.#startedTime = tools.clock.now();
    this.#endTime = this.#startedTime + plan.seconds * 1_000;
    this.#timer = setInterval(() => this.#tick(), TICK_MS).unref();
  }

  get state(): LoadState {
    return {
      ...this.#plan,
      running: this.#isRunning,
      startedTime: this.#startedTime,
      endTime: this.#endTime,
      ok: this.#ok,
      failed: this.#failed,
    };
  }

  stop(): void {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    this.#endTime = Math.min(this.#endTime, this.#tools.clock.now());
    clearInterval(this.#timer);
    this.#connections.destroy();
    this.#tools.onEnd();
  }

  #tick(): void {
    const now = this.#tools.clock.now();
    if (now >= this.#endTime) return this.stop();
    const due = duePerTick(this.#sent, (now - this.#startedTime) / 1_000, this.#plan.requestsPerSecond);
    // What could not be sent in time is left out: a burst would not be steady.
    this.#sent += due.skipped;
    const port = this.#tools.port();
    for (let n = 0; n < due.now; n += 1) {
      this.#sent += 1;
      if (port !== undefined && this.#waiting < AT_ONCE) this.#send(port);
    }
  }

  #send(port: number): void {
    this.#waiting += 1;
    let isCounted = false;
    const count = (isOk: boolean) => {
      if (isCounted) return;
      isCounted = true;
      this.#waiting -= 1;
      if (!this.#isRunning) return;
      if (isOk) this.#ok += 1;
      else this.#failed += 1;
    };
    const sent = request(
      { host: '127.0.0.1', port, path: this.#plan.path, agent: this.#connections, timeout: TIMEOUT_MS },
      (answer) => {
        answer.on('end', () => count((answer.statusCode ?? 500) < 500)).on('error', () => count(false));
        answer.resume();
      },
    );
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => count(false)).on('close', () => count(false));
    sent.end();
  }
}

/** How many requests are due, a quarter of a second's worth at most; older ones are skipped. */
export function duePerTick(sent: number, seconds: number, rate: number): { now: number; skipped: number } {
  const due = Math.max(0, Math.floor(seconds * rate) - sent);
  const now = Math.min(due, Math.max(1, Math.ceil(rate / 4)));
  return { now, skipped: due - now };
}
