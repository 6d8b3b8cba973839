import { agent } from '@gennaker/contracts/agent';
import { AppError, connect, type ClientOf, type Target } from '@gennaker/kernel';
import type { CloudAccount, FoundImage } from '@gennaker/sdk';
import { followAgent } from '../caching/follow-agent.ts';
import { instanceOf } from '../caching/instance.ts';
import { loadBalancerOf } from '../caching/load-balancer.ts';
import { serverGroupOf } from '../caching/server-group.ts';
import { ifThere } from './if-there.ts';
import { REGION } from './region.ts';

export type AgentClient = ClientOf<typeof agent>;

export interface LocalAccountOptions {
  name: string;
  /** Starts the agent if none runs. @returns where it listens */
  ensureAgent(): Promise<Target>;
}

/** An account of the local cloud: one agent and what it runs. */
export class LocalAccount implements CloudAccount {
  readonly regions = [REGION];
  readonly name: string;
  readonly #options: LocalAccountOptions;
  #client: Promise<AgentClient> | undefined;

  constructor(options: LocalAccountOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /**
   * Calls the agent. When it cannot be reached it is started, and called once more: reads are harmless,
   * and every change carries the id of its operation.
   * @throws AppError `unavailable` when it cannot be reached
   */
  async call<T>(work: (client: AgentClient) => Promise<T>): Promise<T> {
    const wasKnown = this.#client !== undefined;
    try {
      return await this.#callOnce(work);
    } catch (error) {
      if (!wasKnown || !isUnavailable(error)) throw error;
      return this.#callOnce(work);
    }
  }

  async #callOnce<T>(work: (client: AgentClient) => Promise<T>): Promise<T> {
    this.#client ??= this.#options
      .ensureAgent()
      .then((target) => connect(agent, target, { name: 'the local agent', from: 'clouddriver' }));
    const client = this.#client;
    try {
      return await work(await client);
    } catch (error) {
      const mayHaveEnded = isUnavailable(error) || !(error instanceof AppError);
      if (mayHaveEnded && this.#client === client) this.#client = undefined;
      throw error;
    }
  }

  follow(signal: AbortSignal) {
    return followAgent(this, signal);
  }

  async serverGroups({ application, region = REGION }: { application?: string; region?: string }) {
    if (region !== REGION) return [];
    const groups = await this.call((client) => client.serverGroups.list({ query: {} }));
    const wanted = application?.toLowerCase();
    return groups
      .filter((group) => wanted === undefined || group.application.toLowerCase() === wanted)
      .map((group) => serverGroupOf(this.name, group));
  }

  async serverGroup(region: string, name: string) {
    if (region !== REGION) return undefined;
    const group = await this.call((client) => ifThere(client.serverGroups.get({ params: { name } })));
    return group && serverGroupOf(this.name, group);
  }

  async loadBalancer(region: string, name: string) {
    if (region !== REGION) return undefined;
    const balancer = await this.call((client) => ifThere(client.loadBalancers.get({ params: { name } })));
    return balancer && loadBalancerOf(this.name, balancer);
  }

  async instance(region: string, id: string) {
    if (region !== REGION) return undefined;
    const instance = await this.call((client) => ifThere(client.instances.get({ params: { id } })));
    if (!instance) return undefined;
    const group = await this.call((client) =>
      ifThere(client.serverGroups.get({ params: { name: instance.serverGroup } })),
    );
    return instanceOf(instance, group?.loadBalancers ?? []);
  }

  async console(region: string, id: string, lines: number) {
    if (region !== REGION) return undefined;
    const slice = await this.call((client) =>
      ifThere(client.instances.log({ params: { id }, query: { tail: lines } })),
    );
    return slice?.text;
  }

  /** What the agent's store holds: everything that was deployed and may be again. */
  async images({ text = '', region = REGION }: { text?: string; region?: string }): Promise<FoundImage[]> {
    if (region !== REGION) return [];
    const staged = await this.call((client) => client.artifacts.list());
    return staged
      .map(({ hash, type, reference, version, name, stagedTime }) => ({
        imageId: hash,
        imageName: name ?? reference,
        region: REGION,
        attributes: { creationDate: new Date(stagedTime).toISOString(), type, version },
        artifact: { type, reference, version, name, hash },
      }))
      .filter(({ imageId, imageName }) => imageId === text || imageName.includes(text));
  }
}

const isUnavailable = (error: unknown): boolean => error instanceof AppError && error.code === 'unavailable';
