import { configOf, gateOf, type CommonOptions } from '../context.ts';
import { createSample, removeSample } from '../sample/create-sample.ts';

/** Creates the sample application and ships its first version. */
export async function demo(options: CommonOptions & { reset?: boolean }): Promise<void> {
  const config = configOf(options);
  const { client } = gateOf(options);
  if (options.reset) await removeSample(client, config);
  await createSample(client, config);
}
