import { Agent, request } from 'node:http';

/** Requests that go on while a test works. */
export interface SteadyLoad {
  stop(): Promise<{ requests: number; perSecond: number; failures: string[]; answeredBy: Set<string> }>;
}

/** Sends GET and POST requests over kept connections, at `perSecond`, whatever the answers take. */
export function steadyLoad(url: string, perSecond: number): SteadyLoad {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const failures: string[] = [];
  const answeredBy = new Set<string>();
  const running = new Set<Promise<void>>();
  let requests = 0;
  let sent = 0;
  const started = performance.now();

  const one = (post: boolean) =>
    new Promise<void>((resolve) => {
      requests += 1;
      const outgoing = request(`${url}/load`, { agent, method: post ? 'POST' : 'GET' }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (body += chunk));
        response.on('error', (error) => failures.push(`answer: ${error.message}`));
        response.on('close', () => {
          if (response.statusCode !== 200 || !response.complete)
            failures.push(`${response.statusCode} ${body}`);
          answeredBy.add(body.split(' ')[0] ?? '');
          resolve();
        });
      });
      outgoing.on('error', (error) => {
        failures.push(error.message);
        resolve();
      });
      outgoing.end(post ? 'payload' : undefined);
    });

  const timer = setInterval(() => {
    const due = ((performance.now() - started) / 1000) * perSecond;
    for (; sent < due; sent++) {
      const call = one(sent % 4 === 0).finally(() => running.delete(call));
      running.add(call);
    }
  }, 5);

  return {
    async stop() {
      clearInterval(timer);
      const rate = requests / ((performance.now() - started) / 1000);
      await Promise.all(running);
      agent.destroy();
      return { requests, perSecond: rate, failures, answeredBy };
    },
  };
}
