type Json = Record<string, unknown>;

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/**
 * Brings older spellings to one: `credentials` → `account`, `regions` and `zone` → `region`,
 * `asgName` → `serverGroupName`. Source: clouddriver `AtomicOperationDescriptionPreProcessor`s.
 */
export function normalized(description: Json): Json {
  const { credentials, regions, zone, asgName, ...rest } = description;
  const account = [rest['account'], credentials].find(isText);
  const region = [rest['region'], first(regions), zone].find(isText);
  const serverGroupName = [rest['serverGroupName'], asgName].find(isText);
  return {
    ...rest,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(serverGroupName === undefined ? {} : { serverGroupName }),
  };
}
