import type { RouteMeta } from '@gennaker/contracts/route';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { gate } from '@gennaker/contracts/gate';

type Document = Record<string, unknown>;

let cached: Promise<Document> | undefined;

/** Gate's OpenAPI 3.1 document, made from the contract once. */
export function openApiDocument(contract: typeof gate, version: string): Promise<Document> {
  cached ??= new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
    info: { title: 'Gennaker API', version, description: "Spinnaker's API, spoken by Gennaker's Gate." },
    filter: ({ contract: procedure }) => !(procedure['~orpc'].meta as RouteMeta).hidden,
  }) as Promise<unknown> as Promise<Document>;
  return cached;
}
