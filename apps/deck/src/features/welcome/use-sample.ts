import { useQuery } from '@tanstack/react-query';
import { gate } from '../../api/gate.ts';
import { SAMPLE } from './sample.ts';

/** Whether the sample application exists; asked again every two seconds until it does. */
export const useSample = () =>
  useQuery({
    queryKey: ['sample'],
    refetchInterval: ({ state }) => (state.data === true ? false : 2_000),
    queryFn: async () => (await gate.applications.list({})).some(({ name }) => name === SAMPLE),
  });
