import { connectAgent } from '@gennaker/agent';

/** A server group in a list. */
export interface Group {
  name: string;
  isDisabled: boolean;
  instanceCounts: { up: number; total: number };
  account: string;
}

/** What the agent of a home runs; undefined when there is none. */
export async function agentAnswer(home: string): Promise<Group[] | undefined> {
  try {
    const groups = await connectAgent(home).serverGroups.list(
      {},
      {
        signal: AbortSignal.timeout(5_000),
      },
    );
    return groups.map(({ name, enabled, instanceCounts }) => ({
      name,
      isDisabled: !enabled,
      instanceCounts,
      account: 'local',
    }));
  } catch {
    return undefined; // none runs, or it hangs: for who asks what runs that is the same
  }
}
