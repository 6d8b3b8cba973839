import { invalid } from '@gennaker/kernel';
import type { CloudDefinition, OperationDefinition } from '@gennaker/sdk';

/**
 * The operation of a cloud; `type@version` means the same as `type`.
 * @throws AppError `invalid`
 * Source: clouddriver-core `AnnotationsBasedAtomicOperationsRegistry`.
 */
export function findOperation(cloud: CloudDefinition, name: string): OperationDefinition {
  const [type, , ...more] = name.split('@');
  if (more.length > 0)
    throw invalid(`Operation '${name}' has more than one '@'; write <operation>@<version>.`);
  const found = cloud.operations.find((operation) => operation.type === type);
  if (found) return found;
  const known = cloud.operations.map((operation) => operation.type).join(', ');
  throw invalid(
    `No atomic operation converter found for description '${name}' and cloud provider '${cloud.name}'. It has: ${known}.`,
  );
}
