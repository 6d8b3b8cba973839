export { agentSocketPath } from './agent-home.ts';
export { connectAgent, stopAgent, type AgentClient } from './connect-agent.ts';
export { ensureAgent, type EnsureOptions } from './ensure-agent.ts';
export { type AgentSettings } from './settings.ts';
export { startAgent, type AgentOptions, type RunningAgent } from './start-agent.ts';
