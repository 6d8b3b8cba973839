import type { AgentInstance } from '@gennaker/contracts/agent';
import type { Health, HealthState, Instance } from '@gennaker/contracts/clouddriver';
import { aggregateHealth } from '@gennaker/sdk';

/** What the agent's own check says: unlike a virtual machine's, it knows whether the program works. */
export const LOCAL_HEALTH = 'Local';
export const LOAD_BALANCER_HEALTH = 'LoadBalancer';

/** The agent's word in those that health providers use. */
const STATES: Partial<Record<HealthState, HealthState>> = { Failed: 'Down', Draining: 'OutOfService' };

/** An instance in Clouddriver's words. `LoadBalancer` health only where there is a load balancer. */
export function instanceOf(instance: AgentInstance, loadBalancers: readonly string[]): Instance {
  const { id, healthState, reason, launchTime, pid, port, restarts, lastExit, enabled } = instance;
  const state = STATES[healthState] ?? healthState;
  const description = reason ?? (healthState === 'Draining' ? 'running requests end' : undefined);
  const because = description === undefined ? {} : { description };
  const health: Health[] = [{ type: LOCAL_HEALTH, state, ...because }];
  if (loadBalancers.length > 0) {
    const service = state === 'Up' ? 'InService' : 'OutOfService';
    health.push({
      type: LOAD_BALANCER_HEALTH,
      state,
      ...because,
      loadBalancers: loadBalancers.map((name) => ({ name, state: service, healthState: state, ...because })),
    });
  }
  return {
    name: id,
    humanReadableName: id,
    healthState: healthState === 'Draining' ? healthState : aggregateHealth(health),
    launchTime,
    zone: 'localhost',
    health,
    providerType: 'local',
    cloudProvider: 'local',
    pid,
    port,
    restarts,
    lastExit,
    enabled,
    // It did not become healthy in its time, or keeps ending: waiting longer is no use.
    ...(healthState === 'Failed' ? { failed: true } : {}),
  };
}
