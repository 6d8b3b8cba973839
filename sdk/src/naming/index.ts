export { clusterName, parseName, type NameParts } from './frigga.ts';
export { monikerOf } from './moniker.ts';
export { latestSlot, nextServerGroupName, type TakenSlot } from './next-server-group-name.ts';
