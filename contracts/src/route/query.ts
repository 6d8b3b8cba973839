import { z } from 'zod';

/** A list in a query: `a,b`, or the key repeated; empty means all, so it is left out. */
export const csv = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => {
    const items = [value ?? []].flat().flatMap((item) => item.split(','));
    const named = items.map((item) => item.trim()).filter((item) => item !== '');
    return named.length > 0 ? named : undefined;
  });

/** A boolean in a query: `true` or `false`; empty is the default. */
export const flag = (byDefault: boolean) =>
  z
    .union([z.boolean(), z.enum(['true', 'false', ''])])
    .optional()
    .transform((value) =>
      value === undefined || value === '' ? byDefault : value === true || value === 'true',
    );

/** A whole number of at least 0 in a query; empty is the default. */
export const count = (byDefault: number) =>
  z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce.number().int().min(0).default(byDefault),
  );
