export const LANE_HEIGHT = 84;
export const LANE_GAP = 8;

/** As high as the cards beside it. */
export const pictureHeight = (lanes: number): number =>
  Math.max(1, lanes) * LANE_HEIGHT + (Math.max(1, lanes) - 1) * LANE_GAP;

/** From the load balancer to the middle of a card. */
export function lanePath(index: number, middle: number): string {
  const y = index * (LANE_HEIGHT + LANE_GAP) + LANE_HEIGHT / 2;
  return `M216 ${middle} C282 ${middle} 282 ${y} 360 ${y}`;
}

/** Dots for requests a second: one for a trickle, `most` for forty and more. */
export const dotsFor = (perSecond: number, most: number): number =>
  perSecond < 0.2 ? 0 : Math.min(most, Math.max(1, Math.round((perSecond / 40) * most)));
