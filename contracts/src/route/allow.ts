/** The authorizations of Spinnaker's permission model. Source: fiat `Authorization`. */
export type Authorization = 'READ' | 'WRITE' | 'EXECUTE' | 'CREATE';

/** The kinds of things that permissions are given for. Source: fiat `ResourceType`. */
export type ResourceType = 'application' | 'account' | 'serviceAccount' | 'buildService';

/**
 * Who may call a route: `anyone` (no identity needed), `user` (any identity), `admin`,
 * `service` (another service of the platform), or an authorization on a resource.
 */
export type Allow = 'anyone' | 'user' | 'admin' | 'service' | `${Authorization} ${ResourceType}`;
