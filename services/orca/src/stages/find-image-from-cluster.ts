import { findImageAs } from './find-image.ts';

/** The name of the original's class, which pipelines made by hand use. */
export const findImageFromCluster = findImageAs('findImageFromCluster');
