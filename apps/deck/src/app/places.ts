import { applicationPlaces } from '../features/applications/places.ts';
import { clusterPlaces } from '../features/clusters/places.ts';
import { executionPlaces } from '../features/executions/places.ts';
import { inboxPlaces } from '../features/inbox/places.ts';
import { loadBalancerPlaces } from '../features/load-balancers/places.ts';
import { welcomePlaces } from '../features/welcome/places.ts';
import { isOfApplication, type Place } from './place.ts';

/** Every place there is, in the order of the navigation. A feature adds its own here. */
const places: readonly Place[] = [
  ...welcomePlaces,
  ...inboxPlaces,
  ...applicationPlaces,
  ...executionPlaces,
  ...clusterPlaces,
  ...loadBalancerPlaces,
];

/** Where one can go from here: everywhere, and within the application that one is in. */
export const placesFor = (application: string | undefined): { global: Place[]; ofApplication: Place[] } => ({
  global: places.filter((place) => !isOfApplication(place)),
  ofApplication: application === undefined ? [] : places.filter(isOfApplication),
});
